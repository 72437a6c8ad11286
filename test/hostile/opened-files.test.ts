import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { safe } from '@orpc/client';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileBytes, readFileText } from '#core/support/read-file.ts';
import { type Client, links } from '../contract/links.ts';
import { findSecret } from '../support/find-secret.ts';
import { overhearClient } from '../support/overhear-client.ts';
import { readEverything } from '../support/read-everything.ts';
import { startTestCore } from '../support/test-core.ts';
import { entry, har, jwtOf, seconds, sentAt } from '../unit/shared/import/traffic.ts';

const now = sentAt;
const sentenceOf = (bytes: Uint8Array) => {
  const reading = readFileBytes(bytes, { now });
  return reading.ok ? `read as ${reading.file.words}` : (reading.problems[0]?.sentence ?? '');
};
const small = Buffer.from(har([entry('https://a.example/')]));

describe('a file made to do harm', () => {
  it('is given up while it inflates, long before it would fill the memory', () => {
    const bomb = zipSync({ 'exchanges.har': new Uint8Array(400 * 1024 * 1024) }, { level: 9 });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    expect(sentenceOf(bomb)).toBe('What is in this zip is larger than 128 MB.');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(300 * 1024 * 1024);
  }, 60_000);

  it('may name its files as it likes: names are no paths', () => {
    for (const name of ['../../../etc/passwd.har', 'C:\\x.har', '/abs.har', 'constructor', `${'n'.repeat(5000)}.har`]) {
      const isHar = name.endsWith('.har');
      expect(sentenceOf(zipSync({ [name]: small }))).toBe(
        isHar
          ? 'read as a HAR of Firefox 131 with 1 exchange'
          : 'This is a zip with other files, and no support bundle.',
      );
    }
  });

  it('may be a zip that is cut off, or no zip behind its first bytes', () => {
    const whole = zipSync({
      'exchanges.har': Buffer.from(har(Array.from({ length: 200 }, (_, at) => entry(`https://a.example/${at}`)))),
    });
    expect(sentenceOf(whole.subarray(0, whole.length / 3))).toMatch(/damaged|no support bundle/);
    expect(sentenceOf(Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(4000)]))).toMatch(
      /damaged|no support bundle/,
    );
  });

  it('of 200 MB is refused before it is read', () => {
    const started = performance.now();
    expect(sentenceOf(Buffer.alloc(200 * 1024 * 1024, '['))).toBe('The file is larger than 128 MB.');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it.each([
    ['{"log":{"entries":[{"request":{"url":"https://a.example/","headers":'.concat('['.repeat(500_000))],
    [`{"a":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_001)}`],
    [`{"log":{"entries":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`],
    [`{"__proto__":{"log":{"entries":[]}},"constructor":{"prototype":{}}}`],
    [`curl ${'"'.repeat(100_001)}`],
    [`curl -v https://a.example/ ${'-H '.repeat(100_000)}`],
    [`curl https://a.example -d $'${'\\u00'.repeat(50_000)}`],
    [`* Connected to\n`.repeat(50_000)],
    [`> GET / HTTP/1.1\n< HTTP/1.1 200 OK\n< \n`.repeat(5_000)],
    ['=> Send header, 9 bytes (0x9)\n0000: '.repeat(20_000)],
    [`GET / HTTP/1.1\r\n${'a:b\r\n'.repeat(100_000)}`],
    [`$ ${'curl '.repeat(60_000)}`],
    ['\u0000'.repeat(1000)],
    [`{"run":{"executions":[{"request":{"url":{"host":${'[['.repeat(5000)}${']]'.repeat(5000)}}}}]}}`],
  ])(
    'comes to an end within seconds, whatever it is: %#',
    (text) => {
      const started = performance.now();
      expect(() => readFileText(text, { now })).not.toThrow();
      expect(performance.now() - started).toBeLessThan(8000);
    },
    20_000,
  );

  it('may be any bytes at all', () => {
    for (let at = 0; at < 300; at += 1) {
      const bytes = randomBytes(1 + (at % 97) * 7);
      expect(() => readFileBytes(bytes, { now })).not.toThrow();
      const spoilt = Buffer.from(small);
      spoilt[(at * 31) % spoilt.length] = at % 256;
      expect(() => readFileBytes(spoilt, { now })).not.toThrow();
    }
  });
});

