import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPreviewer, type Previewer } from '#core/preview/preview.ts';
import type { Draft } from '#shared/model/draft.ts';
import {
  assertionSample,
  basicSample,
  clientSample,
  connectionWith,
  everySample,
  privateKey,
  type Sample,
} from '../auth/credential-samples.ts';
import { type ExchangeBench, exampleDraft, setUpExchangeBench } from '../exchange/exchange-bench.ts';

const run = promisify(execFile);

type Seen = { line: string; headers: string[]; body: string };

let bench: ExchangeBench;
let previewer: Previewer;
let base: string;
let seen: Seen[];

beforeEach(async () => {
  seen = [];
  bench = await setUpExchangeBench();
  previewer = createPreviewer({ ...bench, clock: { now: Date.now }, version: '0.0.0-test' });
  base = await bench.serve(async (request, response) => {
    const headers: string[] = [];
    for (let at = 0; at < request.rawHeaders.length; at += 2) {
      headers.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
    }
    const body = Buffer.concat(await request.toArray()).toString();
    seen.push({ line: `${request.method} ${request.url}`, headers, body });
    response.setHeader('content-type', 'application/json');
    response.setHeader('set-cookie', 'JSESSIONID=5e551on1d77aa; Path=/');
    response.end(
      request.url?.startsWith('/oauth/token') ? '{"access_token":"fetched-token-1","expires_in":600}' : '{}',
    );
  });
});
afterEach(() => bench.tearDown());

async function connect({ credential, secret }: Sample) {
  const text = JSON.stringify(credential).replaceAll('http://placeholder.invalid', base);
  const connection = connectionWith({ credential: JSON.parse(text), secret }, { variables: { api: base } });
  bench.connections.put(connection);
  if (secret) await bench.secrets.write('c-1', secret);
  return connection;
}

/** A call with everything that a shell might trip over. */
const awkward = (): Partial<Draft> => ({
  connectionId: 'c-1',
  method: 'POST',
  url: `${base}/api/[1]/{x}/it's;a=b?$filter=name eq 'Zoë' & x|y^z&q="!%PATH%"`,
  headers: [
    { name: 'X-Quotes', value: `it's "quoted" \\ $HOME \`id\` !! %PATH% ^&|<>()`, isEnabled: true },
    { name: 'X-Empty', value: '', isEnabled: true },
    { name: 'Content-Type', value: 'application/json; charset=utf-8', isEnabled: true },
  ],
  body: `{\n  "text": "it's $HOME \`id\` \\\\ !! ‘ü’ 😀 %PATH%",\r\n\t"big": 12345678901234567890\n}`,
});

/** Pseudonyms say nothing of when they were made. */
const untagged = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll(/‹([a-zA-Z ]+?)(?: [0-9a-f]{4}|, [a-z ]+)›/g, '‹$1›'));

const samples = everySample('http://placeholder.invalid/oauth/token');

describe.each(samples)('the preview of a call with %s', (_name, sample) => {
  it('is what is then sent, byte for byte but for its secrets', async () => {
    await connect(sample);
    for (let round = 0; round < 2; round += 1) {
      const { curl: _curl, ...preview } = await previewer.call(exampleDraft(awkward()));
      const { method, url, headers, body } = (await bench.send(awkward())).request;
      const isOpen = preview.body?.includes('signed when sent') ?? false;
      expect(preview.headers.at(-1)?.value === '‹counted when sent›').toBe(isOpen);
      const known = (lines: { name: string }[]) => (isOpen ? lines.slice(0, -1) : lines);
      const shown = { ...preview, headers: known(preview.headers) };
      expect(untagged(shown)).toEqual(untagged({ method, url, headers: known(headers), body }));
      expect(JSON.stringify(preview)).toMatch(/‹|%E2%80%B9/);
    }
  });

  it('is the same as a curl line in real bash', async () => {
    await connect(sample);
    await bench.send(awkward());
    const preview = await previewer.call(exampleDraft(awkward()));
    await bench.send(awkward());
    const sent = seen.at(-1) as Seen;
    await runInBash(withSecrets(preview.curl.bash, preview, sent));
    expect(comparable(seen.at(-1) as Seen)).toEqual(comparable(sent));
  });
});

