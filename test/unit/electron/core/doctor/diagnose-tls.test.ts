import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Trust } from '#shared/model/trust.ts';
import { createCertificateMaker, fingerprintOf, type KeyPair } from '../../../../support/certificates.ts';
import { startTlsServer, type TlsTestServer } from '../../../../support/tls-server.ts';
import { connectionTo, evidenceOf, openDoctorHouse, statesOf, stepOf } from './doctor-house.ts';

const maker = createCertificateMaker();
let root: KeyPair;
let good: KeyPair;

beforeAll(() => {
  root = maker.make({ name: 'Root', isCa: true });
  good = maker.make({ name: 'good', issuer: 'Root' });
});
afterAll(() => maker.remove());

async function serve(pair: KeyPair, options = {}): Promise<TlsTestServer> {
  const server = await startTlsServer(pair, options);
  onTestFinished(() => server.stop());
  return server;
}

async function examine(url: string, trust: Partial<Trust> = { extraCa: root.certificate }, certificate?: KeyPair) {
  const house = await openDoctorHouse(certificate ? { certificate } : {});
  const whole = { extraCa: null, pinnedFingerprint: null, ...trust };
  return house.examine(connectionTo(url, { trust: whole }));
}

const stoppedAtTls = 'skipped passed skipped failed not-reached not-reached';

