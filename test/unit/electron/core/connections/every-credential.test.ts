import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '#shared/model/credential.ts';
import { type Client, links } from '../../../../contract/links.ts';
import { createCertificateMaker } from '../../../../support/certificates.ts';
import {
  assertionCredential,
  canary,
  clientCredential,
  googleKeyFile,
  newConnection,
  newRsaKey,
} from '../../../../support/credential-samples.ts';
import { startTestCore, type TestCore } from '../../../../support/test-core.ts';

const fileOf = (text: string, fileName = 'key.json') => ({ file: new File([text], fileName), fileName });
const held = (id: string) => ({ kind: 'held' as const, id });
const typed = (value: string) => ({ kind: 'typed' as const, value });

const maker = createCertificateMaker();
afterAll(maker.remove);
const pair = maker.make({ name: 'client' });
const pem = newRsaKey();

let test: TestCore;
let client: Client;
let now: number;
beforeEach(async () => {
  now = Date.now();
  test = await startTestCore({ clock: { now: () => now } });
  client = (await links[0]?.open(test.core.router))?.client as Client;
});
afterEach(() => test.dispose());

describe('reading a key', () => {
  it('describes it, suggests the connection it is enough for, and keeps the key in the core', async () => {
    const reading = await client.connections.readKey({ ...fileOf(googleKeyFile(pem)), password: null });
    expect(reading).toMatchObject({ words: expect.stringContaining('Google'), key: { kind: 'private-key' } });
    expect(reading.suggestion).toMatchObject({ system: 'magnus', variables: {}, credential: { kind: 'assertion' } });
    expect(JSON.stringify(reading)).not.toContain(pem.slice(60, 100));
  });

  it('suggests nothing for a key that does not say what it is for', async () => {
    const { suggestion, key } = await client.connections.readKey({ ...fileOf(pem, 'key.pem'), password: null });
    expect([suggestion, key.signsWith]).toEqual([null, ['RS256', 'PS256']]);
  });

  it('is held for one connection: a second asks for the file again, and so does a late one', async () => {
    const first = await client.connections.readKey({ ...fileOf(pem), password: null });
    const wanted = newConnection(assertionCredential());
    const { secretState } = await client.connections.create({ ...wanted, secret: held(first.heldId) });
    expect(secretState).toBe('in-memory');
    const again = client.connections.create({ ...wanted, secret: held(first.heldId) });
    await expect(again).rejects.toMatchObject({ code: 'KEY_NO_LONGER_HELD' });
    const second = await client.connections.readKey({ ...fileOf(pem), password: null });
    now += 10 * 60_000;
    const late = client.connections.create({ ...wanted, secret: held(second.heldId) });
    await expect(late).rejects.toMatchObject({ code: 'KEY_NO_LONGER_HELD' });
    expect(await client.connections.list()).toHaveLength(1);
  });

  it('gives the identity of a service key to the connection that takes it', async () => {
    const uaa = { clientid: 'sb-a!b1', clientsecret: 's3cret', url: 'https://acme.example.test', identityzone: 'acme' };
    const { heldId, suggestion } = await client.connections.readKey({
      ...fileOf(JSON.stringify({ uaa })),
      password: null,
    });
    const given = suggestion ?? newConnection({ kind: 'none' });
    const made = await client.connections.create({ ...given, name: 'Mine', secret: held(heldId) });
    expect(made).toMatchObject({ name: 'Mine', identity: { tenant: 'acme' }, secretState: 'in-memory' });
  });
});

describe('importing the key of a Google service account', () => {
  it('makes a connection to Magnus that lacks its address only', async () => {
    const { connection, isNew } = await client.connections.importKey(fileOf(googleKeyFile(pem)));
    expect(isNew).toBe(true);
    expect(connection).toMatchObject({
      name: 'Magnus · acme-dev',
      system: 'magnus',
      variables: {},
      secretState: 'in-memory',
      credential: {
        issuer: 'wf@acme-dev.iam.gserviceaccount.com',
        algorithm: 'RS256',
        keyId: '',
        placement: { in: 'body-property', property: 'jwt' },
      },
    });
  });

  it('gives the connection there is its new key, and leaves what was decided there', async () => {
    const first = await client.connections.importKey(fileOf(googleKeyFile(pem)));
    const { id } = first.connection;
    await client.connections.update({ id, variables: { magnus_url: 'https://magnus.example.test' }, colour: 'pink' });
    const again = await client.connections.importKey(fileOf(googleKeyFile(newRsaKey())));
    expect(again).toMatchObject({ isNew: false, connection: { id, colour: 'pink' } });
    expect(again.connection.variables).toEqual({ magnus_url: 'https://magnus.example.test' });
  });

  it('says of a key alone that it does not say which system it is for', async () => {
    const importing = client.connections.importKey(fileOf(pem, 'key.pem'));
    await expect(importing).rejects.toMatchObject({ code: 'KEY_UNREADABLE', message: expect.stringContaining('RSA') });
  });
});

