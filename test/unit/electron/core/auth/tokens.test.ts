import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLeash } from '#core/exchange/leash.ts';
import type { ClientCredentials } from '#shared/model/credential.ts';
import { findSecret } from '../../../../support/find-secret.ts';
import { type ExchangeBench, exampleConnection, setUpExchangeBench } from '../exchange/exchange-bench.ts';

const secret = 'q9+/= Zß%41 "secret"';

let bench: ExchangeBench;
let now: number;
let calls: { url: string; body: string; headers: Record<string, unknown> }[];
let answer: (response: ServerResponse, call: number) => void;
let base: string;

beforeEach(async () => {
  now = 1_800_000_000_000;
  calls = [];
  answer = (response, call) =>
    response.end(JSON.stringify({ access_token: `opaque-token-${call}`, expires_in: 3_600, scope: 'app!b1.TASK_GET' }));
  bench = await setUpExchangeBench({ now: () => now });
  base = await bench.serve((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      calls.push({ url: request.url ?? '', body, headers: request.headers });
      response.setHeader('content-type', 'application/json');
      answer(response, calls.length);
    });
  });
});
afterEach(() => bench.tearDown());

async function connect(credential: Partial<ClientCredentials> = {}, id = 'c-1', value = secret) {
  const connection = exampleConnection({ tokenUrl: `${base}/token`, ...credential }, { id });
  await bench.secrets.write(id, { kind: 'client-secret', value });
  return connection;
}

async function tokenFor(
  connection: ReturnType<typeof exampleConnection>,
  options: { isNew?: boolean; signal?: AbortSignal } = {},
) {
  const leash = createLeash(5_000, options.signal);
  return bench.tokens.tokenFor(connection, { isNew: options.isNew ?? false, leash }).finally(leash.release);
}

describe('a token', () => {
  it('is fetched once for two hundred callers at once', async () => {
    const connection = await connect();
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => tokenFor(connection)));
    expect(calls).toHaveLength(1);
    expect(new Set(outcomes.map((outcome) => outcome?.token?.value))).toEqual(new Set(['opaque-token-1']));
  });

  it('is described without its value', async () => {
    const connection = await connect();
    await tokenFor(connection);
    expect(bench.tokens.stateOf('c-1')).toEqual({
      tag: '012d',
      fetchedAt: now,
      expiresAt: now + 3_600_000,
      scopes: ['app!b1.TASK_GET'],
      authorities: ['TASK_GET'],
      header: null,
      claims: null,
    });
  });

  it('is used again until a minute before its end', async () => {
    const connection = await connect();
    await tokenFor(connection);
    now += 3_600_000 - 60_001;
    await tokenFor(connection);
    expect(calls).toHaveLength(1);
    now += 1;
    await tokenFor(connection);
    expect(calls).toHaveLength(2);
  });

  it('that lives short is renewed a tenth of its life before its end', async () => {
    answer = (response, call) => response.end(JSON.stringify({ access_token: `short-${call}`, expires_in: 20 }));
    const connection = await connect();
    await tokenFor(connection);
    now += 17_999;
    await tokenFor(connection);
    expect(calls).toHaveLength(1);
    now += 1;
    await tokenFor(connection);
    expect(calls).toHaveLength(2);
  });

  it.each([
    ['scope', { scope: 'app!b1.OTHER' }],
    ['client', { clientId: 'another' }],
    ['authentication', { clientAuthentication: 'post-basic' as const }],
    ['token URL', { tokenUrl: 'other' }],
  ])('of another %s is another token', async (_what, change) => {
    await tokenFor(await connect());
    const changed = 'tokenUrl' in change ? { tokenUrl: `${base}/token?other` } : change;
    await tokenFor(await connect(changed));
    expect(calls).toHaveLength(2);
  });

  it('of another secret is another token once the old one is forgotten', async () => {
    await tokenFor(await connect());
    bench.tokens.forget('c-1');
    expect(bench.tokens.stateOf('c-1')).toBeNull();
    await tokenFor(await connect({}, 'c-1', 'another-secret'));
    expect(calls).toHaveLength(2);
  });

  it('is shared by connections with the same login, and stays until the last of them forgets it', async () => {
    await tokenFor(await connect());
    await tokenFor(await connect({}, 'c-2'));
    expect(calls).toHaveLength(1);
    bench.tokens.forget('c-1');
    expect(bench.tokens.stateOf('c-2')).not.toBeNull();
  });

  it('is fetched anew when asked for', async () => {
    const connection = await connect();
    const first = await bench.tokens.renew(connection);
    const second = await bench.tokens.renew(connection);
    expect([first.token.value, second.token.value]).toEqual(['opaque-token-1', 'opaque-token-2']);
    expect(await bench.history.get(second.exchangeId)).toMatchObject({
      kind: 'token',
      token: { tag: second.token.state.tag },
    });
  });

  it('still comes to the others when one caller leaves', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<ServerResponse>();
    answer = resolve;
    const connection = await connect();
    const controller = new AbortController();
    const leaving = tokenFor(connection, { signal: controller.signal });
    const staying = tokenFor(connection);
    const response = await asked;
    controller.abort();
    expect((await leaving)?.failure).toMatchObject({ code: 'CANCELLED', phase: 'login' });
    response.end('{"access_token":"late-token"}');
    expect((await staying)?.token?.value).toBe('late-token');
    expect(calls).toHaveLength(1);
  });

  it('is no longer waited for when everyone left', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const { promise: asked, resolve: onAsked } = Promise.withResolvers<void>();
    answer = (response) => {
      response.on('close', resolve);
      onAsked();
    };
    const controller = new AbortController();
    const leaving = tokenFor(await connect(), { signal: controller.signal });
    await asked;
    controller.abort();
    await leaving;
    await closed;
  });
});

