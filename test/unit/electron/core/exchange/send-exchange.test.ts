import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Exchange } from '#shared/model/exchange.ts';
import { findSecret } from '../../../../support/find-secret.ts';
import { type ExchangeBench, exampleConnection, exampleJwt, setUpExchangeBench } from './exchange-bench.ts';

let bench: ExchangeBench;

beforeEach(async () => {
  bench = await setUpExchangeBench();
});

afterEach(() => bench.tearDown());

/** A token endpoint at /token and an API that answers with what it was asked. */
async function serveSystem(scope: string[] = ['app!b1.TASK_GET']) {
  const seen: { url: string; method: string; headers: Record<string, unknown>; rawHeaders: string[]; body: string }[] =
    [];
  const token = exampleJwt({ scope, exp: 4_000_000_000 });
  const base = await bench.serve((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { url = '', method = '', headers, rawHeaders } = request;
      seen.push({ url, method, headers, rawHeaders, body });
      response.setHeader('content-type', 'application/json');
      if (url.startsWith('/token')) response.end(JSON.stringify({ access_token: token, expires_in: 43_199 }));
      else response.end(JSON.stringify({ url, method, headers, body }));
    });
  });
  return { base, seen, token };
}

async function connectTo(base: string, secret = 'k8+/= secret$value') {
  const connection = exampleConnection({ tokenUrl: `${base}/token` }, { variables: { api: base } });
  bench.connections.put(connection);
  await bench.secrets.write(connection.id, { kind: 'client-secret', value: secret });
  return connection;
}

