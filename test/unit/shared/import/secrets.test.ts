import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pseudonym } from '#core/redact/secret-tag.ts';
import { secretSpans } from '#shared/import/secret-spans.ts';
import { entry, har, jwtOf, opened, seconds, sentAt } from './traffic.ts';

const url = 'https://magnus.acme.example/remote';
const canary = () => `cn${randomBytes(18).toString('base64url')}x`;
const base = { exp: seconds(sentAt) + 3000, iat: seconds(sentAt) };

describe('a secret of a file', () => {
  const bearer = jwtOf({ ...base, sub: 'a' }, 3);
  const assertion = jwtOf({ ...base, iss: 'robot@p.iam.gserviceaccount.com' }, 5);
  const refreshed = jwtOf({ ...base, sub: 'stray' }, 9);
  const secrets = {
    opaque: canary(),
    cookie: canary(),
    setCookie: canary(),
    clientSecret: `${canary()}+/=`,
    refresh: canary(),
    idToken: canary(),
    password: canary(),
    basicPassword: canary(),
    apiKey: canary(),
    apiKeyInQuery: canary(),
    xmlPassword: canary(),
    login: canary(),
    accessInUrl: canary(),
    multipart: canary(),
    code: canary(),
    pem: randomBytes(40).toString('base64'),
    csrf: canary(),
    nested: canary(),
    echoed: canary(),
    signature: bearer.split('.')[2] ?? '',
    assertionSignature: assertion.split('.')[2] ?? '',
    stray: refreshed.split('.')[2] ?? '',
  };
  const text = har([
    entry(url, {
      headers: {
        Authorization: `Bearer ${bearer}`,
        Cookie: `JSESSIONID=${secrets.cookie}; lang=de`,
        'X-CSRF-Token': secrets.csrf,
      },
    }),
    entry(url, {
      headers: { authorization: `bearer ${secrets.opaque}`, 'X-Api-Key': secrets.apiKey },
      answerHeaders: { 'Set-Cookie': `SID=${secrets.setCookie}; Path=/\nB=${secrets.setCookie}2; HttpOnly` },
    }),
    entry(url, {
      headers: { Authorization: `Basic ${btoa(`jane:${secrets.basicPassword}`)}` },
      status: 401,
      answer: `Wrong: ${secrets.basicPassword}`,
    }),
    entry('https://uaa.example/oauth/token', {
      method: 'POST',
      body: `grant_type=client_credentials&client_secret=${encodeURIComponent(secrets.clientSecret)}`,
      answer: JSON.stringify({ access_token: bearer, refresh_token: secrets.refresh, id_token: secrets.idToken }),
    }),
    entry(url, {
      method: 'POST',
      body: JSON.stringify({
        c: '713aa58d',
        jwt: assertion,
        configuration: { password: secrets.password, note: refreshed },
      }),
    }),
    entry(
      `https://u:${secrets.login}@a.example/x?api_key=${secrets.apiKeyInQuery}&access_token=${secrets.accessInUrl}`,
      { answerHeaders: { Location: `https://b.example/cb?code=${secrets.code}` } },
    ),
    entry(url, {
      method: 'POST',
      body: `<wsse:Password Type="x">${secrets.xmlPassword}</wsse:Password>`,
      answer: `-----BEGIN RSA PRIVATE KEY-----\n${secrets.pem}\n-----END RSA PRIVATE KEY-----`,
    }),
    entry(url, {
      method: 'POST',
      body: `--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n${secrets.multipart}\r\n--b--`,
    }),
    entry(url, {
      method: 'POST',
      body: JSON.stringify({
        log: JSON.stringify({ client_secret: secrets.nested, Authorization: `Bearer ${secrets.echoed}` }),
      }),
      answer: `it was ${secrets.opaque} and ${btoa(secrets.echoed)}`,
    }),
  ]);
  const exchanges = opened(text);
  const everything = JSON.stringify(exchanges);

  it.each(Object.entries(secrets))('is nowhere in what comes out: %s', (_, secret) => {
    expect(
      text.includes(secret) || text.includes(encodeURIComponent(secret)) || text.includes(btoa(`jane:${secret}`)),
    ).toBe(true);
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(encodeURIComponent(secret));
  });

  it('goes by the same name wherever it stood, the name that it has in a live exchange', () => {
    const first = exchanges[0]?.exchange.request.headers.find(({ name }) => name === 'Authorization')?.value;
    expect(first).toBe(`Bearer ${pseudonym('token', bearer)}`);
    expect(exchanges[3]?.bodyText).toContain(`"access_token":"${pseudonym('token', bearer)}"`);
    expect(exchanges[3]?.exchange.request.body).toBe(
      `grant_type=client_credentials&client_secret=${pseudonym('client secret', secrets.clientSecret)}`,
    );
    expect(exchanges[2]?.exchange.request.headers.at(-1)?.value).toBe(
      `Basic ${pseudonym('password', secrets.basicPassword)}`,
    );
    expect(exchanges[4]?.exchange.request.body).toContain(`"jwt":"${pseudonym('assertion', assertion)}"`);
    expect(exchanges[4]?.exchange.token?.tag).toBe(pseudonym('', assertion).slice(2, 6));
  });

  it('leaves what is none: names of cookies, short values, the form of what was sent', () => {
    expect(exchanges[0]?.exchange.request.headers.find(({ name }) => name === 'Cookie')?.value).toBe(
      `JSESSIONID=${pseudonym('cookie', secrets.cookie)}; lang=${pseudonym('cookie', 'de')}`,
    );
    const odd = har([
      entry(url, {
        headers: { Authorization: 'Bearer {{token}}', 'X-CSRF-Token': 'Fetch' },
        body: '{"password":"","token":null}',
        answer: '{"code":"bpm.workflowruntime.rest.user.not.sufficient.privileges"}',
      }),
    ]);
    const [one] = opened(odd);
    expect(one?.exchange.request.headers.map(({ value }) => value)).toEqual([
      'magnus.acme.example',
      'Bearer {{token}}',
      'Fetch',
    ]);
    expect(one?.exchange.request.body).toBe('{"password":"","token":null}');
    expect(one?.bodyText).toContain('sufficient.privileges');
  });

  it('that is a plain word is not taken out of every sentence', () => {
    const [one] = opened(
      har([
        entry(url, { headers: { Authorization: `Basic ${btoa('admin:password')}` }, answer: 'The password is wrong.' }),
      ]),
    );
    expect(one?.bodyText).toBe('The password is wrong.');
    expect(one?.exchange.request.headers[1]?.value).toBe(`Basic ${pseudonym('password', 'password')}`);
  });

  it('is found at once, however the text was made to be slow', () => {
    const started = performance.now();
    for (const text of [
      '"password":'.repeat(60_000),
      '"password":"'.repeat(60_000),
      '\\"token\\":\\"'.repeat(60_000),
      '&client_secret='.repeat(50_000),
      `${'<Password '.repeat(60_000)}</`,
      '-----BEGIN PRIVATE KEY-----'.repeat(20_000),
      'name="password"\n'.repeat(40_000),
      'eyJ.'.repeat(200_000),
    ]) {
      secretSpans(text);
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('claims made to do harm', () => {
  it('come out cut, and nothing breaks', () => {
    const deep = `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`;
    const part = (json: string) => Buffer.from(json).toString('base64url');
    const token = `${part('{"alg":"RS256"}')}.${part(`{"exp":4102444800,"__proto__":{"x":1},"scope":${deep}}`)}.${'s'.repeat(342)}`;
    const [one] = opened(har([entry(url, { headers: { Authorization: `Bearer ${token}` } })]));
    expect(JSON.stringify(one?.exchange.token?.claims).length).toBeLessThan(400);
    expect(JSON.stringify(one?.exchange.clues.jwts)).toContain('…');
  });
});
