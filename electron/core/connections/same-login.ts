import type { Connection } from '#shared/model/connection.ts';

type Login = Pick<Connection, 'system' | 'variables' | 'credential'>;

/**
 * The same account at the same place: a key given again, or a connection imported twice, and not another connection. A token
 * endpoint says where; every other credential is for the endpoints of its connection.
 */
export function isSameLogin(one: Login, other: Login): boolean {
  return loginText(one) === loginText(other);
}

/** Whether a key file is for this connection. The key of a service account does not say where it is used. */
export function isKeyFor(connection: Login, parts: Login): boolean {
  const [one, other] = [connection.credential, parts.credential];
  if (one.kind !== 'assertion' || other.kind !== 'assertion') return isSameLogin(connection, parts);
  return connection.system === parts.system && one.issuer === other.issuer;
}

function loginText({ system, variables, credential }: Login): string {
  if (credential.kind === 'oauth2-client-credentials') {
    return JSON.stringify([credential.kind, credential.tokenUrl, credential.clientId]);
  }
  const endpoints = Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([credential.kind, system, endpoints, accountOf(credential)]);
}

function accountOf(credential: Connection['credential']): unknown {
  switch (credential.kind) {
    case 'assertion':
      return [credential.issuer, credential.subject, credential.keyId, credential.placement];
    case 'basic':
      return credential.username;
    case 'api-key':
      return [credential.in, credential.name];
    default:
      return null;
  }
}
