import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExchangeBench, setUpExchangeBench } from '../unit/electron/core/exchange/exchange-bench.ts';

/** Certificates made for this run in a folder of its own; nothing of them is kept. */
const folder = mkdtempSync(join(tmpdir(), 'gatewright-tls-'));
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

function makeAuthority(): void {
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/O=Gatewright Test/CN=Test Root',
  );
}

function makeCertificate(name: string, altName: string, dates: string[]): { key: string; cert: string } {
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.csr`,
    '-subj',
    `/CN=${name}`,
  );
  writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${altName}\n`);
  const common = [
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-extfile',
    `${name}.ext`,
  ];
  openssl(...common, '-out', `${name}.pem`, ...dates);
  return { key: read(`${name}.key`), cert: read(`${name}.pem`) };
}

let bench: ExchangeBench;
const closing: (() => void)[] = [];

beforeAll(async () => {
  makeAuthority();
  bench = await setUpExchangeBench({ trustedCertificates: [read('ca.pem')] });
  bench.settings.update({ deadlineMs: 5_000 });
});
afterAll(async () => {
  await bench.tearDown();
  for (const close of closing) close();
  rmSync(folder, { recursive: true, force: true });
});

async function serve(options: ServerOptions): Promise<string> {
  const server = createServer(options, (_request, response) => response.end('secure'));
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('over TLS', () => {
  it('shows protocol and certificate of a good server, and how long the handshake took', async () => {
    const url = await serve(makeCertificate('good', 'IP:127.0.0.1', ['-days', '1']));
    const exchange = await bench.send({ url });
    expect(exchange.failure).toBeNull();
    expect(exchange.timings.tlsMs).toBeGreaterThan(0);
    expect(exchange.peer).toMatchObject({
      tlsProtocol: 'TLSv1.3',
      certificate: { subject: 'CN=good', issuer: 'CN=Test Root, O=Gatewright Test' },
    });
  });

  it('refuses a certificate that has expired', async () => {
    const certificate = makeCertificate('expired', 'IP:127.0.0.1', ['-days', '-1']);
    const exchange = await bench.send({ url: await serve(certificate) });
    expect(exchange.failure).toMatchObject({ code: 'CERT_HAS_EXPIRED', phase: 'tls' });
    expect(exchange.failure?.sentence).toMatch(/has expired\.$/);
    expect(exchange.report.stoppedAt).toBe('tls');
  });

  it('refuses a certificate made for another name', async () => {
    const url = await serve(makeCertificate('elsewhere', 'DNS:example.test', ['-days', '1']));
    expect((await bench.send({ url })).failure).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID', phase: 'tls' });
  });

  it('refuses a certificate that is signed by itself', async () => {
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'self.key',
      '-out',
      'self.pem',
      '-days',
      '1',
      '-subj',
      '/CN=self',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
    );
    const url = await serve({ key: read('self.key'), cert: read('self.pem') });
    expect((await bench.send({ url })).failure).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', phase: 'tls' });
  });

  it('refuses TLS 1.1', async () => {
    const certificate = makeCertificate('old', 'IP:127.0.0.1', ['-days', '1']);
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const exchange = await bench.send({ url: await serve({ ...certificate, ...old }) });
    expect(exchange.failure?.phase).toBe('tls');
    expect(exchange.failure?.code).toMatch(/^ERR_SSL_|^EPROTO|^ECONNRESET/);
  });

  it('hints at a client certificate when a server that wants one hangs up', async () => {
    const certificate = makeCertificate('mutual', 'IP:127.0.0.1', ['-days', '1']);
    const server = createTlsServer({ ...certificate, requestCert: true, rejectUnauthorized: true, ca: read('ca.pem') });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    const { failure } = await bench.send({ url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/` });
    expect(failure?.sentence).toMatch(/client certificate|TLS/);
  });

  it('says that a plain HTTP server does not speak TLS', async () => {
    const url = await bench.serve((_request, response) => response.end());
    const exchange = await bench.send({ url: url.replace('http:', 'https:') });
    expect(exchange.failure).toMatchObject({ code: 'ERR_SSL_WRONG_VERSION_NUMBER', phase: 'tls' });
  });

  it('ends at the deadline when the handshake is never answered', async () => {
    bench.settings.update({ deadlineMs: 1_000 });
    const url = await bench.serveRaw(() => undefined);
    const exchange = await bench.send({ url: url.replace('http:', 'https:') });
    bench.settings.update({ deadlineMs: 5_000 });
    expect(exchange.failure).toMatchObject({ code: 'DEADLINE_EXCEEDED', phase: 'tls' });
  });

  it('does not follow a redirect from https to http', async () => {
    const certificate = makeCertificate('down', 'IP:127.0.0.1', ['-days', '1']);
    const plain = await bench.serve((_request, response) => response.end());
    const server = createServer(certificate, (_request, response) =>
      response.writeHead(302, { location: plain }).end(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    const { failure } = await bench.send({ url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/` });
    expect(failure).toMatchObject({ code: 'REDIRECT_BLOCKED', phase: 'redirect' });
  });

  it('drops the credential on the way from http to https of the same host', async () => {
    const certificate = makeCertificate('up', 'IP:127.0.0.1', ['-days', '1']);
    const seen: Record<string, unknown>[] = [];
    const server = createServer(certificate, ({ headers }, response) => {
      seen.push(headers);
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    const secure = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const plain = await bench.serve((_request, response) => response.writeHead(308, { location: secure }).end());
    const headers = ['Authorization', 'Cookie', 'X-Api-Key'].map((name) => ({
      name,
      value: 'secret-value',
      isEnabled: true,
    }));
    const exchange = await bench.send({ url: plain, headers });
    expect(exchange.hops[0]?.dropped).toEqual(['Authorization', 'Cookie', 'X-Api-Key']);
    expect(JSON.stringify(seen)).not.toContain('secret-value');
  });
});

describe('without a server', () => {
  it('says that the name is not known', async () => {
    const { failure } = await bench.send({ url: 'http://no-such-host.invalid/' });
    expect(failure?.phase).toBe('lookup');
    expect(failure?.code).toMatch(/^ENOTFOUND|^EAI_AGAIN/);
  });

  it('says that the connection is refused', async () => {
    const { failure } = await bench.send({ url: 'http://127.0.0.1:1/' });
    expect(failure).toMatchObject({
      code: 'ECONNREFUSED',
      phase: 'connect',
      sentence: '127.0.0.1:1 refused the connection.',
    });
  });

  it('lists the addresses of a name with several', async () => {
    const { failure } = await bench.send({ url: 'http://localhost:1/' });
    expect(failure?.code).toBe('ECONNREFUSED');
  });
});