describe('the secrets of a file that is opened, kept, handed out and explained', () => {
  const canary = () => `cn${randomBytes(20).toString('base64url')}x`;
  const token = jwtOf({ exp: seconds(sentAt) + 40_000, sub: 'a' }, 3);
  const assertion = jwtOf({ exp: seconds(sentAt) + 3000, iss: 'r@p.iam.gserviceaccount.com' }, 5);
  const secrets = {
    'signature of the token': token.split('.')[2] ?? '',
    'signature of the assertion': assertion.split('.')[2] ?? '',
    'client secret': canary(),
    password: canary(),
    cookie: canary(),
    'API key': canary(),
    'refresh token': canary(),
    'opaque token': canary(),
  };
  const rest = 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest/v1/workflow-instances';
  const text = har([
    entry('https://uaa.example/oauth/token', {
      method: 'POST',
      body: `grant_type=client_credentials&client_secret=${secrets['client secret']}`,
      answer: JSON.stringify({ access_token: token, refresh_token: secrets['refresh token'] }),
    }),
    entry(rest, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, Cookie: `SID=${secrets.cookie}`, 'X-Api-Key': secrets['API key'] },
      body: `{"definitionId":"a","context":{"password":"${secrets.password}"}}`,
      status: 403,
      answer: `{"error":{"message":"User does not have sufficient privileges. ${secrets.cookie} ${Buffer.from(secrets.password).toString('hex')}"}}`,
    }),
    entry('https://magnus.example/remote', {
      method: 'POST',
      body: JSON.stringify({ c: '713aa58d', configuration: {}, jwt: assertion }),
      status: 400,
      answer: '{"status":"failed","error":{"reason":"invalid"}}',
    }),
    entry('https://a.example/x', {
      headers: { Authorization: `Bearer ${secrets['opaque token']}` },
      status: 401,
      answer: `token ${secrets['opaque token']}`,
    }),
  ]);
  const places = new Map<string, Uint8Array>();

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'gatewright-opened-'));
    const test = await startTestCore({ dataDir });
    const link = await links[0]?.open(test.core.router);
    const { client, answers } = overhearClient(link?.client as Client);
    const { exchanges } = await client.support.open({ file: new File([text], 'a.har'), fileName: 'a.har' });
    await safe(client.support.openText({ text: text.slice(0, -30) }));
    await client.support.keep({ exchanges });
    const { entries } = await client.history.list({ search: '', cursor: null, limit: 50 });
    const ids = entries.map(({ id }) => id);
    for (const hidesNames of [false, true]) {
      const choice = { exchangeIds: ids, bodiesOf: ids, leftOut: [], hidesNames };
      await client.support.review(choice);
      await client.support.export(choice);
    }
    for (const id of ids) {
      await client.diagnosis.explain({ id });
      const body = await test.core.readBody(id, 0, 100_000);
      if (body !== null) places.set(`body ${id}`, body.bytes);
    }
    const file = join(dataDir, 'in.har');
    writeFileSync(file, text);
    for (const options of [[], ['--json']]) {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, ['electron/explain.ts', file, ...options]);
      places.set(`explain ${options}`, Buffer.from(stdout + stderr));
    }
    rmSync(file);
    await link?.close();
    await test.core.dispose();
    for (const { name, text: said } of answers) places.set(`answer of ${name} ${places.size}`, Buffer.from(said));
    for (const { bytes } of test.saved) {
      const { exchanges: inside } = (readFileBytes(bytes, { now }) as { file?: { exchanges: unknown } }).file ?? {};
      const { unzipSync } = await import('fflate');
      for (const [name, content] of Object.entries(unzipSync(bytes))) places.set(`${name} ${places.size}`, content);
      places.set(`bundle reopened ${places.size}`, Buffer.from(JSON.stringify(inside)));
    }
    places.set('the log', Buffer.from(test.log.join('\n')));
    for (const [name, bytes] of readEverything(dataDir)) places.set(name, bytes);
    rmSync(dataDir, { recursive: true });
  }, 120_000);
  afterAll(() => places.clear());

  it('were in the file, and what else was in it came through', () => {
    for (const secret of Object.values(secrets)) expect(text).toContain(secret);
    const seen = [...places]
      .filter(([, bytes]) => Buffer.from(bytes).includes('sufficient privileges'))
      .map(([name]) => name.split(' ')[0]);
    for (const place of ['answer', 'explain', 'exchanges.har', 'report.md', 'bundle']) expect(seen).toContain(place);
    expect(seen.some((name) => name?.includes('history.sqlite'))).toBe(true);
  });

  it.each(Object.entries(secrets))('are nowhere: %s', (_, secret) => {
    const found = [...places].filter(([, bytes]) => findSecret(bytes, secret).length > 0).map(([name]) => name);
    expect(found).toEqual([]);
  });
});