describe('sending a draft', () => {
  it('answers with the whole exchange, as it is in history', async () => {
    const { base } = await serveSystem();
    const exchange = await bench.send({ url: `${base}/x?y=1`, method: 'POST', body: '{"a":1}' });
    expect(exchange).toMatchObject({
      kind: 'call',
      system: 'generic-http',
      failure: null,
      hops: [],
      token: null,
      tokenExchangeId: null,
      request: { method: 'POST', url: `${base}/x?y=1`, body: '{"a":1}', bodyBytes: 7 },
      response: { status: 200, statusText: 'OK', contentType: 'application/json', isComplete: true },
      peer: { address: '127.0.0.1', tlsProtocol: null, certificate: null },
    });
    expect(Exchange.parse(exchange)).toEqual(exchange);
    expect(await bench.history.get(exchange.id)).toEqual(exchange);
    expect(JSON.parse((await bench.bodyText(exchange.id)) ?? '')).toMatchObject({ method: 'POST', body: '{"a":1}' });
  });

  it('records the header lines the server saw, in their order and case', async () => {
    const { base, seen } = await serveSystem();
    const headers = [
      { name: 'X-First', value: 'one', isEnabled: true },
      { name: 'x-off', value: 'no', isEnabled: false },
      { name: 'X-Twice', value: 'a', isEnabled: true },
      { name: 'X-Twice', value: 'b', isEnabled: true },
    ];
    const { request } = await bench.send({ url: base, method: 'POST', body: '{}', headers });
    expect(request.headers.flatMap(({ name, value }) => [name, value])).toEqual(seen[0]?.rawHeaders);
  });

  it('measures the steps of a new connection and none of a reused one', async () => {
    const { base } = await serveSystem();
    const first = await bench.send({ url: base });
    const second = await bench.send({ url: base });
    expect(first.timings).toMatchObject({ isConnectionReused: false, lookupMs: null, tlsMs: null });
    expect(first.timings.connectMs).toBeGreaterThan(0);
    expect(second.timings).toMatchObject({ isConnectionReused: true, connectMs: null });
    expect(second.timings.waitMs).toBeGreaterThan(0);
    expect(second.timings.totalMs).toBeGreaterThanOrEqual(second.timings.waitMs ?? 0);
    expect(second.peer).toEqual(first.peer);
  });

  it('replaces variables and carries the token of its connection', async () => {
    const { base, seen, token } = await serveSystem();
    await connectTo(base);
    const exchange = await bench.send({ connectionId: 'c-1', url: '{{api}}/v1' });
    expect(seen[1]?.headers.authorization).toBe(`Bearer ${token}`);
    expect(exchange.token).toMatchObject({ scopes: ['app!b1.TASK_GET'], authorities: ['TASK_GET'] });
    expect(exchange.token?.tag).toMatch(/^[0-9a-f]{4}$/);
    expect(exchange.request.headers).toContainEqual({
      name: 'authorization',
      value: `Bearer ‹token ${exchange.token?.tag}›`,
    });
    const tokenExchange = await bench.history.get(exchange.tokenExchangeId ?? '');
    expect(tokenExchange).toMatchObject({ kind: 'token', connectionId: 'c-1', response: { status: 200 } });
  });

  it('names the token call only where one was made', async () => {
    const { base, seen } = await serveSystem();
    await connectTo(base);
    await bench.send({ connectionId: 'c-1', url: base });
    const second = await bench.send({ connectionId: 'c-1', url: base });
    expect(second.tokenExchangeId).toBeNull();
    const third = await bench.send({ connectionId: 'c-1', url: base }, { renewToken: true });
    expect(third.tokenExchangeId).not.toBeNull();
    expect(seen.filter(({ url }) => url.startsWith('/token'))).toHaveLength(2);
  });

  it('sends the authorization of the draft instead of the token, and keeps only its pseudonym', async () => {
    const { base, seen } = await serveSystem();
    await connectTo(base);
    const typed = `typed-${randomBytes(12).toString('hex')}`;
    const headers = [{ name: 'Authorization', value: `Bearer ${typed}`, isEnabled: true }];
    const exchange = await bench.send({ connectionId: 'c-1', url: base, headers });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${typed}`);
    expect(exchange.request.headers[2]?.value).toMatch(/^Bearer ‹authorization [0-9a-f]{4}›$/);
    expect(JSON.stringify(exchange) + (await bench.bodyText(exchange.id))).not.toContain(typed);
  });

  it('leaves no trace of secret and token in the exchange, the body and the folder', async () => {
    const secret = `s3+/= $${randomBytes(18).toString('base64')}`;
    const { base, token } = await serveSystem();
    await connectTo(base, secret);
    const exchange = await bench.send({
      connectionId: 'c-1',
      url: `${base}/?q=${encodeURIComponent(secret)}`,
      method: 'POST',
      body: secret,
    });
    const tokenBody = await bench.bodyText(exchange.tokenExchangeId ?? '');
    const kept = [
      JSON.stringify(exchange),
      await bench.bodyText(exchange.id),
      JSON.stringify(await bench.history.get(exchange.tokenExchangeId ?? '')),
      tokenBody,
      JSON.stringify(bench.tokens.stateOf('c-1')),
    ].join('\n');
    expect(kept).toContain('‹client secret ');
    expect(JSON.parse(tokenBody ?? '').access_token).toBe(`‹token ${exchange.token?.tag}›`);
    for (const one of [secret, token, token.split('.')[2] ?? ''])
      expect(findSecret(Buffer.from(kept), one)).toEqual([]);
  });

  it('records a refused login as an exchange that was not sent, with the call that shows why', async () => {
    const base = await bench.serve((_request, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"error":"unauthorized","error_description":"Bad credentials"}');
    });
    await connectTo(base);
    const exchange = await bench.send({ connectionId: 'c-1', url: `${base}/api` });
    expect(exchange.failure).toEqual({
      code: 'LOGIN_REFUSED',
      phase: 'login',
      sentence: 'The token endpoint answered 401: unauthorized, Bad credentials.',
    });
    expect(exchange.response).toBeNull();
    expect(exchange.report.stoppedAt).toBe('client-login');
    expect(await bench.history.get(exchange.tokenExchangeId ?? '')).toMatchObject({
      kind: 'token',
      failure: null,
      response: { status: 401 },
    });
  });

  it('explains a missing authority by the catalogue of the system', async () => {
    const base = await bench.serve((request, response) => {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/token') response.end(JSON.stringify({ access_token: exampleJwt({ scope: [] }) }));
      else response.writeHead(403).end('{"error":{"message":"User does not have sufficient privileges."}}');
    });
    await connectTo(base);
    const exchange = await bench.send({
      connectionId: 'c-1',
      url: `${base}/workflow-service/rest/v1/workflow-definitions`,
    });
    expect(exchange.operationId).not.toBeNull();
    expect(exchange.report.stoppedAt).toBe('authority');
  });

  it('is recorded as cancelled when it is aborted', async () => {
    const controller = new AbortController();
    const base = await bench.serve(() => controller.abort());
    const exchange = await bench.send({ url: base }, { signal: controller.signal });
    expect(exchange.failure).toMatchObject({ code: 'CANCELLED', phase: 'wait' });
    expect(await bench.history.get(exchange.id)).toEqual(exchange);
  });

  it('sends nothing when it is aborted before', async () => {
    const { base, seen } = await serveSystem();
    const exchange = await bench.send({ url: base }, { signal: AbortSignal.abort() });
    expect(exchange.failure?.code).toBe('CANCELLED');
    expect(seen).toEqual([]);
  });

  it('asks for the secret again when the one kept is of another kind of login', async () => {
    const { base, seen } = await serveSystem();
    const connection = await connectTo(base);
    await bench.secrets.write(connection.id, { kind: 'x509', certificate: 'c', key: 'k' });
    await expect(bench.send({ connectionId: 'c-1', url: base })).rejects.toMatchObject({ code: 'SECRET_MISSING' });
    expect(seen).toEqual([]);
  });

  it('refuses without sending when connection, secret or variable is missing', async () => {
    const { base, seen } = await serveSystem();
    await expect(bench.send({ connectionId: 'gone', url: base })).rejects.toMatchObject({
      code: 'CONNECTION_NOT_FOUND',
    });
    bench.connections.put(exampleConnection({ tokenUrl: `${base}/token` }, { variables: { api: base } }));
    await expect(bench.send({ connectionId: 'c-1', url: base })).rejects.toMatchObject({ code: 'SECRET_MISSING' });
    await expect(bench.send({ connectionId: 'c-1', url: '{{ap}}/x' })).rejects.toMatchObject({
      code: 'VARIABLE_UNKNOWN',
      message: '{{ap}} is not a variable of this connection. It has {{api}}.',
    });
    expect(seen).toEqual([]);
    expect((await bench.history.list({ search: '', cursor: null, limit: 10 })).total).toBe(0);
  });

  it('notes the time of use at most once a minute', async () => {
    const { base } = await serveSystem();
    await connectTo(base);
    await bench.send({ connectionId: 'c-1', url: base });
    const first = bench.connections.get('c-1')?.lastUsedAt;
    expect(first).toBeGreaterThan(0);
    await bench.send({ connectionId: 'c-1', url: base });
    expect(bench.connections.get('c-1')?.lastUsedAt).toBe(first);
  });

  it('finds the answer in history by a word of its body', async () => {
    const { base } = await serveSystem();
    const exchange = await bench.send({ url: `${base}/quetzalcoatl` });
    const page = await bench.history.list({ search: 'quetzalcoatl', cursor: null, limit: 10 });
    expect(page.entries.map(({ id }) => id)).toEqual([exchange.id]);
  });

  it('cancels and records what is under way when it is disposed', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const base = await bench.serve(() => resolve());
    const sending = bench.send({ url: base });
    await promise;
    await bench.sender.dispose();
    expect((await sending).failure?.code).toBe('CANCELLED');
  });
});
