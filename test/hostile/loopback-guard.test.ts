import { describe, expect, it } from 'vitest';
import { exchangeHeaders, type Grant, type House, openHouse, type RawAnswer } from '../host/loopback/loopback-house.ts';

/** What differs from the good call. `undefined` leaves a header out; `extra` lines come as they stand. */
type Tuple = {
  is: string;
  method?: string;
  target?: string;
  headers?: Record<string, string | undefined>;
  extra?: string[];
  body?: string;
};

const hosts = (port: number): Tuple[] =>
  [
    undefined,
    '',
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    'localhost',
    `127.0.0.1:${port + 1}`,
    `127.0.0.1:0${port}`,
    `127.0.0.2:${port}`,
    `127.1:${port}`,
    `0.0.0.0:${port}`,
    `2130706433:${port}`,
    `0x7f000001:${port}`,
    `[::1]:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `localhost.:${port}`,
    `LOCALHOST:${port}`,
    `localhost.evil.example:${port}`,
    `127.0.0.1.nip.io:${port}`,
    `127.0.0.1:${port}@evil.example`,
    `user@127.0.0.1:${port}`,
    `127.0.0.1:${port}, evil.example`,
    `127.0.0.1:${port}#`,
  ].map((Host) => ({ is: `Host ${Host}`, headers: { Host } }));

const origins = (port: number): Tuple[] =>
  [
    undefined,
    '',
    'null',
    'https://evil.example',
    `http://evil.example:${port}`,
    `https://127.0.0.1:${port}`,
    'http://127.0.0.1',
    `http://127.0.0.1:${port + 1}`,
    `http://127.0.0.1:${port}/`,
    `http://127.0.0.1:${port}.evil.example`,
    `http://localhost:${port}`,
    `http://127.0.0.1:${port} https://evil.example`,
    `HTTP://127.0.0.1:${port}`,
    'file://',
    'chrome-extension://abcdefghijklmnop',
  ].map((Origin) => ({ is: `Origin ${Origin}`, headers: { Origin } }));

const methods: Tuple[] = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY'].map((method) => ({
  is: `method ${method}`,
  method,
}));

const targets = (port: number): Tuple[] =>
  [
    '/',
    '/session/',
    '/session?',
    '/Session',
    '//session',
    '/%73ession',
    `http://127.0.0.1:${port}/session`,
    '/x/../session',
  ].map((target) => ({ is: `target ${target}`, target }));

const contentTypes: Tuple[] = [
  undefined,
  '',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-8',
  'application/jsonp',
  'text/plain; application/json',
].map((type) => ({ is: `content type ${type}`, headers: { 'Content-Type': type } }));

const sites: Tuple[] = ['cross-site', 'same-site', 'none', '', 'SAME-ORIGIN', 'same-origin, cross-site'].map(
  (site) => ({
    is: `Sec-Fetch-Site ${site}`,
    headers: { 'Sec-Fetch-Site': site },
  }),
);

const others = (port: number): Tuple[] => [
  { is: 'no custom header', headers: { 'X-Exchange': undefined } },
  { is: 'another custom header', headers: { 'X-Exchange': '0' } },
  { is: 'two Hosts, ours first', extra: ['Host: evil.example'] },
  { is: 'two Hosts, both ours', extra: [`Host: 127.0.0.1:${port}`] },
  { is: 'two Origins', extra: ['Origin: https://evil.example'] },
  { is: 'two content types', extra: ['Content-Type: text/plain'] },
  { is: 'two sites', extra: ['Sec-Fetch-Site: cross-site'] },
  { is: 'a forwarded Host', headers: { Host: 'evil.example' }, extra: [`X-Forwarded-Host: 127.0.0.1:${port}`] },
  { is: 'a method override', method: 'GET', extra: ['X-HTTP-Method-Override: POST'] },
];

const bodies = (token: string): Tuple[] =>
  [
    '',
    'null',
    '[]',
    JSON.stringify(token),
    JSON.stringify({ token: [token] }),
    JSON.stringify({ token: { $ne: '' } }),
    JSON.stringify({ token, ticket: token }),
    JSON.stringify({ token, more: 1 }),
    `{"token":"${token}"`,
    `{"__proto__":{"token":"${token}"}}`,
    JSON.stringify({ token }).padEnd(300, ' '),
    `token=${token}`,
  ].map((body) => ({ is: `body ${body.replaceAll(token, 'TOKEN').slice(0, 40)}`, body }));

