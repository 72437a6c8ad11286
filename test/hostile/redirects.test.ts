import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ExchangeBench,
  exampleConnection,
  exampleJwt,
  setUpExchangeBench,
} from '../unit/electron/core/exchange/exchange-bench.ts';

const secrets = {
  token: exampleJwt({ scope: [] }),
  cookie: 'cookie-9f2c1d',
  custom: 'api-key-77aa01',
  body: 'body-5c3e90',
};

type Seen = { method: string; url: string; headers: Record<string, unknown>; body: string };

let bench: ExchangeBench;
let other: string;
let base: string;
let seen: Seen[] = [];
let otherSeen: Seen[] = [];

beforeAll(async () => {
  bench = await setUpExchangeBench();
  const keep = (list: () => Seen[], answer: (request: IncomingMessage, response: ServerResponse) => void) =>
    bench.serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        list().push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
        answer(request, response);
      });
    });
  other = await keep(
    () => otherSeen,
    (_request, response) => response.end('arrived elsewhere'),
  );
  base = await keep(
    () => seen,
    (request, response) => {
      const { searchParams, pathname } = new URL(request.url ?? '', base);
      if (pathname === '/token') {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ access_token: secrets.token, expires_in: 3_600 }));
      } else if (pathname === '/go') {
        response.writeHead(Number(searchParams.get('status')), { location: searchParams.get('to') ?? '' }).end('moved');
      } else response.end('arrived');
    },
  );
  bench.connections.put(exampleConnection({ tokenUrl: `${base}/token` }));
  await bench.secrets.write('c-1', { kind: 'client-secret', value: 'redirect-client-secret' });
});
afterAll(() => bench.tearDown());

function send(status: number, to: string, method: 'GET' | 'POST' = 'POST') {
  seen = [];
  otherSeen = [];
  return bench.send({
    connectionId: 'c-1',
    method,
    url: `${base}/go?status=${status}&to=${encodeURIComponent(to)}`,
    headers: [
      { name: 'Cookie', value: `session=${secrets.cookie}`, isEnabled: true },
      { name: 'X-Api-Key', value: secrets.custom, isEnabled: true },
    ],
    body: method === 'POST' ? `{"secret":"${secrets.body}"}` : '',
  });
}

describe('a redirect to another origin', () => {
  const elsewhere = [
    ['another port', () => `${other}/there`],
    ['another host', () => `${other.replace('127.0.0.1', 'localhost')}/there`],
    ['a host that looks alike', () => other.replace('http://', `http://${new URL(base).host}@`)],
  ] as const;

  it.each([301, 302, 303, 307, 308].flatMap((status) => elsewhere.map(([name, to]) => [status, name, to] as const)))(
    '%d to %s carries no credential, header or body of ours',
    async (status, _name, to) => {
      const exchange = await send(status, to());
      expect(exchange.response?.status).toBe(200);
      expect(otherSeen).toHaveLength(1);
      const wire = JSON.stringify(otherSeen);
      for (const secret of Object.values(secrets)) expect(wire).not.toContain(secret);
      expect(otherSeen[0]?.headers).not.toHaveProperty('x-api-key');
      expect(otherSeen[0]?.body).toBe('');
      expect(exchange.hops[0]?.dropped).toEqual(expect.arrayContaining(['authorization', 'Cookie', 'X-Api-Key']));
      expect(exchange.hops[0]?.dropped.includes('body')).toBe(status >= 307);
    },
  );

  it('does not give the credential back when it returns to the first origin', async () => {
    otherSeen = [];
    const back = await bench.serve((_request, response) => response.writeHead(302, { location: `${base}/home` }).end());
    const exchange = await send(302, back);
    expect(exchange.hops).toHaveLength(2);
    expect(seen.at(-1)).toMatchObject({ url: '/home' });
    expect(seen.at(-1)?.headers).not.toHaveProperty('authorization');
    expect(seen.at(-1)?.headers).not.toHaveProperty('cookie');
  });
});

describe('a redirect on the same origin', () => {
  it('carries everything on after 307, and shows each hop', async () => {
    const exchange = await send(307, '/there');
    expect(seen.at(-1)).toMatchObject({ method: 'POST', url: '/there', body: `{"secret":"${secrets.body}"}` });
    expect(seen.at(-1)?.headers).toMatchObject({
      authorization: `Bearer ${secrets.token}`,
      cookie: `session=${secrets.cookie}`,
      'x-api-key': secrets.custom,
    });
    expect(exchange.hops).toEqual([
      { method: 'POST', url: exchange.request.url, status: 307, location: `${base}/there`, dropped: [] },
    ]);
  });

  it.each([301, 302, 303])('turns a POST into a GET without a body after %d', async (status) => {
    await send(status, '/there');
    expect(seen.at(-1)).toMatchObject({ method: 'GET', url: '/there', body: '' });
    expect(seen.at(-1)?.headers).not.toHaveProperty('content-type');
  });
});

describe('a redirect that is not followed', () => {
  it.each([
    ['file:///etc/passwd', 'REDIRECT_BLOCKED'],
    ['data:text/html,hello', 'REDIRECT_BLOCKED'],
    ['javascript:alert(1)', 'REDIRECT_BLOCKED'],
    ['http://[bad', 'REDIRECT_BLOCKED'],
  ])('to %s is shown as the answer it is', async (to, code) => {
    const exchange = await send(302, to, 'GET');
    expect(exchange.failure).toMatchObject({ code, phase: 'redirect' });
    expect(exchange.response).toMatchObject({ status: 302, isComplete: true });
    expect(await bench.bodyText(exchange.id)).toBe('moved');
  });

  it('ends a circle after ten hops', async () => {
    const circle = await bench.serve((_request, response) => response.writeHead(302, { location: '/again' }).end());
    const exchange = await bench.send({ url: circle });
    expect(exchange.failure).toMatchObject({ code: 'REDIRECT_LOOP', phase: 'redirect' });
    expect(exchange.hops).toHaveLength(10);
  });

  it('is an answer like any other without a Location', async () => {
    const base = await bench.serve((_request, response) => response.writeHead(302).end('nowhere'));
    const exchange = await bench.send({ url: base });
    expect(exchange.failure).toBeNull();
    expect(exchange.response?.status).toBe(302);
  });

  it('says where it failed when the next host is dead, and keeps the hop', async () => {
    const exchange = await send(302, 'http://127.0.0.1:1/', 'GET');
    expect(exchange.failure).toMatchObject({ code: 'REDIRECT_FAILED', phase: 'redirect' });
    expect(exchange.failure?.sentence).toContain('127.0.0.1:1');
    expect(exchange.hops).toHaveLength(1);
  });
});
