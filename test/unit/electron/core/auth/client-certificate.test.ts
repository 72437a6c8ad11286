import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPreviewer } from '#core/preview/preview.ts';
import { createCertificateMaker, type KeyPair } from '../../../../support/certificates.ts';
import { type ExchangeBench, exampleConnection, exampleJwt, setUpExchangeBench } from '../exchange/exchange-bench.ts';

const maker = createCertificateMaker();
let root: KeyPair;
let good: KeyPair;
let client: KeyPair;

beforeAll(() => {
  root = maker.make({ name: 'Root', isCa: true });
  good = maker.make({ name: 'good', issuer: 'Root' });
  client = maker.make({ name: 'client', issuer: 'Root' });
});
afterAll(() => maker.remove());

type Seen = { method: string; url: string; client: string | null; authorization: string | null; body: string };

let bench: ExchangeBench;
let seen: Seen[];
let token: string;
let base: string;
let stop: () => Promise<unknown>;

beforeEach(async () => {
  seen = [];
  token = exampleJwt({ scope: ['a'] });
  bench = await setUpExchangeBench();
  const options = { ...{ cert: good.certificate, key: good.key, ca: [root.certificate] }, requestCert: true };
  const server = createServer({ ...options, rejectUnauthorized: false }, async (request, response) => {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate();
    seen.push({
      method: request.method ?? '',
      url: request.url ?? '',
      client: subject ? String(subject.CN) : null,
      authorization: request.headers.authorization ?? null,
      body: Buffer.concat(await request.toArray()).toString(),
    });
    response.setHeader('content-type', 'application/json');
    response.end(request.url === '/oauth/token' ? JSON.stringify({ access_token: token, expires_in: 600 }) : '{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = () => new Promise((stopped) => server.close(stopped).closeAllConnections());
});
afterEach(async () => {
  await bench.tearDown();
  await stop();
});

async function connect() {
  const trust = { extraCa: root.certificate, pinnedFingerprint: null };
  const login = {
    tokenUrl: `${base}/oauth/token`,
    secretKind: 'x509' as const,
    clientAuthentication: 'post-basic' as const,
  };
  const connection = exampleConnection(login, { trust, variables: { api: base } });
  bench.connections.put(connection);
  await bench.secrets.write('c-1', { kind: 'x509', ...client });
  return connection;
}

describe('a login by certificate', () => {
  it('shows the certificate to the token endpoint, names the client, and sends no secret', async () => {
    await connect();
    const exchange = await bench.send({ connectionId: 'c-1', url: `${base}/api` });
    expect(exchange.failure).toBeNull();
    expect(seen[0]).toEqual({
      method: 'POST',
      url: '/oauth/token',
      client: 'client',
      authorization: null,
      body: 'grant_type=client_credentials&client_id=sb-client%21b1',
    });
  });

  it('shows it to the token endpoint alone when the token is not bound to it', async () => {
    await connect();
    await bench.send({ connectionId: 'c-1', url: `${base}/api` });
    expect(seen[1]).toMatchObject({ url: '/api', client: null, authorization: `Bearer ${token}` });
  });

  it('shows it with every call whose token is bound to it', async () => {
    token = exampleJwt({ cnf: { 'x5t#S256': 'thumbprint' } });
    await connect();
    await bench.send({ connectionId: 'c-1', url: `${base}/api` });
    await bench.send({ connectionId: 'c-1', url: `${base}/api` });
    expect(seen.map((one) => one.client)).toEqual(['client', 'client', 'client']);
    expect(seen).toHaveLength(3);
  });

  it('fetches another token for another certificate', async () => {
    const connection = await connect();
    await bench.tokens.renew(connection);
    await bench.secrets.write('c-1', { kind: 'x509', ...maker.make({ name: 'second', issuer: 'Root' }) });
    bench.tokens.forget('c-1');
    await bench.send({ connectionId: 'c-1', url: `${base}/api` });
    expect(seen.filter(({ url }) => url === '/oauth/token').map((one) => one.client)).toEqual(['client', 'second']);
  });

  it('keeps no part of the key in what is recorded', async () => {
    await connect();
    const exchange = await bench.send({ connectionId: 'c-1', url: `${base}/api` });
    const kept = JSON.stringify([exchange, await bench.history.get(exchange.tokenExchangeId ?? '')]);
    expect(kept).toContain('grant_type=client_credentials');
    expect(kept).not.toContain(client.key.split('\n')[1]);
  });

  it('is previewed with the files curl needs', async () => {
    const connection = await connect();
    const clock = { now: Date.now };
    const { login } = createPreviewer({ ...bench, clock, version: '0.0.0-test' });
    const { tokenCall } = await login(connection);
    expect(tokenCall?.body).toBe('grant_type=client_credentials&client_id=sb-client%21b1');
    expect(tokenCall?.curl.bash).toContain('--cert certificate.pem --key key.pem');
    expect(tokenCall?.curl.bash).toContain('--cacert further-ca.pem');
    expect(seen).toEqual([]);
  });
});
