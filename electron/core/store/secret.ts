import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { type Sealed, seal, unseal } from './seal.ts';
import { vaultFormat } from './vault-file.ts';

/** The hidden part of a credential. Certificate and key are PEM. */
export const Secret = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('client-secret'), value: z.string() }),
  z.object({ kind: z.literal('x509'), certificate: z.string(), key: z.string() }),
  /** PKCS#8 PEM, for signing assertions. */
  z.object({ kind: z.literal('private-key'), pem: z.string() }),
  z.object({ kind: z.literal('password'), value: z.string() }),
  z.object({ kind: z.literal('bearer-token'), value: z.string() }),
  z.object({ kind: z.literal('api-key'), value: z.string() }),
]);
export type Secret = z.infer<typeof Secret>;

/** Seals a secret for one connection's id: moved to another id, it does not open. */
export function sealSecret(id: string, secret: Secret, key: KeyObject): Sealed {
  const bytes = Buffer.from(JSON.stringify(secret), 'utf8');
  try {
    return seal(bytes, key, recordContext(id));
  } finally {
    bytes.fill(0);
  }
}

/** The secret; null when the record is damaged or sealed for something else. */
export function unsealSecret(id: string, sealed: Sealed, key: KeyObject): Secret | null {
  const bytes = unseal(sealed, key, recordContext(id));
  if (bytes === null) return null;
  try {
    return Secret.safeParse(JSON.parse(bytes.toString('utf8'))).data ?? null;
  } catch {
    return null;
  } finally {
    bytes.fill(0);
  }
}

function recordContext(id: string): string {
  return `gatewright-vault/${vaultFormat}/record/${id}`;
}
