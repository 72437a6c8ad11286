import type { IncomingMessage, ServerResponse } from 'node:http';
import { importSPKI, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '#shared/model/draft.ts';
import { type ExchangeBench, setUpExchangeBench } from '../exchange/exchange-bench.ts';
import {
  apiKey,
  apiKeySample,
  assertionSample,
  basicSample,
  bearerSample,
  bearerToken,
  clientSample,
  clientSecret,
  connectionWith,
  password,
  publicKey,
  type Sample,
} from './credential-samples.ts';

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

let bench: ExchangeBench;
let base: string;
let seen: Seen[];
let answer: (request: Seen, response: ServerResponse) => void;

beforeEach(async () => {
  seen = [];
  bench = await setUpExchangeBench();
  answer = (_request, response) => response.end('{}');
  base = await bench.serve(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    seen.push(one);
    response.setHeader('content-type', 'application/json');
    if (one.url.startsWith('/token')) response.end('{"access_token":"fetched-token-1","expires_in":3600}');
    else answer(one, response);
  });
});
afterEach(() => bench.tearDown());

async function connect(sample: Sample) {
  const connection = connectionWith(sample, { variables: { api: base } });
  bench.connections.put(connection);
  if (sample.secret) await bench.secrets.write(connection.id, sample.secret);
  return connection;
}

const send = (draft: Partial<Draft> = {}) => bench.send({ connectionId: 'c-1', url: `${base}/api`, ...draft });
const basicOf = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const formOf = ({ body }: Seen) => Object.fromEntries(new URLSearchParams(body));

describe('OAuth2 client credentials', () => {
  it('send id and secret in the body', async () => {
    await connect(clientSample({ tokenUrl: `${base}/token`, scope: 'a b' }));
    await send();
    expect(formOf(seen[0] as Seen)).toEqual({
      grant_type: 'client_credentials',
      client_id: 'sb-client!b1',
      client_secret: clientSecret,
      scope: 'a b',
    });
    expect(seen[1]?.headers.authorization).toBe('Bearer fetched-token-1');
  });

  it('send them encoded in Basic, and say so', async () => {
    await connect(clientSample({ tokenUrl: `${base}/token`, clientAuthentication: 'post-basic' }));
    await send();
    expect(seen[0]?.headers.authorization).toBe(basicOf('sb-client%21b1:q9%2B%2F%3D+Z%C3%9F%2541+%22secret%22'));
    expect(seen[0]?.headers['x-cf-encoded-credentials']).toBe('true');
    expect(formOf(seen[0] as Seen)).toEqual({ grant_type: 'client_credentials' });
  });

  it('send them raw in Basic, and say nothing', async () => {
    await connect(clientSample({ tokenUrl: `${base}/token`, clientAuthentication: 'post-basic-raw' }));
    await send();
    expect(seen[0]?.headers.authorization).toBe(basicOf(`sb-client!b1:${clientSecret}`));
    expect(seen[0]?.headers['x-cf-encoded-credentials']).toBeUndefined();
  });

  it('send them in the query of a GET', async () => {
    await connect(clientSample({ tokenUrl: `${base}/token`, clientAuthentication: 'get-query' }));
    await send();
    expect(seen[0]).toMatchObject({ method: 'GET', body: '' });
    const query = new URLSearchParams(seen[0]?.url.split('?')[1]);
    expect(query.get('client_secret')).toBe(clientSecret);
    expect(query.get('grant_type')).toBe('client_credentials');
  });

  it('send extra parameters and headers, which take the place of ours', async () => {
    await connect(
      clientSample({
        tokenUrl: `${base}/token`,
        scope: 'ours',
        extraParameters: [
          { name: 'resource', value: 'urn:one' },
          { name: 'resource', value: 'urn:two & more' },
          { name: 'scope', value: 'theirs' },
        ],
        extraHeaders: [
          { name: 'X-Tenant', value: 'acme' },
          { name: 'Accept', value: 'application/vnd.acme+json' },
        ],
      }),
    );
    await send();
    const fields = new URLSearchParams(seen[0]?.body);
    expect(fields.getAll('resource')).toEqual(['urn:one', 'urn:two & more']);
    expect(fields.getAll('scope')).toEqual(['theirs']);
    expect(seen[0]?.headers).toMatchObject({ 'x-tenant': 'acme', accept: 'application/vnd.acme+json' });
  });

  it('are refused in words when an extra header cannot be sent', async () => {
    const extraHeaders = [{ name: 'X-Tenant', value: 'two\nlines' }];
    await connect(clientSample({ tokenUrl: `${base}/token`, extraHeaders }));
    await expect(send()).rejects.toMatchObject({
      code: 'CREDENTIAL_INVALID',
      problems: [{ field: 'credential.extraHeaders' }],
    });
    expect(seen).toEqual([]);
  });

  it('are refused in words when the secret is too short to be kept out of history', async () => {
    const sample = clientSample({ tokenUrl: `${base}/token` });
    await connect({ ...sample, secret: { kind: 'client-secret', value: 'abc' } });
    await expect(send()).rejects.toMatchObject({ code: 'CREDENTIAL_INVALID' });
    expect(seen).toEqual([]);
  });
});

