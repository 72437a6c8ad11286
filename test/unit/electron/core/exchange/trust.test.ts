import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Identity } from '#core/exchange/identity.ts';
import { createCertificateMaker, fingerprintOf, type KeyPair } from '../../../../support/certificates.ts';
import { startTlsServer, type TlsTestServer } from '../../../../support/tls-server.ts';
import { openWire, type Wire } from './wire.ts';

const maker = createCertificateMaker();
let root: KeyPair;
let good: KeyPair;
let wire: Wire;

beforeAll(async () => {
  root = maker.make({ name: 'Root', isCa: true });
  good = maker.make({ name: 'good', issuer: 'Root' });
  wire = await openWire();
});
afterAll(async () => {
  await wire.close();
  maker.remove();
});

async function serve(pair: KeyPair): Promise<TlsTestServer> {
  const server = await startTlsServer(pair);
  onTestFinished(() => server.stop());
  return server;
}

const trusting = (extraCa: string): Identity => ({ trust: { extraCa, pinnedFingerprint: null } });
const pinning = (pem: string): Identity => ({ trust: { extraCa: null, pinnedFingerprint: fingerprintOf(pem) } });

describe('extra certificate authorities', () => {
  it('are trusted by the connection they were given to, and by no other', async () => {
    const { url } = await serve(good);
    const outcome = await wire.call(url, trusting(root.certificate));
    expect(outcome).toMatchObject({ failure: null, response: { status: 200 }, peer: { tlsProtocol: 'TLSv1.3' } });
    expect((await wire.call(url)).failure).toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', phase: 'tls' });
  });

  it('may be an intermediate one alone, as administrators often send', async () => {
    const middle = maker.make({ name: 'Middle', issuer: 'Root', isCa: true });
    const other = maker.make({ name: 'Other', isCa: true });
    const { url } = await serve(maker.make({ name: 'below', issuer: 'Middle' }));
    expect((await wire.call(url, trusting(middle.certificate))).failure).toBeNull();
    expect((await wire.call(url, trusting(other.certificate))).failure?.phase).toBe('tls');
  });

  it('do not stand in for a certificate the server leaves out of its chain', async () => {
    maker.make({ name: 'Between', issuer: 'Root', isCa: true });
    const leaf = maker.make({ name: 'chainless', issuer: 'Between' });
    const { url } = await serve(leaf);
    expect((await wire.call(url, trusting(root.certificate))).failure).toMatchObject({
      code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    });
  });

  it('still have the name and the dates of the certificate checked', async () => {
    const elsewhere = await serve(maker.make({ name: 'elsewhere', issuer: 'Root', altName: 'DNS:example.test' }));
    const expired = await serve(maker.make({ name: 'expired', issuer: 'Root', validDays: [-9, -2] }));
    const early = await serve(maker.make({ name: 'early', issuer: 'Root', validDays: [2, 9] }));
    const codes = [];
    for (const { url } of [elsewhere, expired, early]) {
      codes.push((await wire.call(url, trusting(root.certificate))).failure?.code);
    }
    expect(codes).toEqual(['ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
  });

  it('that are none are said before anything is sent', async () => {
    const server = await serve(good);
    for (const extraCa of ['no PEM', good.key, root.certificate.replace(/^MII/m, 'AAA')]) {
      const { failure } = await wire.call(server.url, trusting(extraCa));
      expect(failure).toMatchObject({ code: 'EXTRA_CA_UNREADABLE', phase: 'tls' });
    }
    expect(server.bytes()).toBe(0);
  });
});

describe('a pinned certificate', () => {
  it.each([
    ['signed by itself', {}],
    ['expired', { validDays: [-9, -2] }],
    ['not valid yet', { validDays: [2, 9] }],
    ['made for another name', { altName: 'DNS:example.test' }],
  ] as const)('is accepted though it is %s', async (words, faults) => {
    const pair = maker.make({ name: `pinned ${words}`.replaceAll(' ', '-'), ...(faults as object) });
    const { url, seen } = await serve(pair);
    expect((await wire.call(url)).failure?.phase).toBe('tls');
    expect(await wire.call(url, pinning(pair.certificate))).toMatchObject({
      failure: null,
      response: { status: 200 },
      peer: { certificate: { subject: expect.stringMatching(/^CN=pinned/) } },
    });
    expect(seen).toHaveLength(1);
  });

  it('may be written with colons and in capitals', async () => {
    const pair = maker.make({ name: 'colons' });
    const { url } = await serve(pair);
    const pinnedFingerprint = fingerprintOf(pair.certificate).toUpperCase().match(/../g)?.join(':') ?? '';
    expect((await wire.call(url, { trust: { extraCa: null, pinnedFingerprint } })).failure).toBeNull();
  });

  it('lets no other faulty certificate in, and not a byte out to it', async () => {
    const pinned = maker.make({ name: 'mine' });
    const other = await serve(maker.make({ name: 'not-mine' }));
    const outcome = await wire.call(other.url, pinning(pinned.certificate), {
      method: 'POST',
      headers: { authorization: 'Bearer canary' },
      body: 'canary',
    });
    expect(outcome.failure).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', phase: 'tls' });
    expect(outcome.sentHeaders).toBeNull();
    expect(other.seen).toEqual([]);
    expect(other.bytes()).toBe(0);
  });

  it('leaves good certificates good', async () => {
    const { url } = await serve(good);
    const pinned = maker.make({ name: 'some-other' });
    const { pinnedFingerprint } = pinning(pinned.certificate).trust ?? {};
    const trust = { extraCa: root.certificate, pinnedFingerprint: pinnedFingerprint ?? null };
    expect((await wire.call(url, { trust })).failure).toBeNull();
  });

  it('judges a certificate made for another name as without a pin', async () => {
    const elsewhere = maker.make({ name: 'other-name', issuer: 'Root', altName: 'DNS:example.test' });
    const { url } = await serve(elsewhere);
    const trust = { extraCa: root.certificate, pinnedFingerprint: fingerprintOf(good.certificate) };
    expect((await wire.call(url, { trust })).failure).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('is of no use to a call without it, even while its connection is open', async () => {
    const pair = maker.make({ name: 'kept-open' });
    const { url } = await serve(pair);
    expect((await wire.call(url, pinning(pair.certificate))).failure).toBeNull();
    expect((await wire.call(url)).failure).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const again = await wire.call(url, pinning(pair.certificate));
    expect(again.timings.isConnectionReused).toBe(true);
  });
});

describe('connections', () => {
  it('are kept and shared by equal identities only', async () => {
    const { url } = await serve(good);
    const first = await wire.call(url, trusting(root.certificate));
    const same = await wire.call(url, trusting(root.certificate));
    const other = await wire.call(url, trusting(`${root.certificate}\n`));
    expect([first, same, other].map(({ timings }) => timings.isConnectionReused)).toEqual([false, true, false]);
  });

  it('of identities that went idle are closed', async () => {
    let now = Date.now();
    const clocked = await openWire({ clock: { now: () => now } });
    onTestFinished(() => clocked.close());
    const { url } = await serve(good);
    await clocked.call(url, trusting(root.certificate));
    now += 61_000;
    await clocked.call(url);
    const again = await clocked.call(url, trusting(root.certificate));
    expect(again).toMatchObject({ failure: null, timings: { isConnectionReused: false } });
  });
});
