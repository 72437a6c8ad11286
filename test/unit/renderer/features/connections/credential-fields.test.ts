import { describe, expect, it } from 'vitest';
import type { Credential } from '#shared/model/credential.ts';
import { credentialOf, fieldsFor, fieldsOf } from '../../../../../renderer/features/connections/credential-fields.ts';

const client: Credential = {
  kind: 'oauth2-client-credentials',
  tokenUrl: 'https://login.example/oauth/token',
  clientId: 'sb-1',
  clientAuthentication: 'post-basic-raw',
  secretKind: 'x509',
  scope: 'a b',
  extraParameters: [{ name: 'token_format', value: 'jwt' }],
  extraHeaders: [{ name: 'X-Zone', value: '1' }],
  certificateExpiresAt: 1_800_000_000_000,
};
const assertion: Credential = {
  kind: 'assertion',
  algorithm: 'ES256',
  keyId: 'k1',
  issuer: 'me',
  subject: 'you',
  audience: 'them',
  lifetimeSeconds: 120,
  backDateSeconds: 5,
  extraClaims: '{"a":1}',
  placement: { in: 'client-assertion', tokenUrl: 'https://login.example/token', clientId: 'c', scope: 's' },
};
const every: Credential[] = [
  client,
  assertion,
  { ...assertion, placement: { in: 'jwt-bearer-grant', tokenUrl: 'https://login.example/token', scope: '' } },
  { ...assertion, placement: { in: 'body-property', property: 'token' } },
  { ...assertion, placement: { in: 'authorization-header' } },
  { kind: 'basic', username: 'jens', keepsSession: true },
  { kind: 'bearer' },
  { kind: 'api-key', in: 'query', name: 'key' },
  { kind: 'none' },
];

describe('the fields of a credential', () => {
  it.each(every)('give back a $kind credential as it was', (credential) => {
    expect(credentialOf(fieldsOf(credential, 'generic-http'))).toEqual(credential);
  });

  it('begin as each system wants it', () => {
    expect(credentialOf({ ...fieldsFor('magnus'), issuer: 'a@b.gserviceaccount.com' })).toMatchObject({
      kind: 'assertion',
      algorithm: 'RS256',
      lifetimeSeconds: 3600,
      placement: { in: 'body-property', property: 'jwt' },
    });
    expect(fieldsFor('process-server').kind).toBe('basic');
    expect(fieldsFor('sap-workflow').kind).toBe('oauth2-client-credentials');
  });

  it('keep what was typed for one kind while another is looked at', () => {
    const fields = { ...fieldsOf(client, 'generic-http'), kind: 'basic' as const, username: 'jens' };
    expect(credentialOf(fields)).toEqual({ kind: 'basic', username: 'jens', keepsSession: false });
    expect(credentialOf({ ...fields, kind: 'oauth2-client-credentials' })).toEqual(client);
  });

  it('drop rows without a name, and the end of a certificate that is no longer used', () => {
    const fields = fieldsOf(client, 'generic-http');
    const changed = credentialOf({
      ...fields,
      secretKind: 'client-secret',
      extraHeaders: [{ name: ' ', value: 'x' }],
    });
    expect(changed).toMatchObject({ extraHeaders: [], certificateExpiresAt: null });
  });

  it('make no number of what is none', () => {
    const changed = credentialOf({ ...fieldsOf(assertion, 'magnus'), lifetimeSeconds: '1e3' });
    expect(changed).toMatchObject({ lifetimeSeconds: Number.NaN });
  });
});
