import { z } from 'zod';
import { NewConnection } from '#shared/contract/connections.ts';
import { type Connection, ConnectionColour, ConnectionIdentity } from '#shared/model/connection.ts';
import type { Credential, ExtraField } from '#shared/model/credential.ts';
import { systemTrust, Trust } from '#shared/model/trust.ts';
import { noIdentity } from './key-connection.ts';
import { looksSecret } from './looks-secret.ts';

export const connectionsFormat = 'gatewright-connections';
/** The layout this version writes, and the newest it reads. */
export const connectionsVersion = 1;

/** A connection in a file: what it is, without an id, a time, a secret or a token. */
export const PortableConnection = NewConnection.extend({
  isProduction: z.boolean().default(false),
  colour: ConnectionColour.default('none'),
  trust: Trust.default(systemTrust),
  identity: ConnectionIdentity.default(noIdentity),
});
export type PortableConnection = z.infer<typeof PortableConnection>;

/** The text of such a file, and a sentence for everything that was left out because it looks like a secret. */
export function writeConnectionsFile(connections: readonly Connection[]): { text: string; leftOut: string[] } {
  const leftOut: string[] = [];
  const portable = connections.map((connection) =>
    portableOf(connection, (what, name) => {
      leftOut.push(`${connection.name}: ${what} \`${name}\` looks like a secret and was left out.`);
    }),
  );
  const content = { format: connectionsFormat, version: connectionsVersion, connections: portable, leftOut };
  return { text: `${JSON.stringify(content, null, 2)}\n`, leftOut };
}

type OnLeftOut = (what: string, name: string) => void;

function portableOf(connection: Connection, onLeftOut: OnLeftOut): PortableConnection {
  const { name, system, isProduction, colour, trust, identity } = connection;
  const variables = Object.entries(connection.variables).filter(([variable, value]) => {
    if (!looksSecret(variable, value)) return true;
    onLeftOut('the variable', variable);
    return false;
  });
  return {
    name,
    system,
    variables: Object.fromEntries(variables),
    credential: portableCredential(connection.credential, onLeftOut),
    isProduction,
    colour,
    trust,
    identity,
  };
}

function portableCredential(credential: Credential, onLeftOut: OnLeftOut): Credential {
  switch (credential.kind) {
    case 'oauth2-client-credentials':
      return {
        ...credential,
        tokenUrl: withoutLogin(credential.tokenUrl, onLeftOut),
        extraParameters: openFields(credential.extraParameters, 'the parameter', onLeftOut),
        extraHeaders: openFields(credential.extraHeaders, 'the header', onLeftOut),
        certificateExpiresAt: null,
      };
    case 'assertion':
      return {
        ...credential,
        extraClaims: openClaims(credential.extraClaims, onLeftOut),
        placement:
          'tokenUrl' in credential.placement
            ? { ...credential.placement, tokenUrl: withoutLogin(credential.placement.tokenUrl, onLeftOut) }
            : credential.placement,
      };
    default:
      return credential;
  }
}

function openFields(fields: readonly ExtraField[], what: string, onLeftOut: OnLeftOut): ExtraField[] {
  return fields.filter(({ name, value }) => {
    if (!looksSecret(name, value)) return true;
    onLeftOut(what, name);
    return false;
  });
}

/** The claims as they are, unless one of them looks like a secret; then they are written anew without it. */
function openClaims(text: string, onLeftOut: OnLeftOut): string {
  if (text.trim() === '') return '';
  const claims: unknown = parse(text);
  if (typeof claims !== 'object' || claims === null) {
    onLeftOut('the text of', 'extraClaims');
    return '';
  }
  const isOpen = ([name, value]: [string, unknown]) => !holdsSecret(name, value);
  const entries = Object.entries(claims);
  for (const [name] of entries.filter((entry) => !isOpen(entry))) onLeftOut('the claim', name);
  return entries.every(isOpen) ? text : JSON.stringify(Object.fromEntries(entries.filter(isOpen)));
}

function holdsSecret(name: string, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return looksSecret(name, String(value ?? ''));
  return Object.entries(value).some(([inner, one]) => holdsSecret(Array.isArray(value) ? name : inner, one));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A password or a secret parameter takes the whole query along. */
function withoutLogin(address: string, onLeftOut: OnLeftOut): string {
  const url = URL.parse(address);
  if (url === null || !looksSecret('', address)) return address;
  onLeftOut('a part of the address', 'tokenUrl');
  url.username = '';
  url.password = '';
  url.search = '';
  return url.href;
}