describe('an assertion', () => {
  const verified = async (jwt: string) => jwtVerify(jwt, await importSPKI(publicKey, 'RS256'));

  it('goes into the body, beside what must not change', async () => {
    await connect(assertionSample({ in: 'body-property', property: 'jwt' }));
    const body = '{\n  "c": "713aa58d",\n  "n": 12345678901234567890,\n  "n": 1\n}';
    await send({ method: 'POST', body });
    const [, jwt = ''] = /"jwt": "([^"]+)"/.exec(seen[0]?.body ?? '') ?? [];
    expect(seen[0]?.body).toBe(body.replace('{\n', `{\n  "jwt": "${jwt}",\n`));
    expect((await verified(jwt)).payload.iss).toBe('robot@acme.iam.gserviceaccount.com');
    expect(seen[0]?.headers.authorization).toBeUndefined();
    expect(seen[0]?.headers['content-length']).toBe(String(seen[0]?.body.length));
  });

  it('takes the place of the one that stands in the body', async () => {
    await connect(assertionSample({ in: 'body-property', property: 'jwt' }));
    await send({ method: 'POST', body: '{"jwt":"an-old-one","c":1}' });
    expect(seen[0]?.body).toMatch(/^\{"jwt":"eyJ[^"]+","c":1\}$/);
  });

  it.each(['', 'no JSON', '[1]'])('is refused a body without a place for it: %j', async (body) => {
    await connect(assertionSample({ in: 'body-property', property: 'jwt' }));
    await expect(send({ method: 'POST', body })).rejects.toMatchObject({
      code: 'DRAFT_INVALID',
      problems: [{ field: 'body' }],
    });
    expect(seen).toEqual([]);
  });

  it('goes into the header, and is told of in the exchange without its signature', async () => {
    await connect(assertionSample({ in: 'authorization-header' }));
    const exchange = await send();
    const jwt = seen[0]?.headers.authorization?.replace('Bearer ', '') ?? '';
    expect((await verified(jwt)).protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'key-1' });
    expect(exchange.token?.claims?.iss).toBe('robot@acme.iam.gserviceaccount.com');
    expect(exchange.request.headers).toContainEqual({
      name: 'authorization',
      value: `Bearer ‹assertion ${exchange.token?.tag}›`,
    });
  });

  it('proves the client at a token endpoint by the names of RFC 7523, 2.2', async () => {
    const placement = { in: 'client-assertion', tokenUrl: `${base}/token`, clientId: 'robot', scope: 'a' } as const;
    await connect(assertionSample(placement));
    await send();
    await send();
    const { client_assertion: jwt, ...form } = formOf(seen[0] as Seen);
    expect(form).toEqual({
      grant_type: 'client_credentials',
      client_id: 'robot',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      scope: 'a',
    });
    expect((await verified(jwt ?? '')).payload.jti).toMatch(/^[\w-]{36}$/);
    expect(seen.map(({ url }) => url)).toEqual(['/token', '/api', '/api']);
    expect(seen[2]?.headers.authorization).toBe('Bearer fetched-token-1');
  });

  it('is the grant itself by the names of RFC 7523, 2.1', async () => {
    await connect(assertionSample({ in: 'jwt-bearer-grant', tokenUrl: `${base}/token`, scope: '' }));
    await send();
    const { assertion: jwt, ...form } = formOf(seen[0] as Seen);
    expect(form).toEqual({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' });
    await verified(jwt ?? '');
    expect(seen[1]?.headers.authorization).toBe('Bearer fetched-token-1');
  });

  it('is made new for each login, unless the further claims name its id', async () => {
    const placement = { in: 'jwt-bearer-grant', tokenUrl: `${base}/token`, scope: '' } as const;
    const connection = await connect(assertionSample(placement));
    await bench.tokens.renew(connection);
    await bench.tokens.renew(connection);
    const own = { ...connection, credential: assertionSample(placement, { extraClaims: '{"jti":"mine"}' }).credential };
    await bench.tokens.renew(own);
    const ids = await Promise.all(seen.map(async (one) => (await verified(formOf(one).assertion ?? '')).payload.jti));
    expect(ids[0]).not.toBe(ids[1]);
    expect(ids[2]).toBe('mine');
  });

  it('is made by the clock of the server, once that is known', async () => {
    const ahead = 2 * 3_600_000;
    answer = (_request, response) => {
      response.setHeader('date', new Date(Date.now() + ahead).toUTCString());
      response.end('{}');
    };
    await connect(assertionSample({ in: 'authorization-header' }));
    const first = await send();
    const second = await send();
    const seconds = Number(second.token?.claims?.iat) - Number(first.token?.claims?.iat);
    expect(Math.abs(seconds - ahead / 1000)).toBeLessThan(5);
    expect(Math.abs((bench.tokens.skew.of('c-1') ?? 0) - ahead)).toBeLessThan(2_000);
  });
});

