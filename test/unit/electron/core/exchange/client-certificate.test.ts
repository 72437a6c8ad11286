import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ClientCertificate, Identity } from '#core/exchange/identity.ts';
import { createCertificateMaker, type KeyPair } from '../../../../support/certificates.ts';
import { startTlsServer } from '../../../../support/tls-server.ts';
import { openWire, type Wire } from './wire.ts';

const maker = createCertificateMaker();
let root: KeyPair;
let good: KeyPair;
let client: KeyPair;
let stranger: KeyPair;
let expired: KeyPair;
let wire: Wire;

beforeAll(async () => {
  root = maker.make({ name: 'Root', isCa: true });
  good = maker.make({ name: 'good', issuer: 'Root' });
  client = maker.make({ name: 'client', issuer: 'Root' });
  stranger = maker.make({ name: 'stranger' });
  expired = maker.make({ name: 'expired', issuer: 'Root', validDays: [-9, -2] });
  wire = await openWire();
});
afterAll(async () => {
  await wire.close();
  maker.remove();
});

const as = (clientCertificate: ClientCertificate | null): Identity => ({
  trust: { extraCa: root.certificate, pinnedFingerprint: null },
  clientCertificate,
});

type Version = 'TLSv1.2' | 'TLSv1.3';
const versions: Version[] = ['TLSv1.2', 'TLSv1.3'];

async function serve(version: Version, asksOnly = false) {
  const server = await startTlsServer(good, {
    ca: [root.certificate],
    requestCert: true,
    rejectUnauthorized: !asksOnly,
    minVersion: version,
    maxVersion: version,
  });
  onTestFinished(() => server.stop());
  return server;
}

describe.each(versions)('a server that wants a client certificate over %s', (version) => {
  it('gets the one of the connection, and only from calls that have it', async () => {
    const { url, seen } = await serve(version);
    const outcome = await wire.call(`${url}/x`, as(client));
    expect(outcome).toMatchObject({ failure: null, response: { status: 200 }, peer: { tlsProtocol: version } });
    expect(seen).toMatchObject([{ line: 'GET /x', client: 'client' }]);
    expect((await wire.call(url, as(null))).failure?.code).toBe('CLIENT_CERTIFICATE_REQUIRED');
    expect(seen).toHaveLength(1);
  });

  it('is said to want one when there is none', async () => {
    const { url, port } = await serve(version);
    const { failure } = await wire.call(url, as(null));
    expect(failure?.code).toBe('CLIENT_CERTIFICATE_REQUIRED');
    expect(failure?.sentence).toBe(
      `127.0.0.1:${port} asked for a client certificate, got none, and ended the connection.`,
    );
    expect(version === 'TLSv1.2' ? ['tls'] : ['send', 'wait']).toContain(failure?.phase);
  });

  it.each([
    ['of a stranger', () => stranger],
    ['that has expired', () => expired],
  ])('is said not to take one %s', async (_words, pair) => {
    const { url } = await serve(version);
    expect((await wire.call(url, as(pair()))).failure?.code).toBe('CLIENT_CERTIFICATE_REFUSED');
  });

  it('but goes without it is simply answered', async () => {
    const { url } = await serve(version, true);
    expect((await wire.call(url, as(null))).failure).toBeNull();
  });
});

describe('a client certificate', () => {
  it('goes with its connection once it is to be forgotten, and without disturbing the others', async () => {
    const { url } = await serve('TLSv1.3', true);
    const isReused = async (identity: Identity) => (await wire.call(url, identity)).timings.isConnectionReused;
    for (const identity of [as(client), as(null)]) await wire.call(url, identity);
    expect([await isReused(as(client)), await isReused(as(null))]).toEqual([true, true]);
    wire.forgetSecrets();
    expect([await isReused(as(client)), await isReused(as(null))]).toEqual([false, true]);
  });

  it('is required by openssl’s own server in the same words', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatewright-s-server-'));
    for (const [name, text] of [
      ['cert', good.certificate],
      ['key', good.key],
      ['ca', root.certificate],
    ] as const) {
      writeFileSync(join(folder, name), text);
    }
    for (const version of ['-tls1_2', '-tls1_3']) {
      const port = await freePort();
      const args = [
        's_server',
        '-accept',
        `127.0.0.1:${port}`,
        '-cert',
        'cert',
        '-key',
        'key',
        '-CAfile',
        'ca',
        '-Verify',
        '1',
        '-verify_return_error',
        version,
        '-www',
      ];
      const server = spawn('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
      onTestFinished(() => void server.kill());
      await new Promise<void>((accepting) =>
        server.stdout.on('data', (text) => /ACCEPT/.test(String(text)) && accepting()),
      );
      const { failure } = await wire.call(`https://127.0.0.1:${port}/`, as(null));
      expect(failure?.code).toBe('CLIENT_CERTIFICATE_REQUIRED');
    }
    rmSync(folder, { recursive: true });
  });

  it('is not blamed when a server that never asked for one closes the connection', async () => {
    const server = createTlsServer({ cert: good.certificate, key: good.key }, (socket) =>
      socket.once('data', () => socket.destroy()),
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void server.close());
    const { failure } = await wire.call(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`, as(null));
    expect(failure?.code).not.toMatch(/^CLIENT_/);
  });

  it('that does not fit its key is said before anything is sent', async () => {
    let connected = 0;
    const server = createServer((socket: Socket) => {
      connected += 1;
      socket.on('data', () => socket.destroy());
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void server.close());
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const mixed = { certificate: client.certificate, key: stranger.key };
    const { failure } = await wire.call(url, as(mixed));
    expect(failure).toEqual({
      code: 'CLIENT_KEY_MISMATCH',
      phase: 'tls',
      sentence: 'The client certificate and its private key do not belong together. Nothing was sent.',
    });
    const broken = { certificate: 'no PEM', key: client.key };
    expect((await wire.call(url, as(broken))).failure?.code).toBe('CLIENT_CERTIFICATE_UNREADABLE');
    expect(connected).toBe(0);
  });

  it('may bring its chain along', async () => {
    const middle = maker.make({ name: 'Middle', issuer: 'Root', isCa: true });
    const leaf = maker.make({ name: 'below', issuer: 'Middle' });
    const { url, seen } = await serve('TLSv1.3');
    expect((await wire.call(url, as(leaf))).failure?.code).toBe('CLIENT_CERTIFICATE_REFUSED');
    const chain = { certificate: leaf.certificate + middle.certificate, key: leaf.key };
    expect((await wire.call(url, as(chain))).failure).toBeNull();
    expect(seen).toMatchObject([{ client: 'below' }]);
  });

  it('stays behind when a redirect leads to another origin', async () => {
    const target = await serve('TLSv1.3', true);
    const first = createTlsServer({ cert: good.certificate, key: good.key }, (socket) =>
      socket.once('data', () =>
        socket.end(`HTTP/1.1 302 Found\r\nLocation: ${target.url}/there\r\nContent-Length: 0\r\n\r\n`),
      ),
    );
    await new Promise<void>((listening) => first.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void first.close());
    const { hops, failure } = await wire.call(
      `https://127.0.0.1:${(first.address() as AddressInfo).port}/`,
      as(client),
    );
    expect(failure).toBeNull();
    expect(hops).toHaveLength(1);
    expect(target.seen).toMatchObject([{ line: 'GET /there', client: null }]);
  });
});

describe('openssl', () => {
  it('is there, or these tests would say nothing', () => {
    expect(String(execFileSync('openssl', ['version']))).toMatch(/^OpenSSL/);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
