import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { safe } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SecretInput } from '#shared/contract/connections.ts';
import type { Credential } from '#shared/model/credential.ts';
import { systemTrust, type Trust } from '#shared/model/trust.ts';
import { type Client, links } from '../../../contract/links.ts';
import { controlWord, startCanarySystem } from '../../../support/canary-system.ts';
import { createCertificateMaker } from '../../../support/certificates.ts';
import {
  assertionCredential,
  canary,
  clientCredential,
  googleKeyFile,
  newConnection,
  newRsaKey,
} from '../../../support/credential-samples.ts';
import { findSecret } from '../../../support/find-secret.ts';
import { overhearClient } from '../../../support/overhear-client.ts';
import { readEverything } from '../../../support/read-everything.ts';
import { startTestCore, type TestCore } from '../../../support/test-core.ts';
import { startTestProxy } from '../../../support/test-proxy.ts';
import { startTlsServer, type TlsTestServer } from '../../../support/tls-server.ts';

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Letters of a key that stand on one line of its PEM. */
const heartOf = (pem: string) => pem.split('\n')[8] ?? '';
const clientId = 'sb-control!b1';

const maker = createCertificateMaker();
const root = maker.make({ name: 'Root', isCa: true });
const serverPair = maker.make({ name: 'server', issuer: 'Root' });
const clientPair = maker.make({ name: 'client', issuer: 'Root' });
const [assertionPem, heldPem, strayPem] = [newRsaKey(), newRsaKey(), newRsaKey()];

const signature = randomBytes(256).toString('base64url');
const bearerSignature = randomBytes(256).toString('base64url');
const jwtWith = (end: string) =>
  `${base64url({ alg: 'RS256' })}.${base64url({ sub: clientId, exp: 4_102_444_800 })}.${end}`;
const secrets = {
  'client secret': canary(),
  'token of an endpoint, which is its signature': signature,
  'key of a certificate': heartOf(clientPair.key),
  'signing key, typed': heartOf(assertionPem),
  'signing key, held': heartOf(heldPem),
  'key that fits nowhere': heartOf(strayPem),
  'password of a user': canary(),
  'bearer token, which is its signature': bearerSignature,
  'API key in a header': randomBytes(24).toString('base64url'),
  'API key in a query': canary(),
  'password of a key file': canary(),
  'wrong password of a key file': canary(),
  passphrase: canary(),
  'second passphrase': canary(),
  'wrong passphrase': canary(),
  'password of a proxy': canary(),
  'secret put into a wrong place': canary(),
};

describe('a secret, whatever its kind', () => {
  const places = new Map<string, Uint8Array>();
  let heard = '';
  let proxyHeard: string[] = [];
  let mtls: TlsTestServer;

  const namesWith = (secret: string) =>
    [...places].filter(([, bytes]) => findSecret(bytes, secret).length > 0).map(([name]) => name);

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'gatewright-sweep-'));
    const test = await startTestCore({ dataDir });
    const system = await startCanarySystem({ clientSecret: '', token: jwtWith(signature) });
    mtls = await startTlsServer(serverPair, { ca: [root.certificate], requestCert: true });
    const { client, answers } = overhearClient((await links[0]?.open(test.core.router))?.client as Client);

    await useEverything(client, system.baseUrl, `${mtls.url}/oauth/token`);
    proxyHeard = await goThroughProxies(client, system.baseUrl);
    await readBodies(test, client);
    heard = system.heard.join('\n');
    await test.core.dispose();
    await system.stop();
    await mtls.stop();

    for (const [at, { name, text }] of answers.entries()) places.set(`answer ${at} of ${name}`, Buffer.from(text));
    for (const [at, { bytes }] of test.saved.entries()) places.set(`saved file ${at}`, bytes);
    places.set('the log', Buffer.from(test.log.join('\n')));
    for (const [name, bytes] of readEverything(dataDir)) places.set(name, bytes);
    rmSync(dataDir, { recursive: true });
  }, 120_000);
  afterAll(() => maker.remove());

  /** What the screens would read of each recorded body. */
  async function readBodies(test: TestCore, client: Client): Promise<void> {
    const { entries } = await client.history.list({ search: '', cursor: null, limit: 200 });
    for (const { id, kind } of entries) {
      await client.exchanges.get({ id });
      const body = await test.core.readBody(id, 0, 1024 * 1024);
      if (body !== null)
        places.set(`body of a ${kind}`, Buffer.concat([places.get(`body of a ${kind}`) ?? Buffer.of(), body.bytes]));
    }
  }

  it('was really on the wire, and the search finds what is there', () => {
    for (const kind of ['API key in a header', 'bearer token, which is its signature'] as const) {
      expect(heard, kind).toContain(secrets[kind]);
    }
    for (const kind of ['client secret', 'password of a user', 'API key in a query'] as const) {
      expect(findSecret(Buffer.from(heard), secrets[kind]), kind).not.toEqual([]);
    }
    expect(mtls.seen.map(({ client }) => client)).toContain('client');
    const pair = Buffer.from(`anna:${secrets['password of a proxy']}`).toString('base64');
    expect(proxyHeard.filter((login) => login === `Basic ${pair}`)).toHaveLength(4);
    expect(namesWith(controlWord)).toContain('body of a call');
    expect(namesWith(clientId).some((name) => name.includes('connections.create'))).toBe(true);
    for (const failed of ['readKey', 'create', 'update', 'setSecret', 'import']) {
      expect(
        [...places.keys()].some((name) => name.endsWith(`connections.${failed} failing`)),
        failed,
      ).toBe(true);
    }
  });

  it.each(Object.entries(secrets))('is in no answer, failure, file or log line: %s', (_, secret) => {
    expect(secret.length).toBeGreaterThan(15);
    expect(namesWith(secret)).toEqual([]);
  });

  it('is in none of them as the signature of an assertion that was sent', () => {
    const signatures = [...heard.matchAll(/eyJ[\w-]+\.eyJ[\w-]+\.([\w-]{80,})/g)].map(([, end = '']) => end);
    const own = new Set(signatures.filter((one) => one !== signature && one !== bearerSignature));
    expect(own.size).toBeGreaterThanOrEqual(3);
    for (const one of own) expect(namesWith(one)).toEqual([]);
  });
});

