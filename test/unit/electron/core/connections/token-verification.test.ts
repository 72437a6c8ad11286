import { createPublicKey } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importPKCS8, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Client, links } from '../../../../contract/links.ts';
import {
  assertionCredential,
  clientCredential,
  newConnection,
  newRsaKey,
} from '../../../../support/credential-samples.ts';
import { startTestCore, type TestCore } from '../../../../support/test-core.ts';

const typed = (value: string) => ({ kind: 'typed' as const, value });
const connectionKey = { kind: 'connection-key' as const };
const ownKey = (connectionId: string) => ({
  subject: { kind: 'connection' as const, connectionId },
  against: connectionKey,
  flip: null,
});

/** An issuer with OpenID Connect discovery, in the shape of the claims `issuer` makes of its address. */
async function startIssuer(pem: string, issuer = (baseUrl: string) => baseUrl) {
  const asked: string[] = [];
  const jwk = { ...createPublicKey(pem).export({ format: 'jwk' }), kid: 'one' };
  const server = createServer(async (incoming, outgoing) => {
    asked.push(incoming.url ?? '');
    const answer = async (): Promise<unknown> => {
      if (incoming.url === '/keys') return { keys: [jwk] };
      if (incoming.url?.endsWith('openid-configuration')) return { jwks_uri: `${baseUrl}/keys` };
      const key = await importPKCS8(pem, 'RS256');
      const token = new SignJWT({}).setProtectedHeader({ alg: 'RS256', kid: 'one' }).setIssuer(issuer(baseUrl));
      return { access_token: await token.sign(key), token_type: 'bearer', expires_in: 600 };
    };
    outgoing.setHeader('content-type', 'application/json').end(JSON.stringify(await answer()));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => void server.close().closeAllConnections());
  return { baseUrl, asked, tokenUrl: `${baseUrl}/token` };
}

describe('checking a signature', () => {
  let test: TestCore;
  let client: Client;
  beforeEach(async () => {
    test = await startTestCore();
    client = (await links[0]?.open(test.core.router))?.client as Client;
  });
  afterEach(() => test.dispose());

  it('checks a token of the practice tenant against the keys its UAA publishes, and sees one character change', async () => {
    const { connectionId } = await client.practice.start();
    const input = ownKey(connectionId ?? '');
    expect(await client.tokens.verify(input)).toMatchObject({
      isValid: false,
      sentence: expect.stringContaining('get a token first'),
    });
    await client.tokens.renew({ connectionId: connectionId ?? '' });
    expect(await client.tokens.verify(input)).toMatchObject({
      isValid: true,
      keyChoice: expect.stringContaining('kid'),
    });
    const flipped = await client.tokens.verify({ ...input, flip: { part: 'claims', at: 3 } });
    expect(flipped).toMatchObject({ isValid: false, sentence: expect.stringContaining('changed') });
  });

  it('finds those keys for a login by certificate, too', async () => {
    const { connectionId } = await client.practice.logInAs({ system: 'sap-workflow', login: 'x509' });
    await client.tokens.renew({ connectionId: connectionId ?? '' });
    expect(await client.tokens.verify(ownKey(connectionId ?? ''))).toMatchObject({ isValid: true });
  });

  it('checks a freshly signed assertion against its own key, and against another one', async () => {
    const secret = typed(newRsaKey());
    const { id } = await client.connections.create({ ...newConnection(assertionCredential()), secret });
    expect(await client.tokens.verify(ownKey(id))).toMatchObject({ isValid: true });
    const stranger = createPublicKey(newRsaKey()).export({ type: 'spki', format: 'pem' }).toString();
    const against = { kind: 'text' as const, text: stranger };
    expect(await client.tokens.verify({ ...ownKey(id), against })).toMatchObject({ isValid: false });
  });

  it('checks a bearer token, which is the secret itself', async () => {
    const pem = newRsaKey();
    const jwt = await new SignJWT({}).setProtectedHeader({ alg: 'RS256' }).sign(await importPKCS8(pem, 'RS256'));
    const { id } = await client.connections.create({ ...newConnection({ kind: 'bearer' }), secret: typed(jwt) });
    const against = {
      kind: 'text' as const,
      text: createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString(),
    };
    expect(await client.tokens.verify({ ...ownKey(id), against })).toMatchObject({ isValid: true });
    const pasted = { subject: { kind: 'pasted' as const, jwt }, flip: null };
    expect(await client.tokens.verify({ ...pasted, against })).toMatchObject({ isValid: true });
    expect(await client.tokens.verify({ ...pasted, against: connectionKey })).toMatchObject({ isValid: false });
  });

  it('finds the keys of any issuer that says where they are', async () => {
    const issuer = await startIssuer(newRsaKey());
    const credential = clientCredential({ tokenUrl: issuer.tokenUrl });
    const { id } = await client.connections.create({ ...newConnection(credential), secret: typed('s3cret-canary') });
    await client.tokens.renew({ connectionId: id });
    expect(await client.tokens.verify(ownKey(id))).toMatchObject({ isValid: true });
    expect(issuer.asked).toEqual(['/token', '/.well-known/openid-configuration', '/keys']);
  });

  it('goes nowhere a token sends it that is not where the token came from', async () => {
    const stranger = await startIssuer(newRsaKey());
    const issuer = await startIssuer(newRsaKey(), () => stranger.baseUrl);
    const credential = clientCredential({ tokenUrl: issuer.tokenUrl });
    const { id } = await client.connections.create({ ...newConnection(credential), secret: typed('s3cret-canary') });
    await client.tokens.renew({ connectionId: id });
    expect(await client.tokens.verify(ownKey(id))).toMatchObject({ isValid: false });
    expect([stranger.asked, issuer.asked]).toEqual([[], ['/token']]);
  });

  it.each([
    ['that nobody answers', 'http://127.0.0.1:9/keys', 'refused'],
    ['of a file', 'file:///etc/passwd', 'none that can be fetched'],
  ])('says why a JWKS address %s cannot be fetched', async (_, url, words) => {
    const { id } = await client.connections.create({
      ...newConnection(assertionCredential()),
      secret: typed(newRsaKey()),
    });
    const verification = await client.tokens.verify({ ...ownKey(id), against: { kind: 'jwks-url', url } });
    expect(verification).toMatchObject({ isValid: false, sentence: expect.stringContaining(words) });
  });

  it('asks for the key when it is missing', async () => {
    const { id } = await client.connections.create({ ...newConnection(assertionCredential()), secret: null });
    await expect(client.tokens.verify(ownKey(id))).rejects.toMatchObject({ code: 'SECRET_MISSING' });
  });
});
