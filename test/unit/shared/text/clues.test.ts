import { describe, expect, it } from 'vitest';
import { noClues } from '#shared/model/clues.ts';
import { readClues } from '#shared/text/clues.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = part({ alg: 'RS256', typ: 'JWT' });
const claims = part({ iss: 'robot@acme.iam.gserviceaccount.com', scope: ['workflow!b10150.TASK_GET'] });
const signature = Buffer.alloc(256, 7).toString('base64url');
const jwt = `${header}.${claims}.${signature}`;
const url = 'https://api.example.org/v1/tasks';

const authorizationOf = (value: string) =>
  readClues({ url, headers: [{ name: 'authorization', value }], body: null }).authorization;
const tokenCall = (body: string, headers: { name: string; value: string }[] = []) =>
  readClues({ url: 'https://acme.authentication.eu10.hana.ondemand.com/oauth/token', headers, body }).clientSecret;
const basic = (pair: string) => ({ name: 'Authorization', value: `Basic ${Buffer.from(pair).toString('base64')}` });

describe('readClues', () => {
  it('is the one empty object for a call without credentials', () => {
    expect(readClues({ url, headers: [{ name: 'Accept', value: '*/*' }], body: '{"definitionId":"a"}' })).toBe(noClues);
  });

  it.each([
    [`Bearer ${jwt}`, 'bearer', 'jwt', ''],
    [`bearer ${jwt}`, 'bearer', 'jwt', ''],
    [jwt, '', 'jwt', ''],
    [`Bearer: ${jwt}`, 'bearer', 'jwt', 'a colon after the scheme'],
    [`Bearer Bearer ${jwt}`, 'bearer', 'damaged-jwt', 'the word Bearer stands within'],
    [`Bearer${jwt}`, '', 'damaged-jwt', 'the scheme and the token run together'],
    [`Bearer "${jwt}"`, 'bearer', 'damaged-jwt', 'in quotation marks'],
    [`Bearer ${header}`, 'bearer', 'damaged-jwt', 'one part of three'],
    [`Bearer ${header}.${claims}`, 'bearer', 'damaged-jwt', 'two parts of three'],
    [`Bearer ${header}.${claims.slice(0, -9)}.${signature}`, 'bearer', 'damaged-jwt', 'its claims do not decode'],
    [`Bearer ${header}.${claims}\n.${signature}`, 'bearer', 'damaged-jwt', 'a line break within'],
    [`Bearer ${header}.${claims}...`, 'bearer', 'damaged-jwt', 'dots stand for what was left out'],
    [`Bearer ${header}.${claims}.`, 'bearer', 'jwt', 'its signature is missing'],
    [`Bearer ${jwt.slice(0, -30)}`, 'bearer', 'jwt', 'its signature is cut short'],
    ['Bearer {{access_token}}', 'bearer', 'placeholder', ''],
    ['Bearer undefined', 'bearer', 'placeholder', ''],
    ['Bearer <token>', 'bearer', 'placeholder', ''],
    ['Bearer $TOKEN', 'bearer', 'placeholder', ''],
    ['Bearer', 'bearer', 'empty', ''],
    ['Bearer ', 'bearer', 'empty', ''],
    ['Bearer 8f1c0f2ab1e74c0d', 'bearer', 'opaque', ''],
  ])('reads the form of %s', (value, scheme, form, fault) => {
    expect(authorizationOf(value)).toEqual({ scheme, form, fault, username: null });
  });

  it('reads an encrypted token of five parts as opaque, not as damaged', () => {
    expect(authorizationOf(`Bearer ${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`)?.form).toBe('opaque');
  });

  it('tells the user name of Basic and nothing of the password', () => {
    const clues = readClues({ url, headers: [basic('jörg:winter-storm')], body: null });
    expect(clues.authorization).toEqual({ scheme: 'basic', form: 'user-password', fault: '', username: 'jörg' });
    expect(JSON.stringify(clues)).not.toContain('winter');
  });

  it('does not tell a user name without a password, which may be an API key', () => {
    expect(authorizationOf(basic('sk_live_4242:').value)).toEqual({
      scheme: 'basic',
      form: 'user-password',
      fault: 'the password is empty',
      username: null,
    });
  });

  it.each([
    ['Basic', 'empty', ''],
    ['Basic {{credentials}}', 'placeholder', ''],
    ['Basic jane:secret', 'opaque', 'not in Base64'],
    [`Basic ${Buffer.from('no colon').toString('base64')}`, 'opaque', 'no colon in it'],
  ])('reads the form of %s', (value, form, fault) => {
    expect(authorizationOf(value)).toEqual({ scheme: 'basic', form, fault, username: null });
  });

  it('decodes the JWTs of header and body, without a part of their signatures', () => {
    const body = JSON.stringify({ c: '713aa58d', configuration: {}, jwt });
    const clues = readClues({ url, headers: [{ name: 'Authorization', value: `Bearer ${jwt}` }], body });
    const said = {
      header: { alg: 'RS256', typ: 'JWT' },
      claims: JSON.parse(Buffer.from(claims, 'base64url').toString()),
    };
    expect(clues.jwts).toEqual([
      { in: 'authorization', ...said },
      { in: 'body', ...said },
    ]);
    expect(JSON.stringify(clues)).not.toContain(signature.slice(0, 12));
  });

  it.each([
    [{ jwt }, 'jwt', ''],
    [{ jwt: '' }, 'empty', ''],
    [{ jwt: null }, 'empty', ''],
    [{ jwt: '{{jwt}}' }, 'placeholder', ''],
    [{ jwt: `${header}.${claims}` }, 'damaged-jwt', 'two parts of three'],
    [{ jwt: `Bearer ${jwt}` }, 'damaged-jwt', 'the word Bearer stands within'],
    [{ jwt: 7 }, 'opaque', 'not a text'],
  ])('reads the assertion of a body: %j', (body, form, fault) => {
    const text = JSON.stringify({ c: '713aa58d', ...body });
    expect(readClues({ url, headers: [], body: text }).bodyAssertion).toEqual({ property: 'jwt', form, fault });
  });

  it('reads the assertion of a body with a comma too many', () => {
    const text = `{"c":"713aa58d","jwt" : "${jwt}",}`;
    expect(readClues({ url, headers: [], body: text }).bodyAssertion?.form).toBe('jwt');
  });

  it('finds no assertion in a body whose jwt stands deeper, as a parameter of the workflow', () => {
    const text = JSON.stringify({ configuration: { parameters: [{ jwt }] } });
    expect(readClues({ url, headers: [], body: text }).bodyAssertion).toBeNull();
  });

  // RFC 6749, 2.3.1; SAP-docs/btp-cloud-platform, "Token retrieval fails with status code 401"
  it.each([
    [
      'grant_type=client_credentials&client_id=a&client_secret=ab%2Bc%3D',
      { in: 'body', hasPlus: true, isEncoded: true },
    ],
    ['grant_type=client_credentials&client_id=a&client_secret=ab+c=', { in: 'body', hasPlus: true, isEncoded: false }],
    ['client_secret=ab%20c&grant_type=client_credentials', { in: 'body', hasPlus: true, isEncoded: false }],
    ['client_secret=abc%3D&grant_type=client_credentials', { in: 'body', hasPlus: false, isEncoded: true }],
    ['{"grant_type":"client_credentials","client_secret":"a+b"}', { in: 'body', hasPlus: true, isEncoded: true }],
  ])('sees how the secret of a form travels: %s', (body, clue) => {
    expect(tokenCall(body)).toEqual(clue);
  });

  it.each([
    ['sb-a!b1:ab+c', [], { in: 'basic', hasPlus: true, isEncoded: false }],
    ['sb-a!b1:abc', [], { in: 'basic', hasPlus: false, isEncoded: true }],
    ['sb-a%21b1:ab%2Bc', ['true'], { in: 'basic', hasPlus: true, isEncoded: true }],
    ['sb-a!b1:ab+c', ['true'], { in: 'basic', hasPlus: true, isEncoded: false }],
  ])('sees how the secret of Basic travels: %s %j', (pair, said, clue) => {
    const encoded = said.map((value) => ({ name: 'X-CF-ENCODED-CREDENTIALS', value }));
    expect(tokenCall('grant_type=client_credentials', [basic(pair), ...encoded])).toEqual(clue);
  });

  it('sees a secret in the address', () => {
    const address = 'https://uaa.example.org/oauth/token?grant_type=client_credentials&client_secret=a%2Bb';
    const clues = readClues({ url: address, headers: [], body: null });
    expect(clues.clientSecret).toEqual({ in: 'query', hasPlus: true, isEncoded: true });
  });

  it('takes Basic for no client secret where no token is asked for', () => {
    expect(readClues({ url, headers: [basic('jane:a+b')], body: '<soap/>' }).clientSecret).toBeNull();
  });

  it('is done with text made to be slow within a blink', () => {
    const started = performance.now();
    for (const hostile of ['eyJ'.repeat(90_000), '"jwt":'.repeat(50_000), `eyJ${'.'.repeat(250_000)}`]) {
      readClues({ url, headers: [{ name: 'authorization', value: `Bearer ${hostile}` }], body: hostile });
    }
    expect(performance.now() - started).toBeLessThan(1500);
  });
});