const typed = (value: string): SecretInput => ({ kind: 'typed', value });

/** Every procedure that may meet a secret, with every kind of it, in the right and in the wrong places. */
async function useEverything(client: Client, baseUrl: string, mtlsTokenUrl: string): Promise<void> {
  const held = async (text: string, password: string | null = null) => {
    const file = { file: new File([text], 'a.pem'), fileName: 'a.pem', password };
    return (await safe(client.connections.readKey(file))).data?.heldId ?? '';
  };
  const sealed = createPrivateKey(heldPem)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: secrets['password of a key file'] })
    .toString();
  await held(sealed);
  await held(sealed, secrets['wrong password of a key file']);
  const heldId = await held(sealed, secrets['password of a key file']);
  const fileName = 'google.json';
  await client.connections.importKey({ file: new File([googleKeyFile(strayPem)], fileName), fileName });
  await safe(client.connections.importKey({ file: new File([strayPem], fileName), fileName }));

  const tokenUrl = `${baseUrl}/oauth/token`;
  const trust: Trust = { extraCa: root.certificate, pinnedFingerprint: null };
  const grant = { in: 'jwt-bearer-grant', tokenUrl, scope: '' } as const;
  const asClient = clientCredential({ tokenUrl, clientId });
  const logins: [Credential, SecretInput, Trust?][] = [
    [asClient, typed(secrets['client secret'])],
    [{ ...asClient, clientAuthentication: 'post-basic' }, typed(secrets['client secret'])],
    [{ ...asClient, clientAuthentication: 'get-query' }, typed(secrets['client secret'])],
    [
      { ...asClient, tokenUrl: mtlsTokenUrl, secretKind: 'x509' },
      typed(clientPair.certificate + clientPair.key),
      trust,
    ],
    [assertionCredential(), typed(assertionPem)],
    [assertionCredential({ placement: { in: 'body-property', property: 'jwt' } }), { kind: 'held', id: heldId }],
    [assertionCredential({ placement: grant }), typed(assertionPem)],
    [{ kind: 'basic', username: 'Jörg', keepsSession: true }, typed(secrets['password of a user'])],
    [{ kind: 'bearer' }, typed(jwtWith(bearerSignature))],
    [{ kind: 'api-key', in: 'header', name: 'X-Api-Key' }, typed(secrets['API key in a header'])],
    [{ kind: 'api-key', in: 'query', name: 'key' }, typed(secrets['API key in a query'])],
  ];
  const ids: string[] = [];
  for (const [credential, secret, trusted = systemTrust] of logins) {
    const { id } = await client.connections.create({ ...newConnection(credential, baseUrl), secret });
    await client.connections.update({ id, trust: trusted });
    ids.push(id);
    await workWith(client, id);
  }
  await misplace(client, ids[0] ?? '');
  await client.connections.export({ ids });
  await lockAndOpen(client);
}

async function workWith(client: Client, connectionId: string): Promise<void> {
  const draft = { id: 'd', name: 'Echo', operationId: null, headers: [], updatedAt: 0, connectionId };
  const call = { ...draft, method: 'POST' as const, url: '{{base_url}}/echo', body: '{ "say": "hello" }' };
  await safe(client.tokens.preview({ connectionId }));
  await safe(client.tokens.previewCall({ draft: call }));
  await safe(client.exchanges.send({ draft: call, renewToken: false }));
  await safe(client.tokens.previewCall({ draft: call }));
  await safe(client.tokens.renew({ connectionId }));
  const against = createPublicKey(strayPem).export({ type: 'spki', format: 'pem' }).toString();
  const subject = { kind: 'connection' as const, connectionId };
  await safe(client.tokens.verify({ subject, against: { kind: 'connection-key' }, flip: { part: 'claims', at: 2 } }));
  await safe(client.tokens.verify({ subject, against: { kind: 'text', text: against }, flip: null }));
  await safe(client.connections.diagnose({ id: connectionId }));
  const { id } = await client.connections.duplicate({ id: connectionId });
  await client.connections.remove({ id });
  await client.connections.list();
}

