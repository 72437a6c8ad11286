import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLeash } from '#core/exchange/leash.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { ClientCredentials } from '#shared/model/credential.ts';
import { type ExchangeBench, exampleConnection, exampleJwt, setUpExchangeBench } from '../exchange/exchange-bench.ts';

type Answer = (response: ServerResponse, call: number) => void;

let bench: ExchangeBench;
let base: string;
let now: number;
let calls: { token: number; api: IncomingHttpHeaders[] };
let tokenAnswer: Answer;
let apiAnswer: (response: ServerResponse, authorization: string) => void;

beforeEach(async () => {
  now = 1_800_000_000_000;
  calls = { token: 0, api: [] };
  tokenAnswer = (response, call) =>
    response.end(JSON.stringify({ access_token: `fetched-${call}`, expires_in: 3_600 }));
  apiAnswer = (response) => response.end('{}');
  bench = await setUpExchangeBench({ now: () => now });
  base = await bench.serve((request, response) => {
    response.setHeader('date', new Date(now).toUTCString());
    if (request.url?.startsWith('/token')) {
      calls.token += 1;
      tokenAnswer(response, calls.token);
    } else {
      calls.api.push(request.headers);
      apiAnswer(response, request.headers.authorization ?? '');
    }
  });
});
afterEach(() => bench.tearDown());

async function connect(login: Partial<ClientCredentials> = {}, changes: Partial<Connection> = {}) {
  const connection = exampleConnection(
    { tokenUrl: `${base}/token`, ...login },
    { variables: { api: base }, ...changes },
  );
  bench.connections.put(connection);
  await bench.secrets.write(connection.id, { kind: 'client-secret', value: 'a-client-secret' });
  return connection;
}

const send = (draft: Parameters<ExchangeBench['send']>[0] = {}, options: Parameters<ExchangeBench['send']>[1] = {}) =>
  bench.send({ connectionId: 'c-1', url: `${base}/api`, ...draft }, options);

async function tokenFor(connection: Connection) {
  const leash = createLeash(5_000, undefined);
  return bench.tokens.tokenFor(connection, { isNew: false, leash }).finally(leash.release);
}

