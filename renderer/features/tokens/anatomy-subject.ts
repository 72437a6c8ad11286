import type { ConnectionView } from '#shared/model/connection.ts';
import type { LoginPreview } from '#shared/model/preview.ts';
import type { Jwt } from '#shared/text/jwt.ts';

/** What a connection has to take apart, or why there is nothing. */
export type AnatomySubject =
  | { kind: 'jwt'; title: string; note: string; jwt: Jwt; isAssertion: boolean }
  | { kind: 'nothing'; title: string; sentence: string };

type Login = Pick<ConnectionView, 'name' | 'credential' | 'token'>;

/** The token at hand comes before the assertion that would be signed now: it is what the next call carries. */
export function subjectOf(connection: Login, assertion: LoginPreview['assertion']): AnatomySubject {
  const { token } = connection;
  if (token?.header && token.claims) {
    const jwt = { header: token.header, claims: token.claims };
    return { kind: 'jwt', title: `Token ${token.tag}`, note: tokenNote(connection), jwt, isAssertion: false };
  }
  if (token !== null) {
    return {
      kind: 'nothing',
      title: `Token ${token.tag} is opaque`,
      sentence:
        'It is no JWT: a mere reference, which only the server that issued it can look up. Its scopes, where the answer named them, stand on the connection’s page.',
    };
  }
  if (assertion !== null) {
    const note = `as ${connection.name} would sign it now; nothing is sent`;
    return { kind: 'jwt', title: 'Assertion', note, jwt: assertion, isAssertion: true };
  }
  return nothingOf(connection);
}

function tokenNote({ name, credential }: Login): string {
  if (credential.kind === 'oauth2-client-credentials') {
    return `fetched by client credentials from ${hostOf(credential.tokenUrl)}`;
  }
  if (credential.kind === 'assertion' && 'tokenUrl' in credential.placement) {
    return `fetched with an assertion from ${hostOf(credential.placement.tokenUrl)}`;
  }
  return `of ${name}`;
}

function nothingOf({ name, credential }: Login): AnatomySubject {
  switch (credential.kind) {
    case 'oauth2-client-credentials':
      return { kind: 'nothing', title: 'No token yet', sentence: `The first call of ${name} fetches one, or you do.` };
    case 'assertion':
      return {
        kind: 'nothing',
        title: 'No assertion to show',
        sentence: `What ${name} would sign cannot be told yet; its page says what is missing.`,
      };
    case 'bearer':
      return {
        kind: 'nothing',
        title: 'The token is in the vault',
        sentence: `${name} sends a token that somebody else fetched, and it is not shown again. Paste it to take it apart.`,
      };
    default:
      return {
        kind: 'nothing',
        title: 'There is no token',
        sentence: `${name} logs in without one. A JWT from elsewhere can be pasted.`,
      };
  }
}

/** The host of an address, or all of it where it is none. */
function hostOf(address: string): string {
  return URL.parse(address)?.host ?? address;
}
