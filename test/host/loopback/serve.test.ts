import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runBuild } from '../../../electron/launch/run-build.ts';
import { pageBuild } from '../../../electron/launch/stale-build.ts';
import { exchangeHeaders } from './loopback-house.ts';

const rootDir = resolve(import.meta.dirname, '../../..');

beforeAll(async () => {
  if (!existsSync(join(rootDir, 'build/renderer/.vite/manifest.json'))) await runBuild(rootDir, pageBuild);
}, 60_000);

type Serving = {
  child: ChildProcessWithoutNullStreams;
  dataDir: string;
  output(): string;
  /** Waits until the output matches, and gives the match. */
  said(pattern: RegExp): Promise<RegExpMatchArray>;
  ended: Promise<[number | null, NodeJS.Signals | null]>;
};

function newDataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'gatewright-serve-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, 'data');
}

function serve(dataDir = newDataDir(), flags: string[] = []): Serving {
  const args = [join(rootDir, 'electron/serve.ts'), '--no-open', '--data-dir', dataDir, ...flags];
  const child = spawn(process.execPath, args);
  const ended = once(child, 'exit') as Serving['ended'];
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return {
    child,
    dataDir,
    ended,
    output: () => output,
    async said(pattern) {
      await expect.poll(() => output, { timeout: 15_000 }).toMatch(pattern);
      const match = output.match(pattern);
      if (match === null) throw new Error('It was said, and is gone.');
      return match;
    },
  };
}

const linkLine = /^Gatewright is at http:\/\/127\.0\.0\.1:(\d+)\/#([\w-]{43})$/m;

function exchange(port: number, token: string): Promise<Response> {
  const { Host, Connection, 'Sec-Fetch-Site': site, ...headers } = exchangeHeaders(port);
  return fetch(`http://127.0.0.1:${port}/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
}

describe('the loopback host as a process', () => {
  it('prints a link that opens the app, and another when Enter is pressed', async () => {
    const serving = serve();
    const [, port = '', first = ''] = await serving.said(linkLine);
    expect(await (await exchange(Number(port), first)).json()).toMatchObject({ sessionSecret: expect.any(String) });
    serving.child.stdin.write('\n');
    await serving.said(/(Gatewright is at[\s\S]*){2}/);
    const [, second = ''] = [...serving.output().matchAll(/#([\w-]{43})$/gm)].map((match) => match[1]);
    expect(second).not.toBe(first);
    expect((await exchange(Number(port), second)).headers.get('content-type')).toBe('application/json');
  });

  it('keeps its folder to itself, and leaves no lock behind', async () => {
    const serving = serve();
    await serving.said(linkLine);
    expect(statSync(serving.dataDir).mode & 0o077).toBe(0);
    const second = serve(serving.dataDir);
    expect((await second.ended)[0]).toBe(1);
    expect(second.output()).toBe(
      `Gatewright already runs on ${serving.dataDir} (process ${serving.child.pid}). ` +
        'Use its tab, or choose another folder with --data-dir.\n',
    );
    serving.child.kill('SIGTERM');
    await serving.ended;
    expect(existsSync(join(serving.dataDir, 'loopback.lock'))).toBe(false);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops on %s within three seconds, with a page open', async (signal) => {
    const serving = serve();
    const [, port = '', token = ''] = await serving.said(linkLine);
    const { appPath, sessionSecret } = await (await exchange(Number(port), token)).json();
    const socket = new WebSocket(`ws://127.0.0.1:${port}${appPath}/socket`, {
      protocols: [sessionSecret],
      headers: { origin: `http://127.0.0.1:${port}` },
    } as unknown as string[]);
    await once(socket, 'open');
    const startedAt = performance.now();
    serving.child.kill(signal);
    expect((await serving.ended)[0]).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(3_500);
  });

  it('stops with a sentence after five wrong links', async () => {
    const serving = serve();
    const [, port = ''] = await serving.said(linkLine);
    for (let tries = 0; tries < 4; tries += 1) await exchange(Number(port), `guess ${tries}`);
    // The process may be gone before the fifth has its answer.
    await exchange(Number(port), 'guess 5').catch(() => null);
    expect((await serving.ended)[0]).toBe(1);
    expect(serving.output()).toContain('Somebody tried five wrong links, so Gatewright stops.');
  });

  it('says that a port is taken', async () => {
    const first = serve();
    const [, port = ''] = await first.said(linkLine);
    const second = serve(newDataDir(), ['--port', port]);
    expect((await second.ended)[0]).toBe(1);
    expect(second.output()).toBe(
      `Port ${port} is taken. Choose another with --port, or leave it out for a free one.\n`,
    );
  });

  it('says what is wrong with a flag', async () => {
    const serving = serve(newDataDir(), ['--port', 'x']);
    expect((await serving.ended)[0]).toBe(1);
    expect(serving.output()).toBe('--port wants a number from 0 to 65535.\n');
  });
});
