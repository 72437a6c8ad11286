import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import type { NewConnectionForm } from '../pages/new-connection-form.ts';
import { test as base, expect } from '../support/e2e.ts';
import { type Arrival, startRecordingServer } from '../support/recording-server.ts';

const test = base.extend<{ server: Awaited<ReturnType<typeof startRecordingServer>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
  server: async ({}, use) => {
    const server = await startRecordingServer();
    await use(server);
    await server.stop();
  },
});

type WayIn = {
  name: string;
  fillIn(form: NewConnectionForm, baseUrl: string): Promise<void>;
  /** `login` came before `call` where there is one. */
  expectArrived(call: Arrival, login: Arrival | undefined): unknown;
};

// A + reads as a space where nobody encodes it, and the rest trips encoders over as well.
const secret = `s+${randomBytes(9).toString('base64')}/ä=&%`;
const signer = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** What a form-encoded text says (RFC 6749, appendix B). */
const formDecoded = (text: string | undefined) => decodeURIComponent((text ?? '').replaceAll('+', ' '));

const waysIn: readonly WayIn[] = [
  {
    name: 'no credential',
    fillIn: (form) => form.choose('None'),
    expectArrived: ({ headers }) => expect(headers).not.toHaveProperty('authorization'),
  },
  {
    name: 'a Bearer token',
    async fillIn(form) {
      await form.choose('Bearer token');
      await form.writeSecret('Token', 'a-token-of-yesterday');
    },
    expectArrived: ({ headers }) => expect(headers.authorization).toBe('Bearer a-token-of-yesterday'),
  },
  {
    name: 'an API key in a header',
    async fillIn(form) {
      await form.choose('API key');
      await form.write('Name of the header', 'X-Acme-Key');
      await form.writeSecret('Key', 'key+of/acme=');
    },
    expectArrived: ({ headers }) => expect(headers['x-acme-key']).toBe('key+of/acme='),
  },
  {
    name: 'an API key in the address',
    async fillIn(form) {
      await form.choose('API key');
      await form.pick('Sent', 'in the address');
      await form.write('Name of the parameter', 'api_key');
      await form.writeSecret('Key', 'key+of/acme=');
    },
    expectArrived: ({ query }) => expect(query.get('api_key')).toBe('key+of/acme='),
  },
  {
    name: 'a client with an encoded Basic header',
    async fillIn(form, baseUrl) {
      await form.choose('OAuth 2 client');
      await form.write('Token endpoint', `${baseUrl}/token`);
      await form.write('Client id', 'sb-acme!b1|workflow!b2');
      await form.pick('Sent as', 'POST, Basic header, encoded');
      await form.writeSecret('Client secret', secret);
    },
    expectArrived({ headers }, login) {
      expect(headers.authorization).toMatch(/^Bearer fetched-\d+$/);
      expect(login?.headers['x-cf-encoded-credentials']).toBe('true');
      const sent = Buffer.from(login?.headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString();
      expect(sent.split(':').map(formDecoded)).toEqual(['sb-acme!b1|workflow!b2', secret]);
    },
  },
  {
    name: 'an assertion as the grant',
    async fillIn(form, baseUrl) {
      await form.choose('Signed assertion (JWT)');
      await form.giveKeyFile('signer.pem', signer.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
      await form.write('Issuer (iss)', 'acme');
      await form.write('Audience (aud)', 'https://login.example/token');
      await form.pick('It goes', 'to a token endpoint, as the grant');
      await form.write('Token endpoint', `${baseUrl}/token`);
    },
    async expectArrived({ headers }, login) {
      expect(headers.authorization).toMatch(/^Bearer fetched-\d+$/);
      const grant = new URLSearchParams(login?.body);
      expect(grant.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
      const { payload } = await jwtVerify(grant.get('assertion') ?? '', signer.publicKey);
      expect(payload).toMatchObject({ iss: 'acme', aud: 'https://login.example/token' });
    },
  },
];

test('every way in is set up by hand, and goes over the wire as it should', async ({ app, server }) => {
  const { ui } = app;
  for (const { name, fillIn, expectArrived } of waysIn) {
    await test.step(name, async () => {
      await ui.runCommand('New connection');
      await ui.newConnection.beginHttp(name, server.baseUrl);
      await fillIn(ui.newConnection, server.baseUrl);
      await ui.newConnection.create();
      await ui.drafts.openFirst();
      await ui.drafts.address.fill('{{base_url}}/things?page=2');
      await ui.send();
      await ui.expectStatus('200 OK');
      const arrived = server.take();
      const call = arrived.at(-1);
      if (call === undefined) throw new Error('nothing arrived');
      expect(call).toMatchObject({ method: 'GET', path: '/things' });
      expect(call.query.get('page')).toBe('2');
      await expectArrived(call, arrived.length > 1 ? arrived[0] : undefined);
    });
  }
});

test('a POST whose token is refused goes out once more only where its draft allows it, and that stays', async ({
  app,
  server,
}) => {
  const { ui } = app;
  await ui.runCommand('New connection');
  await ui.newConnection.beginHttp('Acme', server.baseUrl);
  await ui.newConnection.choose('OAuth 2 client');
  await ui.newConnection.write('Token endpoint', `${server.baseUrl}/token`);
  await ui.newConnection.write('Client id', 'acme');
  await ui.newConnection.writeSecret('Client secret', secret);
  await ui.newConnection.create();
  await ui.drafts.openFirst();
  await ui.drafts.address.fill('{{base_url}}/orders');
  await ui.drafts.showPart('Auth');
  await expect(ui.drafts.resend).toBeHidden();
  await ui.drafts.chooseMethod('POST');
  await expect(ui.drafts.resend).not.toBeChecked();
  await ui.send();
  await ui.expectStatus('200 OK');

  server.refuseToken();
  server.take();
  await ui.send();
  await ui.expectStatus('401 Unauthorized');
  expect(server.take().map(({ path }) => path)).toEqual(['/orders']);

  await ui.drafts.resend.check();
  await ui.send();
  await ui.expectStatus('200 OK');
  expect(server.take().map(({ path }) => path)).toEqual(['/orders', '/token', '/orders']);

  const kept = () => readFile(join(app.dataDir, 'drafts.json'), 'utf8');
  await expect.poll(kept).toMatch(/"resendOn401":\s*true/);
  await app.restart();
  await ui.drafts.showPart('Auth');
  await expect(ui.drafts.resend).toBeChecked();
});
