import { X509Certificate } from 'node:crypto';
import type { Connection, ConnectionIdentity } from '#shared/model/connection.ts';
import { systemTrust } from '#shared/model/trust.ts';
import type { ServiceKey } from '#shared/systems/sap-workflow/service-key.ts';
import type { GoogleServiceAccount, ReadKey } from '../keys/key-file-reading.ts';
import type { Secret } from '../store/secret.ts';

/** What a key file, or whoever fills in the form, says of a connection. */
export type ConnectionParts = Pick<Connection, 'name' | 'system' | 'variables' | 'credential' | 'identity'>;

export const noIdentity: ConnectionIdentity = {
  tenant: null,
  subaccountId: null,
  xsappname: null,
  serviceInstanceId: null,
};

/** The connection a key file says enough for; null when it is a key alone. */
export function partsOfKey({ sapServiceKey, googleServiceAccount }: ReadKey): ConnectionParts | null {
  if (sapServiceKey !== null) return sapParts(sapServiceKey);
  return googleServiceAccount === null ? null : magnusParts(googleServiceAccount);
}

function sapParts(key: ServiceKey): ConnectionParts {
  return {
    name: key.suggestedName,
    system: 'sap-workflow',
    variables: key.variables,
    credential: {
      kind: 'oauth2-client-credentials',
      tokenUrl: key.tokenUrl,
      clientId: key.clientId,
      clientAuthentication: 'post-body',
      secretKind: key.secret.kind,
      scope: '',
      extraParameters: [],
      extraHeaders: [],
      certificateExpiresAt: certificateEnd(key.secret),
    },
    identity: key.identity,
  };
}

/**
 * Magnus takes the self-signed JWT itself, in the body. Its header is to hold `alg` and `typ` and nothing else is asked for, so
 * the key's id stays out of it; `iat` lies a minute back for a server whose clock is behind, within the hour that is allowed.
 */
function magnusParts({ clientEmail, projectId }: GoogleServiceAccount): ConnectionParts {
  return {
    name: projectId === '' ? 'Magnus' : `Magnus · ${projectId}`.slice(0, 80),
    system: 'magnus',
    variables: {},
    credential: {
      kind: 'assertion',
      algorithm: 'RS256',
      keyId: '',
      issuer: clientEmail,
      subject: '',
      audience: '',
      lifetimeSeconds: 3_600,
      backDateSeconds: 60,
      extraClaims: '',
      placement: { in: 'body-property', property: 'jwt' },
    },
    identity: { ...noIdentity, tenant: projectId === '' ? null : projectId },
  };
}

type Circumstances = { id: string; now: number; takenNames: readonly string[]; isPractice: boolean };

/**
 * A new connection of these parts, or the existing one brought up to date: what the user named, coloured, added or decided
 * stays as it is, what the key says anew wins.
 */
export function connectionOf(
  parts: ConnectionParts,
  existing: Connection | null,
  { id, now, takenNames, isPractice }: Circumstances,
): Connection {
  return {
    isProduction: false,
    colour: 'none',
    trust: systemTrust,
    createdAt: now,
    lastUsedAt: null,
    ...existing,
    id,
    name: existing?.name ?? freeName(parts.name, takenNames),
    system: parts.system,
    isPractice,
    variables: { ...existing?.variables, ...parts.variables },
    credential: existing === null ? parts.credential : renewedCredential(existing.credential, parts.credential),
    identity: parts.identity,
  };
}

function renewedCredential(
  before: Connection['credential'],
  after: Connection['credential'],
): Connection['credential'] {
  if (before.kind === 'assertion' && after.kind === 'assertion') return { ...before, issuer: after.issuer };
  if (before.kind !== 'oauth2-client-credentials' || after.kind !== 'oauth2-client-credentials') return after;
  const { tokenUrl, clientId, secretKind, certificateExpiresAt } = after;
  return { ...before, tokenUrl, clientId, secretKind, certificateExpiresAt };
}

/** Epoch ms at which the first certificate of an X.509 secret ends; null for another secret or when it cannot be read. */
export function certificateEnd(secret: Secret): number | null {
  if (secret.kind !== 'x509') return null;
  try {
    return new X509Certificate(secret.certificate).validToDate.getTime();
  } catch {
    return null;
  }
}

const longestName = 80;

/** The name, or with the first number behind it that is free: `Acme DEV 2`. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const base = wanted.trim().slice(0, longestName).trim() || 'Connection';
  if (!taken.includes(base)) return base;
  for (let number = 2; ; number += 1) {
    const ending = ` ${number}`;
    const candidate = `${base.slice(0, longestName - ending.length).trim()}${ending}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
