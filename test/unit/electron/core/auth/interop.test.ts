import { createPublicKey } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { OAuth2Server } from 'oauth2-mock-server';
import { type ClientMetadata, Provider } from 'oidc-provider';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type ExchangeBench, setUpExchangeBench } from '../exchange/exchange-bench.ts';
import { assertionSample, clientSample, connectionWith, publicKey, type Sample } from './credential-samples.ts';

/*
 * Token endpoints nobody here wrote. What they cannot show offline: UAA's reading of X-CF-ENCODED-CREDENTIALS and of
 * certificates from SAP's own authority, Google's JWT-bearer grant; neither of the two serves RFC 7523, 2.1 either.
 */

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await setUpExchangeBench();
});
afterEach(() => bench.tearDown());

async function connect(sample: Sample) {
  const connection = connectionWith(sample);
  bench.connections.put(connection);
  if (sample.secret) await bench.secrets.write('c-1', sample.secret);
  return connection;
}

describe('oauth2-mock-server', () => {
  it.each(['post-body', 'post-basic', 'post-basic-raw'] as const)(
    'gives a token for %s that verifies',
    async (clientAuthentication) => {
      const server = new OAuth2Server();
      await server.issuer.keys.generate('RS256');
      await server.start(0, '127.0.0.1');
      onTestFinished(() => server.stop());
      const issuer = `http://127.0.0.1:${server.address().port}`;
      const connection = await connect(
        clientSample({ tokenUrl: `${issuer}/token`, clientAuthentication, scope: 'a b' }),
      );
      const { token } = await bench.tokens.renew(connection);
      const { payload } = await jwtVerify(token.value, createRemoteJWKSet(new URL(`${issuer}/jwks`)));
      expect(token.state).toMatchObject({ scopes: ['a', 'b'], claims: { iss: payload.iss, exp: payload.exp } });
      expect(token.state.expiresAt).toBeGreaterThan(token.state.fetchedAt);
    },
  );
});

/** Everything RFC 6749, A.2 allows that is ever lost on the way; oidc-provider holds clients to it. */
const oddSecret = 'q9+/= Z:%41 "secret"~!&';

describe('oidc-provider', () => {
  const oddSample = (login: Parameters<typeof clientSample>[0]): Sample => ({
    ...clientSample(login),
    secret: { kind: 'client-secret', value: oddSecret },
  });

  const clientOf = (method: string): ClientMetadata => ({
    client_id: 'sb-client!b1',
    token_endpoint_auth_method: method as 'client_secret_post',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    ...(method === 'private_key_jwt'
      ? { jwks: { keys: [{ ...createPublicKey(publicKey).export({ format: 'jwk' }), kid: 'key-1', use: 'sig' }] } }
      : { client_secret: oddSecret }),
  });

  async function startProvider(method: string): Promise<string> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void server.close().closeAllConnections());
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new Provider(issuer, {
      clients: [clientOf(method)],
      scopes: ['a', 'b'],
      features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
    });
    server.on('request', provider.callback());
    return issuer;
  }

  it.each([
    ['client_secret_post', 'post-body'],
    ['client_secret_basic', 'post-basic'],
  ] as const)('takes %s, odd characters and all', async (method, clientAuthentication) => {
    const issuer = await startProvider(method);
    const connection = await connect(oddSample({ tokenUrl: `${issuer}/token`, clientAuthentication, scope: 'a' }));
    const { token } = await bench.tokens.renew(connection);
    expect(token.value).toMatch(/^[\w-]{20,}$/);
    expect(token.state).toMatchObject({ scopes: ['a'], claims: null });
  });

  it('refuses a wrong secret, and its words are handed on', async () => {
    const issuer = await startProvider('client_secret_post');
    const connection = await connect(oddSample({ tokenUrl: `${issuer}/token` }));
    await bench.secrets.write('c-1', { kind: 'client-secret', value: 'another secret' });
    await expect(bench.tokens.renew(connection)).rejects.toMatchObject({
      code: 'TOKEN_REJECTED',
      message: 'The token endpoint answered 401: invalid_client, client authentication failed.',
    });
  });

  it('takes private_key_jwt, again and again: no assertion is sent twice', async () => {
    const issuer = await startProvider('private_key_jwt');
    const client = { issuer: 'sb-client!b1', subject: 'sb-client!b1', audience: issuer };
    const placement = {
      in: 'client-assertion',
      tokenUrl: `${issuer}/token`,
      clientId: 'sb-client!b1',
      scope: 'b',
    } as const;
    const connection = await connect(assertionSample(placement, { ...client, lifetimeSeconds: 60 }));
    const first = await bench.tokens.renew(connection);
    const second = await bench.tokens.renew(connection);
    expect(second.token.value).not.toBe(first.token.value);
    expect(second.token.state.scopes).toEqual(['b']);
  });

  it('refuses an assertion that names its id and is sent again', async () => {
    const issuer = await startProvider('private_key_jwt');
    const client = { issuer: 'sb-client!b1', subject: 'sb-client!b1', audience: issuer, extraClaims: '{"jti":"once"}' };
    const placement = {
      in: 'client-assertion',
      tokenUrl: `${issuer}/token`,
      clientId: 'sb-client!b1',
      scope: '',
    } as const;
    const connection = await connect(assertionSample(placement, client));
    await bench.tokens.renew(connection);
    await expect(bench.tokens.renew(connection)).rejects.toMatchObject({ code: 'TOKEN_REJECTED' });
  });
});
