import { formatDuration } from '../text/duration.ts';
import { epochMsOf, isMilliseconds } from './time-line.ts';

/** What a note may take into account beside the value itself. */
export type NoteContext = {
  /** Epoch ms. */
  now: number;
  /** Client id of the connection the token belongs to; null for a pasted one. */
  clientId: string | null;
};

type Note = (value: unknown, context: NoteContext) => string;

const text =
  (sentence: string): Note =>
  () =>
    sentence;

/** A time, seen from now. `passed` and `ahead` begin the sentence. */
const moment =
  (passed: string, ahead: string): Note =>
  (value, { now }) => {
    const at = epochMsOf(value);
    if (at === null) return 'should be a number of seconds since 1970';
    const span = at <= now ? `${passed} ${formatDuration(now - at)} ago` : `${ahead} in ${formatDuration(at - now)}`;
    return isMilliseconds(value) ? `${span}; it is in milliseconds where seconds belong` : span;
  };

const client: Note = (value, { clientId }) =>
  clientId === null
    ? 'the client that fetched the token'
    : value === clientId
      ? 'the client id of this connection'
      : 'another client than this connection’s';

/** Registered claims (RFC 7519, 4.1; RFC 9068; OpenID Connect Core). */
const registered: Readonly<Record<string, Note>> = {
  iss: text('who issued it'),
  sub: text('whom it is about'),
  aud: (value) => `whom it is meant for${Array.isArray(value) && value.length > 1 ? ': any one of these' : ''}`,
  exp: moment('expired', 'expires'),
  nbf: moment('valid since', 'valid'),
  iat: moment('issued', 'issued, by its clock,'),
  jti: text('id of this token: no two are alike'),
  scope: text('what it allows'),
  scp: text('what it allows'),
  client_id: client,
  azp: client,
  nonce: text('ties it to the login that asked for it'),
  auth_time: moment('the person logged in', 'the person logs in'),
  act: text('who acts for the subject'),
  cnf: text('bound to a key or certificate: it is of no use without it'),
};

/** Claims of XSUAA, SAP’s build of the Cloud Foundry UAA. */
const xsuaa: Readonly<Record<string, Note>> = {
  cid: client,
  authorities: text('what the client was granted; with client credentials the same as scope'),
  ext_attr: text('what XSUAA adds: subaccount, subdomain (zdn) and the service instance the client belongs to'),
  'xs.system.attributes': text('role collections of the person; a technical client has none'),
  'xs.user.attributes': text('attributes of the person that roles may refer to'),
  zid: text('the subaccount (tenant) it holds for'),
  rev_sig: text('changes with the secret of client or user: tokens with an older one can be revoked'),
  grant_type: (value) =>
    value === 'client_credentials'
      ? 'fetched by client credentials: it carries no person'
      : 'how it was obtained; it may carry a person',
  origin: text('identity provider the person came from'),
  user_id: text('id of the person at XSUAA'),
  user_name: text('name the person logged in with'),
  email: text('mail address of the person or account'),
  given_name: text('first name of the person'),
  family_name: text('family name of the person'),
  az_attr: text('additional attributes asked for with the token'),
};

/** Claims of Google’s tokens and of assertions by its service accounts. */
const google: Readonly<Record<string, Note>> = {
  iss: text('the service account that signed it'),
  sub: text('the person or service account it acts for'),
  target_audience: text('audience of the identity token it asks for'),
  email_verified: text('Google has checked the mail address'),
  hd: text('the Google Workspace domain of the account'),
  at_hash: text('ties it to the access token issued beside it'),
};

/** Header parameters (RFC 7515, 4.1). */
const header: Readonly<Record<string, Note>> = {
  alg: (value) => algorithms[String(value)] ?? 'the algorithm it was signed with',
  typ: text('kind of the token'),
  kid: text('names the key it was signed with'),
  jku: text('where the public keys are; not trusted by itself'),
  jwk: text('a public key brought along; not trusted by itself'),
  x5u: text('where the certificate is; not trusted by itself'),
  x5c: text('certificates brought along; not trusted by themselves'),
  x5t: text('SHA-1 fingerprint of the certificate'),
  'x5t#S256': text('SHA-256 fingerprint of the certificate'),
  cty: text('kind of what is inside'),
  crit: text('extensions a reader has to understand, or refuse the token'),
  jid: text('id of the token, repeated by XSUAA'),
};

const algorithms: Readonly<Record<string, string>> = {
  RS256: 'RSA with SHA-256',
  RS384: 'RSA with SHA-384',
  RS512: 'RSA with SHA-512',
  PS256: 'RSA-PSS with SHA-256',
  PS384: 'RSA-PSS with SHA-384',
  PS512: 'RSA-PSS with SHA-512',
  ES256: 'ECDSA on P-256 with SHA-256',
  ES384: 'ECDSA on P-384 with SHA-384',
  ES512: 'ECDSA on P-521 with SHA-512',
  EdDSA: 'EdDSA',
  HS256: 'HMAC with SHA-256: one shared secret both signs and checks',
  HS384: 'HMAC with SHA-384: one shared secret both signs and checks',
  HS512: 'HMAC with SHA-512: one shared secret both signs and checks',
  none: 'not signed at all: anybody can write such a token',
};

/** What a header parameter means; empty when it is not known. */
export function headerNote(name: string, value: unknown, context: NoteContext): string {
  return noteFrom([header], name, value, context);
}

/** What a claim means, with the words of whoever issued it where they say more; empty when it is not known. */
export function claimNote(
  name: string,
  value: unknown,
  claims: Readonly<Record<string, unknown>>,
  context: NoteContext,
): string {
  return noteFrom(isGoogles(claims) ? [google, registered, xsuaa] : [registered, xsuaa, google], name, value, context);
}

function isGoogles({ iss }: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof iss === 'string' &&
    (iss.endsWith('.gserviceaccount.com') || /^(?:https:\/\/)?accounts\.google\.com$/.test(iss))
  );
}

function noteFrom(
  tables: readonly Readonly<Record<string, Note>>[],
  name: string,
  value: unknown,
  context: NoteContext,
): string {
  const table = tables.find((one) => Object.hasOwn(one, name));
  return table?.[name]?.(value, context) ?? '';
}