/** Through a proxy that takes the password, and one that refuses it and gives it back. What both were told. */
async function goThroughProxies(client: Client, baseUrl: string): Promise<string[]> {
  const login = `anna:${secrets['password of a proxy']}`;
  const proxies = [await startTestProxy({ login }), await startTestProxy({ login: 'bert:another', echoes: true })];
  const draft = { id: 'p', name: 'Proxied', operationId: null, headers: [], updatedAt: 0, connectionId: null };
  const hosts = [baseUrl.replace('127.0.0.1', 'service.test'), 'https://service.test'];
  for (const { address } of proxies) {
    const proxy = { mode: 'fixed' as const, url: `http://${address}`, noProxy: '', username: 'anna' };
    await client.settings.update({ proxy });
    await client.settings.setProxyPassword({ password: secrets['password of a proxy'] });
    for (const host of hosts) {
      const call = { ...draft, method: 'POST' as const, url: `${host}/echo`, body: '{ "say": "hello" }' };
      await safe(client.tokens.previewCall({ draft: call }));
      await safe(client.exchanges.send({ draft: call, renewToken: false }));
    }
    await client.settings.get();
    await safe(client.settings.setProxyPassword({ password: `${secrets['password of a proxy']}\n` }));
    await safe(client.settings.update({ proxy: { ...proxy, username: `anna:${secrets['password of a proxy']}` } }));
    const url = `http://anna:${encodeURIComponent(secrets['password of a proxy'])}@${address}`;
    await safe(client.settings.update({ proxy: { ...proxy, url } }));
  }
  await client.settings.update({ proxy: { mode: 'system' } });
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  return proxies.flatMap(({ asked }) => asked.map(({ headers }) => String(headers['proxy-authorization'])));
}

/** Secrets where nobody expects them: all that comes back are problems. */
async function misplace(client: Client, id: string): Promise<void> {
  const stray = secrets['secret put into a wrong place'];
  const wrong: Credential[] = [
    clientCredential({ tokenUrl: `ftp://${encodeURIComponent(stray)}@x.test/` }),
    clientCredential({ extraHeaders: [{ name: `a ${stray}`, value: `${stray}\n` }] }),
    clientCredential({ extraParameters: [{ name: 'client_secret', value: stray }] }),
    assertionCredential({ extraClaims: `{ "a": "${stray}` }),
    { kind: 'basic', username: `${stray}:${stray}`, keepsSession: false },
    { kind: 'api-key', in: 'header', name: `${stray}:` },
  ];
  for (const credential of wrong) {
    await safe(client.connections.create({ ...newConnection(credential), secret: typed(stray) }));
    await safe(client.connections.update({ id, credential }));
  }
  const fileName = `${stray}.pem`;
  await safe(client.connections.update({ id, trust: { extraCa: strayPem, pinnedFingerprint: stray } }));
  await safe(client.connections.setSecret({ id, secret: typed(`${stray}\n${stray}`) }));
  await safe(client.connections.create({ ...newConnection(assertionCredential()), secret: typed(stray) }));
  const asCertificate = newConnection(clientCredential({ secretKind: 'x509' }));
  await safe(client.connections.create({ ...asCertificate, secret: typed(strayPem) }));
  await safe(client.connections.readKey({ file: new File([stray], fileName), fileName, password: stray }));
  const file = { format: 'gatewright-connections', version: 1, connections: [{ name: { stray }, system: stray }] };
  await safe(client.connections.import({ file: new Blob([JSON.stringify(file)]) }));
  await safe(client.connections.import({ file: new Blob([`{ "format": "${stray}`]) }));
  const jwt = `${stray}.${stray}.${stray}`;
  const pasted = { subject: { kind: 'pasted' as const, jwt }, flip: null };
  await safe(client.tokens.verify({ ...pasted, against: { kind: 'text', text: strayPem.slice(0, 900) } }));
}

async function lockAndOpen({ vault, connections }: Client): Promise<void> {
  const [first, second, wrong] = [secrets.passphrase, secrets['second passphrase'], secrets['wrong passphrase']];
  await vault.keep({ passphrase: first });
  await vault.lock();
  await safe(vault.unlock({ passphrase: wrong }));
  await safe(vault.changePassphrase({ oldPassphrase: wrong, newPassphrase: second }));
  await vault.changePassphrase({ oldPassphrase: first, newPassphrase: second });
  await connections.list();
}