describe.each(samples.filter(([name]) => /client|grant/.test(name)))(
  'the preview of a login with %s',
  (_name, sample) => {
    it('is what is then sent, and the same as a curl line in real bash', async () => {
      const connection = await connect(sample);
      const { tokenCall } = await previewer.login(connection);
      expect(seen).toEqual([]);
      const { exchangeId } = await bench.tokens.renew(connection);
      const sent = seen[0] as Seen;
      const recorded = (await bench.history.get(exchangeId))?.request;
      if (!tokenCall || !recorded) throw new Error('there is no call');
      const { curl, ...shown } = tokenCall;
      const { bodyBytes: _bytes, ...kept } = recorded;
      const withoutLength = (call: { headers: { name: string; value: string }[] }) =>
        untagged({ ...call, headers: call.headers.filter(({ name }) => name !== 'content-length') });
      expect(withoutLength(shown)).toEqual(withoutLength(kept));
      await runInBash(withSecrets(curl.bash, tokenCall, sent));
      expect(comparable(seen[1] as Seen)).toEqual(comparable(sent));
    });
  },
);

describe('a preview', () => {
  it('says what is not at hand instead of asking for it', async () => {
    await connect({ ...clientSample({ tokenUrl: `${base}/oauth/token` }), secret: null });
    const call = await previewer.call(exampleDraft({ connectionId: 'c-1', url: `${base}/api` }));
    expect(call.headers).toContainEqual({ name: 'authorization', value: 'Bearer ‹token, fetched when sent›' });
    const login = await previewer.login(bench.connections.get('c-1') ?? connectionWith(basicSample()));
    expect(login.tokenCall?.body).toContain('client_secret=‹client secret, not given yet›');
    expect(login.additions).toEqual([{ name: 'authorization', value: 'Bearer ‹token, fetched when sent›' }]);
    expect(seen).toEqual([]);
  });

  it('shows a secret that is at hand by its pseudonym, wherever it goes', async () => {
    const shown = async (sample: Sample) => untagged((await previewer.login(await connect(sample))).additions);
    const additions = new Map<string, unknown>();
    for (const [name, sample] of samples) additions.set(name, await shown(sample));
    expect(Object.fromEntries([...additions].slice(4))).toEqual({
      'an assertion in the body': [{ name: 'body property jwt', value: '‹assertion›' }],
      'an assertion in the header': [{ name: 'authorization', value: 'Bearer ‹assertion›' }],
      'an assertion of the client': [{ name: 'authorization', value: 'Bearer ‹token›' }],
      'an assertion as the grant': [{ name: 'authorization', value: 'Bearer ‹token›' }],
      Basic: [{ name: 'authorization', value: 'Basic ‹password›' }],
      'Basic with a session': [{ name: 'authorization', value: 'Basic ‹password›' }],
      'a bearer token': [{ name: 'authorization', value: 'Bearer ‹token›' }],
      'an API key in a header': [{ name: 'X-Api-Key', value: '‹API key›' }],
      'an API key in the query': [{ name: 'query parameter api_key', value: '‹API key›' }],
    });
  });

  it('shows the assertion that would be signed now, without signing it', async () => {
    const sample = assertionSample({ in: 'body-property', property: 'jwt' }, { subject: 'me', lifetimeSeconds: 60 });
    const { assertion, tokenCall } = await previewer.login(await connect({ ...sample, secret: null }));
    const iat = Number(assertion?.claims.iat);
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(5);
    expect(assertion).toEqual({
      header: { alg: 'RS256', typ: 'JWT', kid: 'key-1' },
      claims: { iss: 'robot@acme.iam.gserviceaccount.com', sub: 'me', iat, exp: iat + 60 },
    });
    expect(tokenCall).toBeNull();
  });

  it('leaves the session of a login as it is', async () => {
    await connect(basicSample({ keepsSession: true }));
    await bench.send({ connectionId: 'c-1', url: `${base}/api` });
    const preview = await previewer.call(exampleDraft({ connectionId: 'c-1', url: `${base}/api` }));
    expect(untagged(preview.headers)).toContainEqual({ name: 'cookie', value: 'JSESSIONID=‹cookie›' });
    await bench.send({ connectionId: 'c-1', url: `${base}/api` });
    expect(seen[1]?.headers).toContain('cookie: JSESSIONID=5e551on1d77aa');
  });

  it('fails as sending would', async () => {
    const preview = (draft: Partial<Draft>) => previewer.call(exampleDraft(draft));
    await expect(preview({ connectionId: 'gone' })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
    await expect(preview({ url: '{{nowhere}}' })).rejects.toMatchObject({ code: 'VARIABLE_UNKNOWN' });
    await connect(basicSample({ username: 'a:b' }));
    await expect(preview({ connectionId: 'c-1', url: base })).rejects.toMatchObject({ code: 'CREDENTIAL_INVALID' });
    await connect(assertionSample({ in: 'body-property', property: 'jwt' }));
    await expect(preview({ connectionId: 'c-1', url: base })).rejects.toMatchObject({ code: 'DRAFT_INVALID' });
  });

  it('names no key, and takes the proxy of the settings along', async () => {
    bench.settings.update({ proxy: { mode: 'fixed', url: 'http://proxy.example.test:3128', noProxy: '' } });
    await connect(assertionSample({ in: 'authorization-header' }));
    const call = await previewer.call(exampleDraft({ connectionId: 'c-1', url: 'https://api.example.test/' }));
    expect(call.curl.bash).toContain('--proxy http://proxy.example.test:3128');
    expect(JSON.stringify(call)).not.toContain(privateKey.split('\n')[1]);
  });
});

async function runInBash(line: string): Promise<void> {
  await run('bash', ['--norc', '-c', `${line} --silent --show-error --max-time 20`]);
}

type Shown = { url: string; headers: { name: string; value: string }[]; body: string | null };

/** Puts what was really sent in for each pseudonym, as it is spelt in that place. */
function withSecrets(line: string, shown: Shown, sent: Seen): string {
  const url = new URL(shown.url);
  const path = shown.url.slice(url.origin.length);
  const pairs: [string, string][] = [
    [path, sent.line.replace(/^\w+ /, '')],
    [shown.body ?? '', sent.body],
    ...shown.headers.map(({ name, value }): [string, string] => {
      const real = sent.headers.find((header) => header.toLowerCase().startsWith(`${name.toLowerCase()}: `)) ?? '';
      return [value, real.slice(name.length + 2)];
    }),
  ];
  return pairs.reduce((text, [from, to]) => substitute(text, from, to), line);
}

function substitute(line: string, shown: string, real: string): string {
  const pseudonyms = shown.match(/‹[^›]*›/g) ?? [];
  if (pseudonyms.length === 0) return line;
  const escaped = shown.split(/‹[^›]*›/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const values = new RegExp(`^${escaped.join('([\\s\\S]*)')}$`).exec(real)?.slice(1) ?? [];
  return pseudonyms.reduce((text, pseudonym, at) => text.replaceAll(pseudonym, () => values[at] ?? ''), line);
}

/** Everything but what differs on purpose: how the answer may be packed, and whether the connection is kept. */
function comparable({ line, headers, body }: Seen) {
  const named = headers.filter((header) => !/^(?:accept-encoding|connection):/i.test(header));
  return { line, body, headers: named.map((header) => header.replace(/^[^:]+/, (name) => name.toLowerCase())).sort() };
}
