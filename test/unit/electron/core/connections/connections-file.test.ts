import { describe, expect, it } from 'vitest';
import { writeConnectionsFile } from '#core/connections/connections-file.ts';
import { looksSecret } from '#core/connections/looks-secret.ts';
import { readConnectionsFile } from '#core/connections/read-connections-file.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { ClientCredentials } from '#shared/model/credential.ts';

const client: ClientCredentials = {
  kind: 'oauth2-client-credentials',
  tokenUrl: 'https://acme.example.test/oauth/token',
  clientId: 'sb-a!b1',
  clientAuthentication: 'post-basic',
  secretKind: 'x509',
  scope: 'a b',
  extraParameters: [
    { name: 'token_format', value: 'opaque' },
    { name: 'password', value: 'canary' },
  ],
  extraHeaders: [{ name: 'X-Api-Key', value: 'canary' }],
  certificateExpiresAt: 1,
};
const connection: Connection = {
  id: 'an-id-of-this-house',
  name: 'Acme DEV',
  system: 'sap-workflow',
  isPractice: true,
  isProduction: true,
  colour: 'teal',
  trust: { extraCa: null, pinnedFingerprint: 'ab'.repeat(32) },
  variables: { workflow_rest_url: 'https://api.example.test/rest', apiToken: 'canary' },
  credential: client,
  identity: { tenant: 'acme', subaccountId: null, xsappname: null, serviceInstanceId: null },
  createdAt: 1_111_111,
  lastUsedAt: 2_222_222,
};

describe('a file of connections', () => {
  it('holds what is public, in a versioned form that is read back as it was', () => {
    const { text } = writeConnectionsFile([connection]);
    expect(JSON.parse(text)).toMatchObject({ format: 'gatewright-connections', version: 1 });
    const reading = readConnectionsFile(text);
    expect(reading).toMatchObject({
      ok: true,
      connections: [{ name: 'Acme DEV', isProduction: true, colour: 'teal' }],
    });
    expect(reading.ok && reading.connections[0]?.trust).toEqual(connection.trust);
    for (const own of ['an-id-of-this-house', '1111111', '2222222', 'isPractice']) expect(text).not.toContain(own);
  });

  it('leaves out what looks like a secret, and names it', () => {
    const { text, leftOut } = writeConnectionsFile([connection]);
    expect(text).not.toContain('canary');
    expect(leftOut).toEqual([
      'Acme DEV: the variable `apiToken` looks like a secret and was left out.',
      'Acme DEV: the parameter `password` looks like a secret and was left out.',
      'Acme DEV: the header `X-Api-Key` looks like a secret and was left out.',
    ]);
    expect(text).toContain('token_format');
  });

  it('takes a login out of the token URL, and secret claims out of an assertion', () => {
    const assertion = {
      kind: 'assertion',
      algorithm: 'RS256',
      keyId: '',
      issuer: 'i',
      subject: '',
      audience: '',
      lifetimeSeconds: 60,
      backDateSeconds: 0,
      extraClaims: '{"tenant":"acme","deep":{"secret":"canary"}}',
      placement: { in: 'jwt-bearer-grant', tokenUrl: 'https://me:canary@x.test/t?client_secret=canary', scope: '' },
    } as const;
    const { text, leftOut } = writeConnectionsFile([{ ...connection, variables: {}, credential: assertion }]);
    expect(text).not.toContain('canary');
    expect(leftOut).toHaveLength(2);
    expect(readConnectionsFile(text)).toMatchObject({
      connections: [{ credential: { extraClaims: '{"tenant":"acme"}', placement: { tokenUrl: 'https://x.test/t' } } }],
    });
  });

  const file = (change: object) =>
    JSON.stringify({ ...JSON.parse(writeConnectionsFile([connection]).text), ...change }, null, 2);
  const one = (change: object) => JSON.parse(file({})).connections.map((good: object) => ({ ...good, ...change }));

  it.each([
    ['no JSON', '{ "format": ', '', 1],
    ['some other JSON', '{ "canary": true }', '', null],
    ['of a newer version', file({ version: 2 }), 'version', null],
    ['without a name', file({ connections: one({ name: undefined }) }), 'connections[0].name', 5],
    ['with an unknown system', file({ connections: one({ system: 'canary' }) }), 'connections[0].system', 7],
    [
      'with a credential of an unknown kind',
      file({ connections: one({ credential: { kind: 'canary' } }) }),
      'connections[0].credential.kind',
      12,
    ],
    [
      'with a token URL that is none',
      file({ connections: one({ credential: { ...client, tokenUrl: 'canary' } }) }),
      'connections[0].credential.tokenUrl',
      null,
    ],
    [
      'with a header that cannot be',
      file({ connections: one({ credential: { ...client, extraHeaders: [{ name: 'ca nary', value: 'canary' }] } }) }),
      'connections[0].credential.extraHeaders[0].name',
      null,
    ],
    [
      'with a certificate that is none',
      file({ connections: one({ trust: { extraCa: 'canary', pinnedFingerprint: null } }) }),
      'connections[0].trust.extraCa',
      null,
    ],
  ])('is refused %s, at its field and line, without repeating it', (_, text, field, line) => {
    const reading = readConnectionsFile(text);
    const problems = reading.ok ? [] : reading.problems;
    expect(problems.map((problem) => problem.field)).toEqual([field]);
    if (line !== null) expect(problems[0]?.line).toBe(line);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });

  it('names every problem of every connection', () => {
    const [good] = one({});
    const reading = readConnectionsFile(file({ connections: [{ ...good, name: 1 }, good, { ...good, system: 2 }] }));
    expect(reading.ok ? [] : reading.problems.map(({ field }) => field)).toEqual([
      'connections[0].name',
      'connections[2].system',
    ]);
  });

  it('reads no prototype out of a file', () => {
    const text = file({}).replace('"variables": {', '"variables": { "__proto__": { "polluted": "yes" },');
    const reading = readConnectionsFile(text);
    expect(reading.ok && Reflect.get(reading.connections[0]?.variables ?? {}, 'polluted')).toBeUndefined();
  });
});

it.each([
  ['client_secret', 'x', true],
  ['X-Api-Key', 'x', true],
  ['accessToken', 'x', true],
  ['dbPassword', 'x', true],
  ['Authorization', 'x', true],
  ['note', 'Bearer abc', true],
  ['note', '-----BEGIN RSA PRIVATE KEY-----', true],
  ['note', 'eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln', true],
  ['hook', 'https://x.test/?api_key=1', true],
  ['hook', 'https://me:pw@x.test/', true],
  ['token_format', 'opaque', false],
  ['token_url', 'https://x.test/oauth/token', false],
  ['client_assertion_type', 'urn:ietf:params', false],
  ['keyboard', 'qwerty', false],
  ['password', ' ', false],
])('takes %s with the value %s for a secret: %s', (name, value, isSecret) => {
  expect(looksSecret(name, value)).toBe(isSecret);
});
