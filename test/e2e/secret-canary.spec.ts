import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { controlWord, startCanarySystem } from '../support/canary-system.ts';
import { expect, type RunningApp, test } from '../support/e2e.ts';
import { findSecret } from '../support/find-secret.ts';
import { temporaryDataDir } from '../support/gatewright-process.ts';
import { readEverything } from '../support/read-everything.ts';
import { harSecrets, sampleHar, sampleToken } from '../support/sample-har.ts';

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** New secrets for each run, with every character that encoders trip over. */
function plantSecrets() {
  const signature = randomBytes(256).toString('base64url');
  const claims = { scope: ['canary.READ'], client_id: 'sb-canary!b1|workflow!b2', exp: 4_102_444_800 };
  return {
    clientSecret: `Canary+${randomBytes(18).toString('base64')}$/"=_%`,
    token: `${base64url({ alg: 'RS256', typ: 'JWT' })}.${base64url(claims)}.${signature}`,
    signature,
    passphrase: `canary passphrase ${randomBytes(9).toString('hex')}`,
  };
}

/** Keeps what reaches the page: socket frames from the core, and every answer over HTTP. */
function overhear(page: Page): { frames: Buffer[]; answers: Buffer[] } {
  const heard: { frames: Buffer[]; answers: Buffer[] } = { frames: [], answers: [] };
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.frames.push(Buffer.from(payload))),
  );
  page.on('response', (response) => {
    void response.body().then(
      (body) => heard.answers.push(body),
      () => undefined,
    );
  });
  return heard;
}

/** Every string on the page's heap after a garbage collection, freed of the snapshot's own escapes. */
async function heapOf(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const { strings }: { strings: string[] } = JSON.parse(chunks.join(''));
  return Buffer.from(strings.join('\n'));
}

type Heard = ReturnType<typeof overhear>;

/** Stops the app and answers with everything it may have left a secret in, by where that is. */
async function gatherPlaces(app: RunningApp, page: Page, heard: Heard): Promise<Map<string, Uint8Array>> {
  const places = new Map<string, Uint8Array>([
    ...heard.frames.map((bytes, place): [string, Uint8Array] => [`frame ${place} from the core`, bytes]),
    ...heard.answers.map((bytes, place): [string, Uint8Array] => [`HTTP answer ${place}`, bytes]),
    ['what the process wrote to the terminal', Buffer.from(app.process().output())],
    ['the heap of the page', await heapOf(page)],
    ['the text of the page', Buffer.from(await page.content())],
    [
      'the storage of the page',
      Buffer.from(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))),
    ],
  ]);
  await app.process().stop();
  for (const [name, bytes] of readEverything(app.dataDir)) places.set(name, bytes);
  return places;
}

function searchIn(places: ReadonlyMap<string, Uint8Array>): (text: string) => string[] {
  return (text) => [...places].filter(([, bytes]) => findSecret(bytes, text).length > 0).map(([name]) => name);
}

test('no secret is found anywhere but where it belongs, and the search would have found it', async ({ app, page }) => {
  test.setTimeout(120_000);
  const { ui } = app;
  const secrets = plantSecrets();
  const system = await startCanarySystem(secrets);
  const files = temporaryDataDir();
  const heard = overhear(page);
  await app.restart();

  await test.step('import a key, once as a file and once pasted', async () => {
    const keyFile = join(files.path, 'canary.json');
    writeFileSync(keyFile, system.serviceKey());
    await ui.chooseKeyFileAt(keyFile);
    await ui.pasteKey(system.serviceKey());
  });
  await test.step('send, and look at every part of the answer, which repeats the token', async () => {
    await ui.openOperation('List definitions');
    await ui.send();
    await ui.expectStatus('200 OK');
    expect(await ui.showBody()).toContain(controlWord);
    await ui.answer.getByRole('tab', { name: /^Headers/ }).click();
    await ui.draft.getByRole('tab', { name: 'Auth' }).click();
  });
  await test.step('keep the secrets under a passphrase', () => ui.keepSecrets(secrets.passphrase));
  await test.step('be refused a token by an answer that repeats the client secret', async () => {
    system.refuseLogin();
    await ui.openActiveConnection();
    await ui.button('Renew token').click();
    await expect(page.getByRole('alert').first()).toBeVisible();
  });
  await test.step('read both answers again in history', async () => {
    await ui.goTo('History');
    await page.getByRole('option').filter({ hasText: '/oauth/token' }).first().click();
    expect(await ui.showBody()).toContain('Bad credentials');
    await page.getByRole('option').filter({ hasText: '/v1/workflow-definitions' }).first().click();
    await expect.poll(() => ui.showBody()).toContain(controlWord);
  });

  const namesWith = searchIn(await gatherPlaces(app, page, heard));
  await test.step('the search finds what is there', async () => {
    const controls = namesWith(controlWord);
    for (const where of ['HTTP answer', 'the heap of the page', 'bodies[']) {
      expect(
        controls.filter((name) => name.includes(where)),
        where,
      ).not.toEqual([]);
    }
    expect(namesWith('sb-canary!b1|workflow!b2').filter((name) => name.startsWith('frame '))).not.toEqual([]);
    expect(readEverything(app.dataDir).has(join(app.dataDir, 'vault.json'))).toBe(true);
  });
  for (const [kind, secret] of Object.entries(secrets)) {
    await test.step(`the ${kind} is nowhere`, async () => expect(namesWith(secret)).toEqual([]));
  }
  await system.stop();
  files.remove();
});

test('no secret of a file somebody sent is found anywhere, and the search would have found it', async ({
  app,
  page,
}) => {
  test.setTimeout(120_000);
  const { ui } = app;
  const files = temporaryDataDir();
  const heard = overhear(page);
  await app.restart();

  await test.step('open it, look at every part of it, and take it into history', async () => {
    const harFile = join(files.path, 'from-the-customer.har');
    writeFileSync(harFile, sampleHar());
    await ui.goTo('History');
    await ui.support.chooseFileAt(harFile);
    await ui.support.expectOpened('from-the-customer.har');
    await ui.support.choose('/oauth/token');
    await page.getByText('Sent body').click();
    expect(await ui.showBody()).toContain('token_type');
    await ui.support.choose('taskOperations');
    await ui.showAnswer('Headers');
    await ui.support.keep();
    await ui.history.choose('/oauth/token');
    expect(await ui.showBody()).toContain('token_type');
  });
  const bundle = await test.step('hand it on with its bodies', async () => {
    await ui.support.startBundle();
    await ui.support.tick('List my tasks');
    await ui.support.review();
    for (const box of await ui.support.dialog.getByRole('checkbox', { name: 'with its bodies' }).all())
      await box.check();
    await expect(ui.support.fields.filter({ hasText: /^whole body/ })).toHaveCount(0);
    return ui.support.save();
  });

  const places = await gatherPlaces(app, page, heard);
  for (const [name, bytes] of Object.entries(unzipSync(bundle.bytes))) places.set(`bundle: ${name}`, bytes);
  const namesWith = searchIn(places);
  await test.step('the search finds what is there', async () => {
    const controls = namesWith('"expires_in"');
    for (const where of ['frame ', 'HTTP answer', 'bodies[', 'bundle: exchanges.har'])
      expect(
        controls.filter((name) => name.includes(where)),
        where,
      ).not.toEqual([]);
    expect(namesWith('acme-dev.authentication')).toContain('the heap of the page');
  });
  for (const secret of [...harSecrets, sampleToken().split('.')[2] ?? ''])
    await test.step(`${secret.slice(0, 9)}… is nowhere`, async () => expect(namesWith(secret)).toEqual([]));
  files.remove();
});