describe('the doctor shows of TLS', () => {
  it('protocol, names, dates, and the extra CA that vouches', async () => {
    const { url } = await serve(good);
    const report = await examine(url);
    expect(statesOf(report)).toBe('skipped passed skipped passed skipped passed');
    expect(evidenceOf(report, 'tls')).toMatch(
      /^TLS 1\.3, TLS_AES_256_GCM_SHA384\nmade for localhost, 127\.0\.0\.1\nvalid until \d{4}-\d\d-\d\d, 29 days left\nvouched for by “CN=Root, O=Gatewright Test”, one of the extra CA certificates of this connection$/,
    );
    expect(stepOf(report, 'tls').chain).toMatchObject([
      {
        subject: 'CN=good, O=Gatewright Test',
        issuer: 'CN=Root, O=Gatewright Test',
        isCa: false,
        fingerprint: fingerprintOf(good.certificate),
      },
    ]);
  });

  it('that a faulty certificate is the one this connection accepts', async () => {
    const pair = maker.make({ name: 'pinned', validDays: [-9, -2] });
    const { url } = await serve(pair);
    const report = await examine(url, { pinnedFingerprint: fingerprintOf(pair.certificate) });
    expect(stepOf(report, 'tls')).toMatchObject({ cause: '', state: 'passed' });
    expect(evidenceOf(report, 'tls')).toContain('the one certificate that this connection accepts whatever its faults');
    expect(evidenceOf(report, 'tls')).toMatch(/expired on \d{4}-\d\d-\d\d, 2 days ago/);
  });

  it('that a refused certificate is another one than this connection accepts', async () => {
    const { url } = await serve(maker.make({ name: 'changed' }));
    const report = await examine(url, { pinnedFingerprint: 'ab'.repeat(32) });
    expect(statesOf(report)).toBe(stoppedAtTls);
    expect(evidenceOf(report, 'tls')).toContain(
      'not the certificate that this connection accepts, whose fingerprint begins with `AB:AB:AB:AB`',
    );
    const believed = await serve(good);
    const trust = { extraCa: root.certificate, pinnedFingerprint: 'ab'.repeat(32) };
    expect(evidenceOf(await examine(believed.url, trust), 'tls')).not.toContain('fingerprint');
  });

  it.each([
    [
      'expired',
      { issuer: 'Root', validDays: [-9, -2] },
      /^The certificate of `127\.0\.0\.1:\d+` has expired: /,
      /vouched for by “CN=Root/,
    ],
    [
      'not valid yet',
      { issuer: 'Root', validDays: [2, 9] },
      /is not valid yet: /,
      /valid from \d{4}-\d\d-\d\d on, .* from now/,
    ],
    [
      'made for another name',
      { issuer: 'Root', altName: 'DNS:example.test' },
      /is made for another name: /,
      /made for example\.test/,
    ],
    ['signed by itself', {}, /is signed by itself: /, /which signed itself and is not trusted/],
  ] as const)('a certificate that is %s, and why it is refused', async (words, made, cause, evidence) => {
    const pair = maker.make({ name: words.replaceAll(' ', '-'), ...(made as object) });
    const server = await serve(pair);
    const report = await examine(server.url);
    expect(statesOf(report)).toBe(stoppedAtTls);
    const step = stepOf(report, 'tls');
    expect(step.cause).toMatch(cause);
    expect(step.mends).not.toEqual([]);
    expect(evidenceOf(report, 'tls')).toMatch(evidence);
    expect(evidenceOf(report, 'connect')).toMatch(/^`?127\.0\.0\.1`? port \d+ answered$/);
    expect(step.chain[0]?.fingerprint).toBe(fingerprintOf(pair.certificate));
    expect(server.bytes()).toBe(0);
  });

  it('a certificate of the chain that the server leaves out', async () => {
    maker.make({ name: 'Between', issuer: 'Root', isCa: true });
    const { url } = await serve(maker.make({ name: 'chainless', issuer: 'Between' }));
    const report = await examine(url);
    expect(statesOf(report)).toBe(stoppedAtTls);
    expect(stepOf(report, 'tls').chain).toHaveLength(1);
    expect(evidenceOf(report, 'tls')).toContain(
      'the chain ends in the air: it was shown alone, and its issuer “CN=Between, O=Gatewright Test” was neither shown nor is it known here',
    );
  });

  it('a whole chain nobody here trusts', async () => {
    const middle = maker.make({ name: 'Middle', issuer: 'Root', isCa: true });
    const leaf = maker.make({ name: 'below', issuer: 'Middle' });
    const chain = { certificate: leaf.certificate + middle.certificate + root.certificate, key: leaf.key };
    const { url } = await serve(chain);
    const report = await examine(url, {});
    expect(statesOf(report)).toBe(stoppedAtTls);
    expect(stepOf(report, 'tls').chain.map(({ subject, isCa }) => [subject.split(',')[0], isCa])).toEqual([
      ['CN=below', false],
      ['CN=Middle', true],
      ['CN=Root', true],
    ]);
    expect(stepOf(report, 'tls').cause).toMatch(/comes from an issuer this machine does not trust: /);
  });

  it('a server that speaks no TLS', async () => {
    const house = await openDoctorHouse();
    const url = await house.bench.serve((_request, response) => response.end());
    const report = await house.examine(connectionTo(url.replace('http:', 'https:')));
    expect(statesOf(report)).toBe(stoppedAtTls);
    expect(stepOf(report, 'tls').cause).toMatch(/does not speak TLS on this port: /);
  });
});

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('the doctor and a client certificate over %s', (version) => {
  const wanting = () => ({
    ca: [root.certificate],
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: version,
    maxVersion: version,
  });

  it('says that the server wants one', async () => {
    const { url } = await serve(good, wanting());
    const report = await examine(url);
    expect(statesOf(report)).toBe(stoppedAtTls);
    expect(stepOf(report, 'tls').cause).toMatch(/ wants a client certificate, and was shown none: /);
    expect(stepOf(report, 'tls').mends[0]?.text).toMatch(/^Import the X\.509 service key/);
    expect(evidenceOf(report, 'tls')).toContain('the server asks for a client certificate; it was shown none');
  });

  it('says that the server does not take ours', async () => {
    const { url } = await serve(good, wanting());
    const report = await examine(url, { extraCa: root.certificate }, maker.make({ name: `stranger-${version}` }));
    expect(statesOf(report)).toBe(stoppedAtTls);
    expect(stepOf(report, 'tls').cause).toMatch(/ does not take the client certificate of this connection: /);
  });

  it('passes when the server takes ours', async () => {
    const { url } = await serve(good, wanting());
    const client = maker.make({ name: `client-${version}`, issuer: 'Root' });
    const report = await examine(url, { extraCa: root.certificate }, client);
    expect(stepOf(report, 'tls').state).toBe('passed');
    expect(evidenceOf(report, 'tls')).toContain('it was shown ours');
  });

  it('goes on when the server only asks', async () => {
    const { url } = await serve(good, { ...wanting(), rejectUnauthorized: false });
    const report = await examine(url);
    expect(statesOf(report)).toBe('skipped passed skipped passed skipped passed');
  });
});

describe('what we bring along', () => {
  it('is checked before anything is opened', async () => {
    const server = await serve(good);
    const mixed = { certificate: good.certificate, key: root.key };
    const mismatch = await examine(server.url, { extraCa: root.certificate }, mixed);
    expect(stepOf(mismatch, 'tls').cause).toMatch(
      /^The client certificate of this connection cannot be used with its key: /,
    );
    const unreadable = await examine(server.url, { extraCa: 'no PEM' });
    expect(stepOf(unreadable, 'tls').cause).toMatch(/^The extra CA certificates of this connection cannot be read: /);
    for (const report of [mismatch, unreadable]) expect(stepOf(report, 'connect').state).toBe('not-reached');
    expect(server.seen).toEqual([]);
  });
});
