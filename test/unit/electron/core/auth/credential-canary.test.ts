import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPreviewer } from '#core/preview/preview.ts';
import type { Secret } from '#core/store/secrets.ts';
import { findSecret } from '../../../../support/find-secret.ts';
import { readEverything } from '../../../../support/read-everything.ts';
import { type ExchangeBench, exampleDraft, exampleJwt, setUpExchangeBench } from '../exchange/exchange-bench.ts';
import { connectionWith, everySample, type Sample } from './credential-samples.ts';

const controlWord = 'positive-control-c0ffee';
const sessionCookie = 'session-5e551on-1d77aa';
const token = exampleJwt({ scope: ['canary'], jti: 'f3a1' });
const samples = everySample('http://placeholder.invalid/oauth/token');

let bench: ExchangeBench;
let base: string;
/** Everything that was said to the servers, which is where every secret of every kind passes. */
let heard: string[];
let refuses: boolean;

beforeEach(async () => {
  heard = [];
  refuses = false;
  bench = await setUpExchangeBench();
  base = await bench.serve(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const said = { line: `${request.method} ${request.url}`, headers: request.headers, body, control: controlWord };
    heard.push(JSON.stringify(said));
    const isLogin = request.url?.startsWith('/oauth/token');
    response.statusCode = refuses ? 401 : 200;
    response.setHeader('content-type', 'application/json');
    response.setHeader('x-echo', encodeURIComponent(JSON.stringify(said)));
    response.setHeader('x-echo-base64', Buffer.from(JSON.stringify(said)).toString('base64'));
    response.setHeader('set-cookie', `JSESSIONID=${sessionCookie}; Path=/; HttpOnly`);
    const refusal = refuses ? { error: 'invalid_client', error_description: `no: ${JSON.stringify(said)}` } : {};
    const granted = isLogin && !refuses ? { access_token: token, expires_in: 600 } : {};
    response.end(JSON.stringify({ ...granted, ...refusal, said, again: JSON.stringify(said), session: sessionCookie }));
  });
});
afterEach(() => bench.tearDown());

async function connect({ credential, secret }: Sample) {
  const sample = JSON.parse(JSON.stringify({ credential, secret }).replaceAll('http://placeholder.invalid', base));
  const connection = connectionWith(sample, { variables: { api: base } });
  bench.connections.put(connection);
  await bench.secrets.write('c-1', sample.secret);
  return connection;
}

const plainOf = (secret: Secret | null): string[] => {
  if (secret === null) return [];
  if (secret.kind === 'private-key') return secret.pem.split('\n').slice(1, 3);
  return secret.kind === 'x509' ? [secret.key] : [secret.value];
};

/** The secret itself, and what was made of it on the way: tokens, assertions, pairs, cookies. */
function secretsIn({ secret }: Sample): string[] {
  const made = heard.join('\n').matchAll(/eyJ[\w-]+\.[\w-]+\.([\w-]+)|Basic ([\w+/=]+)/g);
  const signatures = [...made].map(([, signature, pair]) => signature ?? pair ?? '');
  return [...new Set([...plainOf(secret), ...signatures, token, sessionCookie])];
}

async function sendAll() {
  const draft = { connectionId: 'c-1', url: `${base}/api?x=1`, method: 'POST' as const, body: '{"c":1}' };
  return [await bench.send(draft), await bench.send(draft), await bench.send(draft, { renewToken: true })];
}

async function everythingKept(connection: ReturnType<typeof connectionWith>): Promise<Buffer> {
  const { entries } = await bench.history.list({ search: '', cursor: null, limit: 50 });
  const bodies = await Promise.all(entries.map(({ id }) => bench.bodyText(id)));
  const exchanges = await Promise.all(entries.map(({ id }) => bench.history.get(id)));
  const previewer = createPreviewer({ ...bench, clock: { now: Date.now }, version: '0.0.0-test' });
  const draft = exampleDraft({ connectionId: 'c-1', url: `${base}/api`, method: 'POST', body: '{"c":1}' });
  const previews = [await previewer.login(connection), await previewer.call(draft)];
  return Buffer.from(JSON.stringify([entries, bodies, exchanges, previews, bench.tokens.stateOf('c-1'), bench.logged]));
}

describe.each(samples)('%s', (name, sample) => {
  it('leaves no trace in exchanges, bodies, history, previews and files', async () => {
    const connection = await connect(sample);
    const exchanges = await sendAll();
    expect(exchanges.map(({ failure }) => failure)).toEqual([null, null, null]);
    const kept = await everythingKept(connection);
    const onDisk = [...readEverything(bench.dataDir)].filter(([path]) => !path.endsWith('vault.json'));

    expect(kept.includes(controlWord)).toBe(true);
    expect(onDisk.some(([, bytes]) => Buffer.from(bytes).includes(controlWord))).toBe(true);
    for (const secret of secretsIn(sample)) {
      expect([secret, findSecret(kept, secret)]).toEqual([secret, []]);
      expect([name, onDisk.filter(([, bytes]) => findSecret(bytes, secret).length > 0).map(([path]) => path)]).toEqual([
        name,
        [],
      ]);
    }
  });

  it('leaves none in a failure either', async () => {
    refuses = true;
    const connection = await connect(sample);
    const [exchange] = await sendAll();
    const failure = await bench.tokens.renew(connection).catch((error) => error);
    const kept = Buffer.concat([
      await everythingKept(connection),
      Buffer.from(JSON.stringify([exchange, failure, failure.message, failure.problems])),
    ]);
    expect(kept.includes(controlWord)).toBe(true);
    for (const secret of secretsIn(sample)) expect([secret, findSecret(kept, secret)]).toEqual([secret, []]);
  });

  it('is found where it is: what the servers heard holds it', async () => {
    await connect(sample);
    await sendAll();
    const said = Buffer.from(heard.join('\n'));
    const onTheWire = secretsIn(sample).filter((secret) => findSecret(said, secret).length > 0);
    expect(onTheWire.length).toBeGreaterThan(0);
  });
});
