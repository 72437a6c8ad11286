import { createHash } from 'node:crypto';

/** Four hexadecimal digits of SHA-256: enough to tell two secrets apart, far too little to guess one. */
export function secretTag(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 4);
}

/** The stable name a secret goes by wherever it would have stood: `‹client secret 9c2e›`. */
export function pseudonym(kind: string, value: string): string {
  return `‹${kind} ${secretTag(value)}›`;
}
