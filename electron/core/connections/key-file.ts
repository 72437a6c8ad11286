import { X509Certificate } from 'node:crypto';
import type { Connection } from '#shared/model/connection.ts';
import { readServiceKey, type ServiceKey } from '#shared/systems/sap-workflow/service-key.ts';
import { Failure } from '../failure.ts';

/**
 * Reads the text of a key file by its content.
 * @throws Failure KEY_UNREADABLE with every problem found, none of which repeats a value
 */
export function readKeyFile(text: string): ServiceKey {
  const read = readServiceKey(text);
  if (read.ok) return read.key;
  const sentence = read.problems[0]?.sentence ?? 'This file is not a service key.';
  throw new Failure('KEY_UNREADABLE', sentence, { problems: read.problems });
}

/**
 * The connection a key makes, or the existing one brought up to date: name, client authentication, scope and variables
 * the user added stay as they are, what the key says anew wins.
 */
export function connectionFromKey(
  key: ServiceKey,
  existing: Connection | null,
  options: { id: string; now: number; takenNames: string[]; isPractice: boolean },
): Connection {
  const before = existing?.credential.kind === 'oauth2-client-credentials' ? existing.credential : null;
  return {
    id: options.id,
    name: existing?.name ?? freeName(options.isPractice ? 'Practice' : key.suggestedName, options.takenNames),
    system: 'sap-workflow',
    isPractice: options.isPractice,
    variables: { ...existing?.variables, ...key.variables },
    credential: {
      kind: 'oauth2-client-credentials',
      tokenUrl: key.tokenUrl,
      clientId: key.clientId,
      clientAuthentication: before?.clientAuthentication ?? 'post-body',
      secretKind: key.secret.kind,
      scope: before?.scope ?? '',
      certificateExpiresAt: key.secret.kind === 'x509' ? certificateEnd(key.secret.certificate) : null,
    },
    identity: key.identity,
    createdAt: existing?.createdAt ?? options.now,
    lastUsedAt: existing?.lastUsedAt ?? null,
  };
}

/** Epoch ms at which the first certificate of a PEM chain ends; null when it cannot be read. */
function certificateEnd(pem: string): number | null {
  try {
    return new X509Certificate(pem).validToDate.getTime();
  } catch {
    return null;
  }
}

function freeName(wanted: string, taken: string[]): string {
  const base = wanted.trim().slice(0, 70) || 'SAP Workflow';
  if (!taken.includes(base)) return base;
  for (let number = 2; ; number += 1) {
    const candidate = `${base} ${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