describe('Basic', () => {
  it('is sent without being asked, in UTF-8', async () => {
    await connect(basicSample({ username: 'Jürgen' }));
    const exchange = await send();
    expect(seen[0]?.headers.authorization).toBe(basicOf(`Jürgen:${password}`));
    expect(exchange.request.headers[2]?.value).toMatch(/^Basic ‹password [0-9a-f]{4}›$/);
  });

  it('composes what a keyboard took apart', async () => {
    await connect(basicSample({ username: 'Ju\u0308rgen' }));
    await send();
    expect(seen[0]?.headers.authorization).toBe(basicOf(`Jürgen:${password}`));
  });

  it.each([
    ['a colon', 'tim:tom'],
    ['a line break', 'tim\n'],
  ])('refuses a user name with %s in words', async (_what, username) => {
    await connect(basicSample({ username }));
    await expect(send()).rejects.toMatchObject({ code: 'CREDENTIAL_INVALID' });
    expect(seen).toEqual([]);
  });

  it('sends the session back where it keeps one, with the login', async () => {
    answer = (_request, response) =>
      response.setHeader('set-cookie', 'JSESSIONID=5e551on1d; Path=/; HttpOnly').end('{}');
    await connect(basicSample({ keepsSession: true }));
    const first = await send();
    const second = await send();
    expect(seen[0]?.headers.cookie).toBeUndefined();
    expect(seen[1]?.headers).toMatchObject({
      cookie: 'JSESSIONID=5e551on1d',
      authorization: basicOf(`tim:${password}`),
    });
    expect(first.response?.headers).toContainEqual({
      name: 'set-cookie',
      value: expect.stringMatching(/^JSESSIONID=‹cookie [0-9a-f]{4}›; Path=\/; HttpOnly$/),
    });
    expect(JSON.stringify([first, second])).not.toContain('5e551on1d');
  });

  it('drops the session when the user changes, the password changes, or it is told to forget', async () => {
    answer = (_request, response) => response.setHeader('set-cookie', 'JSESSIONID=5e551on1d; Path=/').end('{}');
    const sample = basicSample({ keepsSession: true });
    await connect(sample);
    await send();
    await connect(basicSample({ keepsSession: true, username: 'tom' }));
    await send();
    await bench.secrets.write('c-1', { kind: 'password', value: 'another password' });
    await send();
    bench.tokens.forget('c-1');
    await send();
    expect(seen.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined, undefined, undefined]);
    await send();
    expect(seen[4]?.headers.cookie).toBe('JSESSIONID=5e551on1d');
  });

  it('sends no cookie back where it keeps no session', async () => {
    answer = (_request, response) => response.setHeader('set-cookie', 'JSESSIONID=5e551on1d; Path=/').end('{}');
    await connect(basicSample());
    await send();
    await send();
    expect(seen[1]?.headers.cookie).toBeUndefined();
  });
});

