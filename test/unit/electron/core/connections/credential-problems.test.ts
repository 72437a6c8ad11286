import { describe, expect, it } from 'vitest';
import { credentialProblems } from '#core/connections/credential-problems.ts';
import type { AssertionCredential, ClientCredentials, Credential } from '#shared/model/credential.ts';

const client: ClientCredentials = {
  kind: 'oauth2-client-credentials',
  tokenUrl: 'https://acme.example.test/oauth/token',
  clientId: 'sb-a!b1',
  clientAuthentication: 'post-body',
  secretKind: 'client-secret',
  scope: '',
  extraParameters: [{ name: 'token_format', value: 'opaque' }],
  extraHeaders: [{ name: 'X-Tenant', value: 'Ümlaut' }],
  certificateExpiresAt: null,
};
const assertion: AssertionCredential = {
  kind: 'assertion',
  algorithm: 'RS256',
  keyId: '',
  issuer: 'wf@acme.iam.gserviceaccount.com',
  subject: '',
  audience: '',
  lifetimeSeconds: 86_400,
  backDateSeconds: 0,
  extraClaims: '{ "scope": "a" }',
  placement: { in: 'body-property', property: 'jwt' },
};
const fieldsOf = (credential: Credential) => credentialProblems(credential).map(({ field }) => field);

describe('the public part of a credential', () => {
  it.each<[string, Credential]>([
    ['an OAuth 2 client', client],
    ['an assertion, also one its server will not like', assertion],
    ['a user', { kind: 'basic', username: 'Jörg Müller', keepsSession: true }],
    ['an API key in a header', { kind: 'api-key', in: 'header', name: 'X-API-Key' }],
    ['an API key in the query, whatever its name', { kind: 'api-key', in: 'query', name: 'key[0]' }],
    ['a bearer token', { kind: 'bearer' }],
    ['nothing', { kind: 'none' }],
  ])('is taken as it is for %s', (_, credential) => {
    expect(credentialProblems(credential)).toEqual([]);
  });

  it.each<[string, Credential, string]>([
    ['a token URL of another scheme', { ...client, tokenUrl: 'ftp://acme.example.test/x' }, 'credential.tokenUrl'],
    [
      'a password in the token URL',
      { ...client, tokenUrl: 'https://me:s3cret@acme.example.test/' },
      'credential.tokenUrl',
    ],
    [
      'a header name with a space',
      { ...client, extraHeaders: [{ name: 'X Tenant', value: '' }] },
      'credential.extraHeaders[0].name',
    ],
    [
      'a header that is ours to write',
      {
        ...client,
        extraHeaders: [
          { name: 'a', value: '' },
          { name: 'Content-Length', value: '0' },
        ],
      },
      'credential.extraHeaders[1].name',
    ],
    [
      'a line break in a header',
      { ...client, extraHeaders: [{ name: 'a', value: 's3cret\r\nb: c' }] },
      'credential.extraHeaders[0].value',
    ],
    [
      'a secret among the parameters',
      { ...client, extraParameters: [{ name: 'Client_Secret', value: 's3cret' }] },
      'credential.extraParameters[0].name',
    ],
    ['claims that are no JSON', { ...assertion, extraClaims: '{ "s3cret": }' }, 'credential.extraClaims'],
    ['claims that are a list', { ...assertion, extraClaims: '["s3cret"]' }, 'credential.extraClaims'],
    [
      'a token URL that is none behind an assertion',
      { ...assertion, placement: { in: 'jwt-bearer-grant', tokenUrl: 'mailto:s3cret@x.test', scope: '' } },
      'credential.placement.tokenUrl',
    ],
    ['a colon in the user name', { kind: 'basic', username: 'a:s3cret', keepsSession: false }, 'credential.username'],
    ['no user name', { kind: 'basic', username: '', keepsSession: false }, 'credential.username'],
    [
      'a line break in the user name',
      { kind: 'basic', username: 's3cret\n', keepsSession: false },
      'credential.username',
    ],
    ['a header name with a colon', { kind: 'api-key', in: 'header', name: 's3cret:' }, 'credential.name'],
  ])('is refused for %s, at its field, without repeating it', (_, credential, field) => {
    expect(fieldsOf(credential)).toEqual([field]);
    expect(JSON.stringify(credentialProblems(credential))).not.toContain('s3cret');
  });

  it('says where in the claims the fault is', () => {
    const [problem] = credentialProblems({ ...assertion, extraClaims: '{\n  "a": 1,\n}' });
    expect(problem).toMatchObject({ line: 2, sentence: expect.stringContaining('comma') });
  });
});
