import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCertificateMaker } from '../../../support/certificates.ts';
import { startTestProxy, type TestProxy } from '../../../support/test-proxy.ts';
import { startTlsServer, type TlsTestServer } from '../../../support/tls-server.ts';
import { opened } from './traffic.ts';

const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** What a person would paste: the command and, below it, everything it printed. */
function paste(...args: string[]): Promise<string> {
  const quoted = args.map((arg) => (/^[\w./:@-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`));
  return new Promise((done) => {
    const child = spawn('curl', args, { env: { PATH: process.env.PATH, NO_PROXY: '' } });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('close', () => done(`$ curl ${quoted.join(' ')}\n${Buffer.concat(chunks)}`));
  });
}

/** Answers every connection with these bytes and closes it. */
async function startRawServer(answer: string): Promise<{ port: number; server: Server }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { port: (server.address() as AddressInfo).port, server };
}

const portOf = (server: Server | HttpServer) => (server.address() as AddressInfo).port;

describe.skipIf(!hasCurl)('what the curl of this machine prints (skipped where there is none)', () => {
  const maker = createCertificateMaker();
  const tls: Record<string, TlsTestServer> = {};
  const raw: Record<string, { port: number; server: Server }> = {};
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-curl-'));
  const fileOf = (name: string) => join(folder, `${name}.pem`);
  const make = (options: Parameters<typeof maker.make>[0]) => {
    const pair = maker.make(options);
    writeFileSync(fileOf(options.name), pair.certificate);
    return pair;
  };
  let http: HttpServer;
  let proxy: TestProxy;
  const outcome = async (...args: string[]) => {
    const [one] = opened(await paste('-v', ...args));
    if (one === undefined) throw new Error('nothing was read');
    return one;
  };

  beforeAll(async () => {
    const root = make({ name: 'Root', isCa: true });
    const good = make({ name: 'good', issuer: 'Root' });
    tls.selfSigned = await startTlsServer(make({ name: 'self' }));
    tls.unknown = await startTlsServer(good);
    tls.expired = await startTlsServer(make({ name: 'old', validDays: [-30, -2] }));
    tls.early = await startTlsServer(make({ name: 'early', validDays: [2, 30] }));
    tls.mutual = await startTlsServer(good, { ca: [root.certificate], requestCert: true, rejectUnauthorized: true });
    tls.mutual12 = await startTlsServer(good, { ca: [root.certificate], requestCert: true, maxVersion: 'TLSv1.2' });
    raw.empty = await startRawServer('');
    raw.noHttp = await startRawServer('SSH-2.0-OpenSSH_9.6\r\n');
    raw.cut = await startRawServer(
      'HTTP/1.1 200 OK\r\nContent-Length: 900\r\nContent-Type: text/plain\r\n\r\nonly this',
    );
    proxy = await startTestProxy({ login: 'jane:very-secret-word' });
    http = createHttpServer((request, response) => {
      if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else if (request.url === '/away') response.writeHead(302, { location: '/' }).end('gone');
      else if (request.url !== '/slow')
        response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":{"message":"no"}}');
    });
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  }, 60_000);
  afterAll(async () => {
    await Promise.all(Object.values(tls).map((server) => server.stop()));
    for (const { server } of Object.values(raw)) server.close();
    await proxy.stop();
    http.closeAllConnections();
    http.close();
    maker.remove();
    rmSync(folder, { recursive: true });
  });

  it('is an answer with its head and body', async () => {
    const url = `http://127.0.0.1:${portOf(http)}/x?y=1`;
    const { exchange, bodyText } = await outcome(
      '-sS',
      url,
      '-H',
      'Content-Type: application/json',
      '-d',
      `{"it's": "\\n"}`,
    );
    expect(exchange.request).toMatchObject({ method: 'POST', url, body: `{"it's": "\\n"}` });
    expect(exchange.response).toMatchObject({ status: 403, contentType: 'application/json' });
    expect(bodyText).toBe('{"error":{"message":"no"}}');
    expect(exchange.peer).toMatchObject({ address: '127.0.0.1', port: portOf(http) });
  });

  it('is the same with --trace-ascii and --trace, which show the body that was sent', async () => {
    const url = `http://127.0.0.1:${portOf(http)}/x`;
    const long = `{"text":"${'long '.repeat(60)}"}`;
    for (const option of ['--trace-ascii', '--trace']) {
      const [one] = opened((await paste(option, '-', url, '-d', long)).split('\n').slice(1).join('\n'));
      expect(one?.exchange).toMatchObject({ request: { method: 'POST', url, body: long }, response: { status: 403 } });
      expect(one?.bodyText).toBe('{"error":{"message":"no"}}');
    }
  });

  it('is a redirect that was followed, and one that never ended', async () => {
    const away = await outcome('-sSL', `http://127.0.0.1:${portOf(http)}/away`);
    expect(away.exchange.hops).toMatchObject([{ status: 302, location: '/' }]);
    expect(away.exchange.response?.status).toBe(403);
    const loop = await outcome('-sSL', '--max-redirs', '3', `http://127.0.0.1:${portOf(http)}/loop`);
    expect(loop.exchange.failure).toMatchObject({ code: 'REDIRECT_LOOP', phase: 'redirect' });
  });

  const cases: [name: string, args: () => string[], code: string, phase: string][] = [
    ['a name that is not there', () => ['https://nowhere.invalid/'], 'ENOTFOUND', 'lookup'],
    ['a closed port', () => ['http://127.0.0.1:9/'], 'ECONNREFUSED', 'connect'],
    ['a certificate signed by itself', () => [`${tls.selfSigned?.url}/`], 'DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['an unknown issuer', () => [`${tls.unknown?.url}/`], 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
    ['an expired certificate', () => ['--cacert', fileOf('old'), `${tls.expired?.url}/`], 'CERT_HAS_EXPIRED', 'tls'],
    [
      'a certificate of tomorrow',
      () => ['--cacert', fileOf('early'), `${tls.early?.url}/`],
      'CERT_NOT_YET_VALID',
      'tls',
    ],
    [
      'another name',
      () => [
        '--cacert',
        fileOf('Root'),
        '--resolve',
        `other.test:${tls.unknown?.port}:127.0.0.1`,
        `https://other.test:${tls.unknown?.port}/`,
      ],
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'tls',
    ],
    ['a port that speaks no TLS', () => [`https://127.0.0.1:${portOf(http)}/`], 'ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['a server that wants a certificate', () => ['-k', `${tls.mutual?.url}/`], 'CLIENT_CERTIFICATE_REQUIRED', 'wait'],
    [
      'a server that wants a certificate, TLS 1.2',
      () => ['-k', `${tls.mutual12?.url}/`],
      'CLIENT_CERTIFICATE_REQUIRED',
      'tls',
    ],
    ['an end without an answer', () => [`http://127.0.0.1:${raw.empty?.port}/`], 'UND_ERR_SOCKET', 'wait'],
    ['something that is not HTTP', () => [`http://127.0.0.1:${raw.noHttp?.port}/`], 'HPE_INVALID_CONSTANT', 'wait'],
    ['half an answer', () => [`http://127.0.0.1:${raw.cut?.port}/`], 'RESPONSE_TRUNCATED', 'download'],
    ['too slow an answer', () => ['-m', '1', `http://127.0.0.1:${portOf(http)}/slow`], 'DEADLINE_EXCEEDED', 'wait'],
    [
      'a proxy that wants a login',
      () => ['-k', '-x', `http://${proxy.address}`, `${tls.unknown?.url}/`],
      'PROXY_AUTH_REQUIRED',
      'proxy',
    ],
    [
      'a proxy that is not there',
      () => ['-x', 'http://127.0.0.1:9', `${tls.unknown?.url}/`],
      'PROXY_UNREACHABLE',
      'connect',
    ],
  ];
  it.each(cases)(
    'is known: %s',
    async (_, args, code, phase) => {
      for (const silence of ['-S', '-sS', '-s']) {
        const { exchange } = await outcome(silence, ...args());
        expect(exchange.failure, silence).toMatchObject({ code, phase });
      }
    },
    30_000,
  );

  it('holds the password of a proxy nowhere', async () => {
    const one = await outcome(
      '-sS',
      '-k',
      '-x',
      `http://jane:very-secret-word@${proxy.address}`,
      `${tls.unknown?.url}/`,
    );
    expect(one.exchange.response?.status).toBe(200);
    expect(JSON.stringify(one)).not.toContain('very-secret-word');
  });
});