describe('a connection made by hand', () => {
  it.each<[string, Credential, string]>([
    ['a client secret', clientCredential(), canary()],
    ['a certificate with its key', clientCredential({ secretKind: 'x509' }), pair.certificate + pair.key],
    ['a private key', assertionCredential(), pem],
    ['a password', { kind: 'basic', username: 'Jörg', keepsSession: true }, `  ${canary()}`],
    ['a bearer token', { kind: 'bearer' }, 'Bearer abc.def.ghi\n'],
    ['an API key', { kind: 'api-key', in: 'query', name: 'key' }, canary()],
  ])('keeps %s in the vault, and answers without it', async (_, credential, value) => {
    const made = await client.connections.create({ ...newConnection(credential), secret: typed(value) });
    expect(made).toMatchObject({ isPractice: false, isProduction: false, colour: 'none', secretState: 'in-memory' });
    expect(JSON.stringify(made)).not.toContain(value.trim().slice(30, 50) || value);
  });

  it('needs no secret where there is none, and can wait for the one it needs', async () => {
    const none = await client.connections.create({ ...newConnection({ kind: 'none' }), secret: null });
    const waiting = await client.connections.create({ ...newConnection(clientCredential()), secret: null });
    expect([none.secretState, waiting.secretState]).toEqual(['not-needed', 'missing']);
    const given = await client.connections.setSecret({ id: waiting.id, secret: typed(canary()) });
    expect(given.secretState).toBe('in-memory');
  });

  it('reads when the certificate ends off the certificate, whatever the form says', async () => {
    const credential = clientCredential({ secretKind: 'x509', certificateExpiresAt: 1 });
    const waiting = await client.connections.create({ ...newConnection(credential), secret: null });
    expect(waiting.credential).toMatchObject({ certificateExpiresAt: null });
    const { heldId } = await client.connections.readKey({ ...fileOf(pair.certificate + pair.key), password: null });
    const given = await client.connections.setSecret({ id: waiting.id, secret: held(heldId) });
    const end = Reflect.get(given.credential, 'certificateExpiresAt') as number;
    expect(end).toBeGreaterThan(Date.now());
    const changed = await client.connections.update({ id: waiting.id, credential: { ...credential, scope: 'a' } });
    expect(changed.credential).toMatchObject({ certificateExpiresAt: end, scope: 'a' });
    expect(changed.secretState).toBe('in-memory');
  });

  it('signs with the key of a certificate, too', async () => {
    const secret = typed(pair.certificate + pair.key);
    const made = await client.connections.create({ ...newConnection(assertionCredential()), secret });
    expect(made.secretState).toBe('in-memory');
  });

  it.each<[string, Credential, string, string, string]>([
    ['a key of another kind', clientCredential({ secretKind: 'x509' }), pem, 'CREDENTIAL_INVALID', 'secret'],
    [
      'a key that cannot sign so',
      assertionCredential({ algorithm: 'ES256' }),
      pem,
      'CREDENTIAL_INVALID',
      'credential.algorithm',
    ],
    ['a secret where none is needed', { kind: 'none' }, canary(), 'CREDENTIAL_INVALID', 'secret'],
    ['nothing but a line break', { kind: 'bearer' }, '\n', 'CREDENTIAL_INVALID', 'secret'],
    [
      'a key too short to be redacted',
      { kind: 'api-key', in: 'query', name: 'k' },
      'abc',
      'CREDENTIAL_INVALID',
      'secret',
    ],
    ['a token no header can carry', { kind: 'bearer' }, 'tokén-canary', 'CREDENTIAL_INVALID', 'secret'],
    [
      'a password in two lines',
      { kind: 'basic', username: 'a', keepsSession: false },
      'canary\nb',
      'CREDENTIAL_INVALID',
      'secret',
    ],
    ['a text that is no key', assertionCredential(), 'canary', 'KEY_UNREADABLE', ''],
    [
      'a credential that cannot be',
      clientCredential({ tokenUrl: 'ftp://a.b' }),
      canary(),
      'CREDENTIAL_INVALID',
      'credential.tokenUrl',
    ],
  ])('is refused with %s, at its field, and nothing is kept', async (_, credential, value, code, field) => {
    const making = client.connections.create({ ...newConnection(credential), secret: typed(value) });
    const failure = await making.then(
      () => expect.unreachable(),
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code, data: { problems: [{ field }] } });
    expect(JSON.stringify(failure)).not.toContain('canary');
    expect(await client.connections.list()).toEqual([]);
  });
});

