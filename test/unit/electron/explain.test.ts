import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entry, har, jwtOf, seconds, sentAt } from '../shared/import/traffic.ts';

const root = resolve(import.meta.dirname, '../../..');
const program = join(root, 'electron/explain.ts');

type Run = { code: number | null; out: string; err: string };

function explain(args: string[], input: string | null = null): Promise<Run> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: root });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('error', fail);
    child.on('close', (code) => done({ code, out, err }));
    child.stdin.end(input ?? '');
  });
}

const rest = 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest/v1';
const tokenUrl = 'https://acme-dev.authentication.eu10.hana.ondemand.com/oauth/token';
const tokenOf = (exp: number) => jwtOf({ iss: tokenUrl, iat: exp - 43_200, exp, scope: ['workflow!b10150.TASK_GET'] });
const fresh = tokenOf(seconds(sentAt) + 40_000);
const denied = '{"error":{"message":"User does not have sufficient privileges."}}';
const secret = 'k9-canary-secret-of-a-client+x=';

describe('npm run explain', () => {
  let folder = '';
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const json = (out: string) =>
    out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gatewright-explain-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const story = har([
    entry(tokenUrl, {
      method: 'POST',
      body: `grant_type=client_credentials&client_id=a&client_secret=${encodeURIComponent(secret)}`,
      answer: JSON.stringify({ access_token: fresh, expires_in: 43199, token_type: 'bearer' }),
    }),
    entry(`${rest}/workflow-instances`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${fresh}`, 'Content-Type': 'application/json' },
      body: '{"definitionId":"order"}',
      status: 403,
      answer: denied,
    }),
  ]);

  it('prints one JSON object a line, in the order of the file, with exactly the fields promised', async () => {
    const { code, out, err } = await explain([write('story.har', story), '--json']);
    expect([code, err]).toEqual([0, '']);
    const lines = json(out);
    expect(lines.map(({ url, status, system, stoppedAt }) => ({ url, status, system, stoppedAt }))).toEqual([
      { url: tokenUrl, status: 200, system: 'sap-workflow', stoppedAt: null },
      { url: `${rest}/workflow-instances`, status: 403, system: 'sap-workflow', stoppedAt: 'authority' },
    ]);
    expect(Object.keys(lines[1])).toEqual(['url', 'status', 'system', 'stoppedAt', 'causes', 'mends']);
    expect(lines[1].causes[0]).toMatchObject({ id: 'authority-missing', confidence: 'certain' });
    expect(Object.keys(lines[1].causes[0])).toEqual(['id', 'confidence', 'evidence']);
    expect(lines[1].causes[0].evidence).toContain('User does not have sufficient privileges. (response body)');
    expect(lines[1].mends.every((text: unknown) => typeof text === 'string')).toBe(true);
    expect(out).not.toContain(secret);
    expect(out).not.toContain(fresh.slice(-40));
  });

  it('prints a readable report', async () => {
    const { code, out } = await explain([write('story.har', story)]);
    expect(code).toBe(0);
    expect(out).toContain('a HAR of Firefox 131 with 2 exchanges');
    expect(out).toContain('■ Authority');
    expect(out).toContain('[authority-missing]');
    expect(out).not.toContain(secret);
  });

  it('names the file when there are several, reads on behind one that cannot be read, and ends with 2', async () => {
    const good = write('story.har', story);
    const page = write('page.html', '<!doctype html><title>x</title>');
    const { code, out, err } = await explain([page, good, '--json']);
    expect(code).toBe(2);
    expect(err).toBe(
      `${page}: This is a web page (HTML), and holds no calls. Save the calls of the network tab as a HAR instead of the page.\n`,
    );
    expect(json(out).map(({ file }) => file)).toEqual([good, good]);
    expect(Object.keys(json(out)[0])[0]).toBe('file');
  });

  it('reads standard input', async () => {
    const { code, out } = await explain(
      ['-', '--json'],
      `curl -v https://nowhere.example/\n* Could not resolve host: nowhere.example\ncurl: (6) Could not resolve host: nowhere.example\n`,
    );
    expect(code).toBe(0);
    expect(json(out)[0]).toMatchObject({ url: 'https://nowhere.example/', status: null, stoppedAt: 'lookup' });
  });

  it('judges a token by the time in the file, by its Date, and by --now only where neither is', async () => {
    const expired = tokenOf(seconds(sentAt) - 600);
    const unauthorised = {
      headers: { Authorization: `Bearer ${expired}` },
      status: 401,
      answer: '{"error":"unauthorized","error_description":"x"}',
    };
    const text = (startedDateTime: string | undefined, answerHeaders = {}) =>
      har([entry(`${rest}/task-instances`, { ...unauthorised, answerHeaders, entry: { startedDateTime } })]);
    const causes = async (content: string, now: string) =>
      json((await explain([write('t.har', content), '--json', '--now', now])).out)[0].causes.map(
        ({ id }: { id: string }) => id,
      );
    const [before, after] = ['2026-11-20T00:00:00Z', '2026-12-01T00:00:00Z'];
    expect(await causes(text('2026-11-21T10:00:00Z'), before)).toContain('token-expired');
    expect(await causes(text('2026-11-21T09:00:00Z'), after)).not.toContain('token-expired');
    expect(await causes(text(undefined, { Date: 'Sat, 21 Nov 2026 10:00:00 GMT' }), before)).toContain('token-expired');
    expect(await causes(text(undefined), after)).toContain('token-expired');
    expect(await causes(text(undefined), '2026-11-21T09:00:00Z')).not.toContain('token-expired');
  }, 60_000);

  it('opens a zip by its content, whatever its name, and refuses others by what they are', async () => {
    const zipped = write('customer.dat', zipSync({ 'a/../../b.har': Buffer.from(story) }));
    expect(json((await explain([zipped, '--json'])).out)).toHaveLength(2);
    const office = write('x.zip', zipSync({ 'word/document.xml': Buffer.from('<w/>') }));
    const { code, err } = await explain([office]);
    expect([code, err]).toEqual([2, expect.stringContaining('This is an Office document, and no support bundle.')]);
    const png = write('x.har', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]));
    expect((await explain([png])).err).toContain('This is an image (PNG)');
  }, 60_000);

  it.each([
    [[], /^No file is named/],
    [['--yes', 'a'], /^Unknown option '--yes'/],
    [['a', '--now', 'soon'], /^--now wants a date/],
    [['/nowhere/at/all.har'], /cannot be opened \(ENOENT\)/],
    [[tmpdir()], /cannot be opened \(EISDIR\)/],
  ])('ends with 2 and a sentence for %j', async (args, sentence) => {
    const { code, out, err } = await explain(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('is there as a script of the package', async () => {
    const { promisify } = await import('node:util');
    const { stdout } = await promisify(execFile)(
      'npm',
      ['run', '--silent', 'explain', '--', write('s.har', story), '--json'],
      { cwd: root },
    );
    expect(json(stdout)).toHaveLength(2);
  }, 60_000);
});