describe('a refused login', () => {
  it('is tried again by the next call, not remembered', async () => {
    answer = (response, call) => {
      if (call === 1) response.writeHead(401).end('{"error":"invalid_client"}');
      else response.end('{"access_token":"good-token"}');
    };
    const connection = await connect();
    expect((await tokenFor(connection))?.failure?.code).toBe('LOGIN_REFUSED');
    expect((await tokenFor(connection))?.token?.value).toBe('good-token');
  });

  it('fails a renewal with the exchange that shows why', async () => {
    answer = (response) =>
      response.writeHead(401).end('{"error":"invalid_client","error_description":"Bad credentials"}');
    const failure = await bench.tokens.renew(await connect()).catch((error) => error);
    expect(failure).toMatchObject({
      code: 'TOKEN_REJECTED',
      message: 'The token endpoint answered 401: invalid_client, Bad credentials.',
    });
    expect(await bench.history.get(failure.exchangeId)).toMatchObject({ kind: 'token', response: { status: 401 } });
  });

  it('does not repeat a secret that the endpoint gives back', async () => {
    answer = (response) =>
      response.writeHead(400).end(JSON.stringify({ error: 'bad', error_description: `no ${secret}` }));
    const failure = await bench.tokens.renew(await connect()).catch((error) => error);
    expect(failure.message).toMatch(/no ‹client secret [0-9a-f]{4}›/);
  });

  it('names an endpoint that cannot be reached', async () => {
    const outcome = await tokenFor(await connect({ tokenUrl: 'http://127.0.0.1:1/token' }));
    expect(outcome?.failure).toMatchObject({ code: 'LOGIN_FAILED', phase: 'login' });
    expect(outcome?.failure?.sentence).toBe('No token could be fetched. 127.0.0.1:1 refused the connection.');
    expect(outcome?.call?.exchange.failure).toMatchObject({ code: 'ECONNREFUSED', phase: 'connect' });
  });

  it('without a secret says that it has to be given', async () => {
    await expect(tokenFor(exampleConnection({ tokenUrl: `${base}/token` }))).rejects.toMatchObject({
      code: 'SECRET_MISSING',
    });
  });
});

describe('what is recorded of a login', () => {
  const token = 'opaque-token-1';

  it.each(['post-body', 'post-basic', 'get-query'] as const)(
    'by %s holds neither secret nor token',
    async (clientAuthentication) => {
      const { exchangeId } = await bench.tokens.renew(await connect({ clientAuthentication }));
      const exchange = await bench.history.get(exchangeId);
      const kept = Buffer.from(JSON.stringify(exchange) + (await bench.bodyText(exchangeId)));
      const written = new URLSearchParams([['', secret]]).toString().slice(1);
      for (const one of [secret, written, token]) expect(findSecret(kept, one)).toEqual([]);
      expect(findSecret(Buffer.from(JSON.stringify(calls)), written)).not.toEqual([]);
      expect(kept.toString()).toMatch(/‹(?:client secret|authorization) [0-9a-f]{4}›/);
      expect(kept.toString()).toContain('‹token ');
    },
  );

  it('holds no token either where the answer is broken or an error carries one', async () => {
    const refresh = 'refresh-token-5d7c1b99';
    answer = (response) => response.writeHead(500).end(`{"access_token":"${token}","refresh_token":"${refresh}`);
    const outcome = await tokenFor(await connect());
    const id = outcome?.call?.exchange.id ?? '';
    const kept = JSON.stringify(await bench.history.get(id)) + (await bench.bodyText(id));
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(refresh);
  });
});