describe('a bearer token', () => {
  it('is sent as it was given, without the space around it', async () => {
    await connect({ ...bearerSample, secret: { kind: 'bearer-token', value: ` ${bearerToken}\n` } });
    await send();
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${bearerToken}`);
  });

  it('that fits no header is refused without repeating it', async () => {
    await connect({ ...bearerSample, secret: { kind: 'bearer-token', value: 'two\nlines' } });
    const failure = await send().catch((error) => error);
    expect(failure).toMatchObject({ code: 'CREDENTIAL_INVALID' });
    expect(failure.message).not.toContain('two');
  });
});

describe('an API key', () => {
  it('goes into its header', async () => {
    await connect(apiKeySample('header'));
    const exchange = await send();
    expect(seen[0]?.headers['x-api-key']).toBe(apiKey);
    const line = exchange.request.headers.find(({ name }) => name === 'X-Api-Key');
    expect(line?.value).toMatch(/^‹API key [0-9a-f]{4}›$/);
  });

  it('goes into the query, encoded, in place of one that stands there', async () => {
    await connect(apiKeySample('query', 'api key'));
    const exchange = await send({ url: `${base}/api?x=1&api%20key=old&y=a%20b` });
    const query = new URLSearchParams(seen[0]?.url.split('?')[1]);
    expect([...query].at(-1)).toEqual(['api key', apiKey]);
    expect(seen[0]?.url).toMatch(/^\/api\?x=1&y=a%20b&api%20key=/);
    expect(decodeURIComponent(exchange.request.url)).toMatch(/api key=‹API key [0-9a-f]{4}›$/);
  });
});

describe('a draft that authorises itself', () => {
  const own = { name: 'Authorization', value: 'Bearer typed-by-hand-1', isEnabled: true };
  const note = {
    text: 'the login of the connection was not used: the draft sets Authorization itself',
    source: 'draft',
  };

  it.each([
    ['client credentials', () => clientSample({ tokenUrl: `${base}/token` })],
    ['an assertion in the header', () => assertionSample({ in: 'authorization-header' })],
    ['Basic', () => basicSample({ keepsSession: true })],
    ['a bearer token', () => bearerSample],
  ])('wins over %s, which the exchange says', async (_what, sample) => {
    await connect({ ...sample(), secret: null });
    const exchange = await send({ headers: [own] });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.headers).toMatchObject({ authorization: own.value });
    expect(exchange.notes).toEqual([note]);
  });

  it('leaves a proof that goes elsewhere where it is', async () => {
    await connect(apiKeySample('header'));
    const exchange = await send({ headers: [own] });
    expect(seen[0]?.headers).toMatchObject({ authorization: own.value, 'x-api-key': apiKey });
    expect(exchange.notes).toEqual([]);
  });

  it('is never taken elsewhere by a redirect, and neither is the proof of a connection', async () => {
    const elsewhere = await bench.serve((request, response) => {
      seen.push({ method: request.method ?? '', url: 'elsewhere', headers: request.headers, body: '' });
      response.setHeader('set-cookie', 'stolen=session; Path=/').end('{}');
    });
    answer = (_request, response) => response.writeHead(307, { location: `${elsewhere}/` }).end();
    await connect(basicSample({ keepsSession: true }));
    await send({ headers: [own] });
    await send();
    await connect(apiKeySample('header'));
    const exchange = await send();
    const strayed = seen.filter(({ url }) => url === 'elsewhere');
    expect(strayed).toHaveLength(3);
    for (const { headers } of strayed) expect(headers).not.toHaveProperty('authorization');
    expect(strayed[2]?.headers).not.toHaveProperty('x-api-key');
    expect(exchange.hops[0]?.dropped).toEqual(['X-Api-Key']);
  });
});

describe('no credential', () => {
  it('adds nothing, and needs no secret', async () => {
    await connect({ credential: { kind: 'none' }, secret: null });
    const exchange = await send();
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
    expect(exchange.token).toBeNull();
  });
});

describe('a secret that is not there', () => {
  it.each([
    ['Basic', basicSample()],
    ['a bearer token', bearerSample],
    ['an API key', apiKeySample('query')],
    ['an assertion', assertionSample({ in: 'authorization-header' })],
  ])('keeps %s from being sent', async (_what, sample) => {
    await connect({ ...sample, secret: null });
    await expect(send()).rejects.toMatchObject({ code: 'SECRET_MISSING' });
    expect(seen).toEqual([]);
  });
});