describe('two hundred sends at once', () => {
  it('on an expired token make exactly one call of the token endpoint', async () => {
    await connect();
    await send();
    now += 3_600_000;
    const exchanges = await Promise.all(Array.from({ length: 200 }, () => send()));
    expect(calls.token).toBe(2);
    expect(exchanges.every(({ response }) => response?.status === 200)).toBe(true);
    expect(new Set(calls.api.slice(1).map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer fetched-2']),
    );
  }, 60_000);

  it('whose token is refused make exactly one call for another, and each is sent once more', async () => {
    await connect();
    await send();
    apiAnswer = (response, authorization) =>
      response.writeHead(authorization === 'Bearer fetched-1' ? 401 : 200).end('{}');
    const exchanges = await Promise.all(Array.from({ length: 50 }, () => send()));
    expect(calls.token).toBe(2);
    expect(exchanges.every(({ response, resendOf }) => response?.status === 200 && resendOf !== null)).toBe(true);
    expect(calls.api).toHaveLength(1 + 50 + 50);
  }, 60_000);
});

describe('a token', () => {
  const extra = { extraCa: 'a certificate', pinnedFingerprint: null };
  it.each<[string, Partial<ClientCredentials>, Partial<Connection>]>([
    ['an extra parameter', { extraParameters: [{ name: 'resource', value: 'urn:x' }] }, {}],
    ['an extra header', { extraHeaders: [{ name: 'x-tenant', value: 'acme' }] }, {}],
    ['a way to prove the client', { clientAuthentication: 'post-basic-raw' }, {}],
    ['trust', {}, { trust: { ...extra, extraCa: null, pinnedFingerprint: 'ab'.repeat(32) } }],
  ])('with %s is another token', async (_what, login, changes) => {
    await tokenFor(await connect());
    await tokenFor(await connect(login, changes));
    expect(calls.token).toBe(2);
  });

  it('through another proxy is another token', async () => {
    const connection = await connect();
    await tokenFor(connection);
    bench.settings.update({ proxy: { mode: 'none' } });
    await tokenFor(connection);
    expect(calls.token).toBe(2);
  });

  it('is the same whatever does not shape it: name, colour, when a certificate ends', async () => {
    await tokenFor(await connect());
    await tokenFor(
      await connect({ certificateExpiresAt: 1 }, { name: 'Another', colour: 'teal', variables: { a: '1' } }),
    );
    expect(calls.token).toBe(1);
  });

  it('ends by the clock of the server, too, when our clock was set back since', async () => {
    const exp = now / 1000 + 3_600;
    tokenAnswer = (response) => response.end(JSON.stringify({ access_token: exampleJwt({ exp }), expires_in: 3_600 }));
    const connection = await connect();
    await tokenFor(connection);
    const answer = (serverTime: number) => ({
      headers: [{ name: 'date', value: new Date(serverTime).toUTCString() }],
      sentAt: now,
      firstByteAt: now,
    });
    const setBackMs = 7_200_000;
    now += 1_800_000 - setBackMs;
    for (let i = 0; i < 5; i += 1) bench.tokens.skew.note('c-1', answer(now + setBackMs));
    await tokenFor(connection);
    expect(calls.token).toBe(1);
    now += 1_750_000;
    await tokenFor(connection);
    expect(calls.token).toBe(2);
  });

  it('whose end was past when it came is used for as long as the endpoint said', async () => {
    const exp = now / 1000 - 60;
    tokenAnswer = (response) => response.end(JSON.stringify({ access_token: exampleJwt({ exp }), expires_in: 3_600 }));
    const connection = await connect();
    await tokenFor(connection);
    await tokenFor(connection);
    expect(calls.token).toBe(1);
  });

  it('that says nothing but its end is timed by the clock of the server', async () => {
    const ahead = 3 * 3_600_000;
    tokenAnswer = (response) => {
      response.setHeader('date', new Date(now + ahead).toUTCString());
      response.end(JSON.stringify({ access_token: exampleJwt({ exp: (now + ahead) / 1000 + 600 }) }));
    };
    await tokenFor(await connect());
    const left = (bench.tokens.stateOf('c-1')?.expiresAt ?? 0) - now;
    expect(Math.abs(left - 600_000)).toBeLessThanOrEqual(1_000);
    expect(Math.abs((bench.tokens.skew.of('c-1') ?? 0) - ahead)).toBeLessThanOrEqual(1_000);
  });
});

describe('a token endpoint that answers 429', () => {
  const pause: Answer = (response) => response.writeHead(429, { 'retry-after': '30' }).end('{"error":"slow_down"}');

  it('is not called before the time it named, and the failure says when', async () => {
    tokenAnswer = pause;
    await connect();
    const first = await send();
    expect(first.failure?.sentence).toBe(
      'The token endpoint answered 429: slow_down. It asks to wait until 08:00:30 UTC.',
    );
    now += 29_999;
    const second = await send();
    expect(second.failure).toEqual({
      code: 'LOGIN_RATE_LIMITED',
      phase: 'login',
      sentence: 'The token endpoint asked to be left alone until 08:00:30 UTC, 1 ms from now. It was not called.',
    });
    expect(second.report.findings[0]?.cause).toBe('token-rate-limited');
    expect(calls.token).toBe(1);
    now += 1;
    tokenAnswer = (response) => response.end('{"access_token":"at-last"}');
    expect((await send()).failure).toBeNull();
  });

  it('is not called by a renewal either, nor by another connection of the same client', async () => {
    tokenAnswer = pause;
    const connection = await connect();
    await send();
    await expect(bench.tokens.renew(connection)).rejects.toMatchObject({ code: 'TOKEN_REJECTED' });
    await tokenFor(await connect({ scope: 'another' }, { id: 'c-2' }));
    expect(calls.token).toBe(1);
    await tokenFor(await connect({ clientId: 'another' }, { id: 'c-3' }));
    expect(calls.token).toBe(2);
  });

  it('leaves a token that is near its end in use to the very end', async () => {
    const connection = await connect();
    await tokenFor(connection);
    now += 3_600_000 - 30_000;
    tokenAnswer = pause;
    expect((await tokenFor(connection))?.failure?.code).toBe('LOGIN_REFUSED');
    expect((await tokenFor(connection))?.token?.value).toBe('fetched-1');
    expect(calls.token).toBe(2);
  });

  it('is believed for an hour at most', async () => {
    tokenAnswer = (response) => response.writeHead(429, { 'retry-after': '99999999999999999999' }).end();
    await connect();
    await send();
    now += 3_600_000;
    await send();
    expect(calls.token).toBe(2);
  });
});

describe('an API that answers 429', () => {
  it('has its wish noted in the exchange', async () => {
    apiAnswer = (response) => response.writeHead(429, { 'retry-after': '90' }).end();
    await connect();
    const exchange = await send();
    expect(exchange.notes).toEqual([{ text: 'asks to wait until 08:01:30 UTC', source: 'Retry-After' }]);
    expect(exchange.report.findings[0]?.cause).toBe('rate-limited');
  });
});

describe('a token that is refused', () => {
  const refuse = (...refused: string[]) => {
    apiAnswer = (response, authorization) =>
      response.writeHead(refused.includes(authorization) ? 401 : 200).end(JSON.stringify({ authorization }));
  };

  it('is renewed once, and the call sent once more; both are in history, linked', async () => {
    await connect();
    await send();
    refuse('Bearer fetched-1');
    const second = await send();
    expect(second).toMatchObject({ response: { status: 200 }, tokenExchangeId: expect.any(String) });
    const first = await bench.history.get(second.resendOf ?? '');
    expect(first).toMatchObject({
      response: { status: 401 },
      resendOf: null,
      notes: [{ text: 'sent once more with a new token, as an exchange of its own', source: 'status 401' }],
    });
    expect(await bench.bodyText(second.resendOf ?? '')).toContain('Bearer ‹token');
    expect(calls).toMatchObject({ token: 2, api: { length: 3 } });
  });

  it('and whose successor is refused, too, ends there', async () => {
    await connect();
    await send();
    refuse('Bearer fetched-1', 'Bearer fetched-2');
    const exchange = await send();
    expect(exchange).toMatchObject({ response: { status: 401 }, notes: [] });
    expect(exchange.resendOf).not.toBeNull();
    expect(calls).toMatchObject({ token: 2, api: { length: 3 } });
  });

  it('though it was fetched for this very call is not renewed: another would be no better', async () => {
    await connect();
    refuse('Bearer fetched-1');
    expect(await send()).toMatchObject({ response: { status: 401 }, resendOf: null });
    expect(calls).toMatchObject({ token: 1, api: { length: 1 } });
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'] as const)('is met with one more %s', async (method) => {
    await connect();
    await send();
    refuse('Bearer fetched-1');
    expect((await send({ method })).resendOf).not.toBeNull();
  });

  it.each(['POST', 'PATCH'] as const)('is met with one more %s only where that is allowed', async (method) => {
    await connect();
    await send();
    refuse('Bearer fetched-1');
    const first = await send({ method, body: '{}' });
    expect(first).toMatchObject({ response: { status: 401 }, resendOf: null, notes: [] });
    expect((await send({ method, body: '{}', resendOn401: true })).resendOf).not.toBeNull();
  });

  it('and cannot be renewed ends in the failure of the login, linked to the 401', async () => {
    await connect();
    await send();
    refuse('Bearer fetched-1');
    tokenAnswer = (response) => response.writeHead(401).end('{"error":"invalid_client"}');
    const exchange = await send();
    expect(exchange.failure?.code).toBe('LOGIN_REFUSED');
    expect(await bench.history.get(exchange.resendOf ?? '')).toMatchObject({ response: { status: 401 } });
  });

  it('is left alone when the draft brought its own', async () => {
    await connect();
    apiAnswer = (response) => response.writeHead(401).end();
    await send({ headers: [{ name: 'authorization', value: 'Bearer own-token-1', isEnabled: true }] });
    expect(calls).toMatchObject({ token: 0, api: { length: 1 } });
  });
});

describe('a token endpoint that answers with no token', () => {
  it.each([
    ['a web page', 'text/html', '<!doctype html><title>Sign in</title>', /web page/],
    ['JSON without access_token', 'application/json', '{"hello":"world"}', /no access_token/],
  ])('but with %s fails the login, and its exchange shows the body', async (_what, type, body, sentence) => {
    tokenAnswer = (response) => response.setHeader('content-type', type).end(body);
    await connect();
    const exchange = await send();
    expect(exchange.failure).toMatchObject({ code: 'LOGIN_REFUSED', sentence: expect.stringMatching(sentence) });
    expect(await bench.bodyText(exchange.tokenExchangeId ?? '')).toBe(body);
    expect(calls.api).toEqual([]);
  });
});