const wrongTokens = (token: string): Tuple[] =>
  [
    '',
    'A'.repeat(43),
    token.slice(0, -1),
    `${token}A`,
    `${token} `,
    `${token}\u0000`,
    token.toLowerCase() === token ? token.toUpperCase() : token.toLowerCase(),
    [...token].reverse().join(''),
    encodeURIComponent(`#${token}`),
  ].map((wrong) => ({ is: `token ${wrong.replaceAll(token, 'TOKEN')}`, body: JSON.stringify({ token: wrong }) }));

function send(house: House, token: string, tuple: Tuple): Promise<RawAnswer> {
  const body = tuple.body ?? JSON.stringify({ token });
  const length = { 'Content-Length': String(Buffer.byteLength(body)) };
  const headers = Object.entries({ ...exchangeHeaders(house.port), ...length, ...tuple.headers });
  const lines = headers.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`);
  const start = `${tuple.method ?? 'POST'} ${tuple.target ?? '/session'} HTTP/1.1`;
  return house.raw([start, ...lines, ...(tuple.extra ?? [])], body);
}

/** An answer gives something away when it is neither the stranger's page, nor nothing, nor the parser's refusal. */
const isAccepted = (answer: RawAnswer, strangersPage: string) =>
  !(
    (answer.status === 200 && (answer.body === strangersPage || answer.body === '')) ||
    (answer.status === 421 && answer.body === '') ||
    (answer.status === 400 && answer.body === '')
  ) || answer.body.includes('sessionSecret');

describe('the front door against hostile calls', () => {
  it('lets none of them have a session, and the good call after all of them', async () => {
    const house = await openHouse();
    const page = (await house.get('/')).body;
    const token = house.token();
    const tuples = [
      ...hosts(house.port),
      ...origins(house.port),
      ...methods,
      ...targets(house.port),
      ...contentTypes,
      ...sites,
      ...others(house.port),
      ...bodies(token),
    ];
    expect(tuples.length).toBeGreaterThanOrEqual(60);
    const accepted: string[] = [];
    for (const tuple of tuples) if (isAccepted(await send(house, token, tuple), page)) accepted.push(tuple.is);
    expect(accepted).toEqual([]);
    expect(house.lockedOut).toBe(0);
    const control = await send(house, token, { is: 'good' });
    expect([control.status, isAccepted(control, page)]).toEqual([200, true]);
  });

  it('takes the good call by either name, and without the headers that old browsers do not send', async () => {
    const good: Tuple[] = [{ is: 'good' }, { is: 'no site', headers: { 'Sec-Fetch-Site': undefined } }];
    for (const tuple of good) {
      const house = await openHouse();
      expect((await send(house, house.token(), tuple)).body).toContain('sessionSecret');
    }
    const house = await openHouse();
    const name = `localhost:${house.port}`;
    const answer = await send(house, house.token(), {
      is: 'localhost',
      headers: { Host: name, Origin: `http://${name}` },
    });
    expect(answer.body).toContain('sessionSecret');
  });

  it('accepts no token but the very one, and counts each try', async () => {
    const house = await openHouse();
    const page = (await house.get('/')).body;
    const token = house.token();
    const accepted: string[] = [];
    for (const tuple of wrongTokens(token)) {
      const own = await openHouse();
      if (isAccepted(await send(own, own.token(), tuple), page)) accepted.push(tuple.is);
    }
    expect(accepted).toEqual([]);
    for (const tuple of wrongTokens(token).slice(0, 5)) await send(house, token, tuple);
    expect(house.lockedOut).toBe(1);
    await expect(send(house, token, { is: 'good, too late' })).rejects.toThrow('ECONNREFUSED');
  });

  it('answers a preflight with nothing that would let the call follow', async () => {
    const house = await openHouse();
    const answer = await send(house, house.token(), {
      is: 'preflight',
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
      extra: [
        'Access-Control-Request-Method: POST',
        'Access-Control-Request-Headers: content-type,x-exchange',
        'Access-Control-Request-Private-Network: true',
      ],
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('the open session against hostile calls', () => {
  const calls = (house: House, { appPath, sessionSecret }: Grant): { is: string; lines: string[] }[] => {
    const host = `Host: 127.0.0.1:${house.port}`;
    const origin = `Origin: ${house.origin}`;
    const body = `GET ${appPath}/bodies/known?offset=0&length=4 HTTP/1.1`;
    const socket = `GET ${appPath}/socket HTTP/1.1`;
    const secret = `X-Gatewright-Session: ${sessionSecret}`;
    const upgrade = [
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
    ];
    const protocol = `Sec-WebSocket-Protocol: ${sessionSecret}`;
    const close = 'Connection: close';
    return [
      { is: 'body, foreign Host', lines: [body, `Host: evil.example:${house.port}`, secret, close] },
      { is: 'body, no secret', lines: [body, host, close] },
      { is: 'body, empty secret', lines: [body, host, 'X-Gatewright-Session:', close] },
      { is: 'body, secret twice', lines: [body, host, secret, secret, close] },
      { is: 'body, secret as cookie', lines: [body, host, `Cookie: session=${sessionSecret}`, close] },
      { is: 'body, secret as bearer', lines: [body, host, `Authorization: Bearer ${sessionSecret}`, close] },
      { is: 'body, cross-site', lines: [body, host, secret, 'Sec-Fetch-Site: cross-site', close] },
      { is: 'body, same-site', lines: [body, host, secret, 'Sec-Fetch-Site: same-site', close] },
      { is: 'body, by POST', lines: [body.replace('GET', 'POST'), host, secret, close] },
      { is: 'body, no app path', lines: ['GET /bodies/known?offset=0&length=4 HTTP/1.1', host, secret, close] },
      {
        is: 'body, absolute target',
        lines: [body.replace('GET ', `GET http://127.0.0.1:${house.port}`), host, secret, close],
      },
      { is: 'socket, foreign Host', lines: [socket, 'Host: evil.example', origin, ...upgrade, protocol] },
      { is: 'socket, no Origin', lines: [socket, host, ...upgrade, protocol] },
      { is: 'socket, null Origin', lines: [socket, host, 'Origin: null', ...upgrade, protocol] },
      { is: 'socket, foreign Origin', lines: [socket, host, 'Origin: https://evil.example', ...upgrade, protocol] },
      { is: 'socket, two Origins', lines: [socket, host, origin, 'Origin: null', ...upgrade, protocol] },
      { is: 'socket, no secret', lines: [socket, host, origin, ...upgrade] },
      { is: 'socket, wrong secret', lines: [socket, host, origin, ...upgrade, 'Sec-WebSocket-Protocol: guess'] },
      {
        is: 'socket, secret in the query',
        lines: [socket.replace('/socket', `/socket?secret=${sessionSecret}`), host, origin, ...upgrade],
      },
      { is: 'socket, secret as header', lines: [socket, host, origin, secret, ...upgrade] },
      { is: 'socket, cross-site', lines: [socket, host, origin, ...upgrade, protocol, 'Sec-Fetch-Site: cross-site'] },
      { is: 'socket, by POST', lines: [socket.replace('GET', 'POST'), host, origin, ...upgrade, protocol] },
      { is: 'socket, no app path', lines: ['GET /socket HTTP/1.1', host, origin, ...upgrade, protocol] },
      { is: 'socket, h2c', lines: [socket, host, origin, 'Connection: Upgrade', 'Upgrade: h2c', protocol] },
    ];
  };

  it('gives none of them a byte of a body or a socket, and the good ones both', async () => {
    const house = await openHouse();
    const grant = await house.signIn();
    const page = (await house.get('/')).body;
    const accepted: string[] = [];
    for (const { is, lines } of calls(house, grant)) {
      const { status, body } = await house.raw(lines);
      const isRefused = body === page || (body === '' && status >= 400) || (status >= 400 && !body.includes('0123'));
      if (!isRefused || status === 101) accepted.push(is);
    }
    expect(accepted).toEqual([]);
    const good = await house.get(`${grant.appPath}/bodies/known?offset=0&length=4`, {
      'X-Gatewright-Session': grant.sessionSecret,
    });
    expect([good.status, good.body]).toEqual([200, '0123']);
  });
});