describe('changing a connection', () => {
  const make = (credential: Credential, value: string) =>
    client.connections.create({ ...newConnection(credential), secret: typed(value) });

  it('takes marks, colour and whom to trust', async () => {
    const { id } = await make(clientCredential(), canary());
    const trust = { extraCa: pair.certificate, pinnedFingerprint: 'AB:'.repeat(31).concat('AB') };
    const changed = await client.connections.update({ id, isProduction: true, colour: 'orange', trust });
    expect(changed).toMatchObject({ isProduction: true, colour: 'orange', secretState: 'in-memory' });
    expect(changed.trust).toEqual({ extraCa: pair.certificate, pinnedFingerprint: 'ab'.repeat(32) });
    expect(await client.connections.list()).toEqual([changed]);
  });

  it('refuses what cannot be, at its field, and changes nothing', async () => {
    const before = await make(assertionCredential(), pem);
    const { id } = before;
    const trust = { extraCa: 'no certificate', pinnedFingerprint: null };
    for (const [change, field] of [
      [{ trust }, 'trust.extraCa'],
      [{ credential: assertionCredential({ extraClaims: '{' }) }, 'credential.extraClaims'],
    ] as const) {
      await expect(client.connections.update({ id, colour: 'pink', ...change })).rejects.toMatchObject({
        code: 'CREDENTIAL_INVALID',
        data: { problems: [{ field }] },
      });
    }
    expect(await client.connections.list()).toEqual([before]);
  });

  it('forgets a secret that the new kind of credential cannot use', async () => {
    const { id } = await make({ kind: 'basic', username: 'a', keepsSession: false }, canary());
    const renamed = await client.connections.update({
      id,
      credential: { kind: 'basic', username: 'b', keepsSession: true },
    });
    expect(renamed.secretState).toBe('in-memory');
    expect((await client.connections.update({ id, credential: { kind: 'bearer' } })).secretState).toBe('missing');
  });

  it('copies a connection with its secret, which stays when the first one goes', async () => {
    const { id, name } = await make(clientCredential(), canary());
    await client.connections.update({ id, isProduction: true });
    const first = await client.connections.duplicate({ id });
    const second = await client.connections.duplicate({ id });
    expect([first.name, second.name]).toEqual([`${name} copy`, `${name} copy 2`]);
    expect(first).toMatchObject({ isProduction: true, secretState: 'in-memory', lastUsedAt: null, token: null });
    await client.connections.remove({ id });
    expect((await client.connections.list()).map(({ secretState }) => secretState)).toEqual(['in-memory', 'in-memory']);
  });
});

describe('handing connections out and taking them in', () => {
  const savedText = () => new TextDecoder().decode(test.saved[0]?.bytes);

  it('makes the same connections in another house, without their secrets', async () => {
    const password = canary();
    const basic: Credential = { kind: 'basic', username: 'Jörg', keepsSession: true };
    const one = await client.connections.create({ ...newConnection(basic), secret: typed(password) });
    const other = await client.connections.importKey(fileOf(googleKeyFile(pem)));
    const answer = await client.connections.export({ ids: [one.id, other.connection.id] });
    expect(answer).toEqual({ saved: 'gatewright-connections.json', downloadPath: null, leftOut: [] });
    expect(savedText()).not.toContain(password);
    expect(savedText()).not.toContain(one.id);

    const house = await startTestCore();
    const friend = (await links[0]?.open(house.core.router))?.client as Client;
    const { added, skipped } = await friend.connections.import({ file: new Blob([savedText()]) });
    expect(skipped).toEqual([]);
    expect(added.map(({ secretState }) => secretState)).toEqual(['missing', 'missing']);
    const publicPart = ({ name, system, variables, credential }: typeof one) => ({
      name,
      system,
      variables,
      credential,
    });
    expect(added.map(publicPart)).toEqual([one, other.connection].map(publicPart));
    expect(added.map(({ id }) => id)).not.toContain(one.id);
    await house.dispose();
  });

  it('skips a login that is known, and names a stranger apart from a namesake', async () => {
    const { id, name } = await client.connections.create({ ...newConnection(clientCredential()), secret: null });
    await client.connections.export({ ids: [id] });
    const text = savedText();
    const stranger = text.replace('sb-a!b1', 'sb-another!b1');
    expect(await client.connections.import({ file: new Blob([text]) })).toEqual({ added: [], skipped: [name] });
    const { added } = await client.connections.import({ file: new Blob([stranger]) });
    expect(added.map((one) => one.name)).toEqual([`${name} 2`]);
  });

  it('takes in all of a file or nothing', async () => {
    const { id } = await client.connections.create({ ...newConnection(clientCredential()), secret: null });
    await client.connections.export({ ids: [id] });
    const file = JSON.parse(savedText());
    const good = { ...file.connections[0], credential: { kind: 'bearer' } };
    const text = JSON.stringify({ ...file, connections: [good, { ...good, system: 'unheard-of' }] });
    await expect(client.connections.import({ file: new Blob([text]) })).rejects.toMatchObject({
      code: 'KEY_UNREADABLE',
      data: { problems: [{ field: 'connections[1].system' }] },
    });
    expect(await client.connections.list()).toHaveLength(1);
  });

  it('hands out nothing when one of them is gone', async () => {
    await expect(client.connections.export({ ids: ['gone'] })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
    expect(test.saved).toEqual([]);
  });
});
