/**
 * What the key worker is given: a key store, or one private key under a password. `passwords` are tried in turn; null is
 * "no password at all", which is another thing than an empty one.
 */
export type SealedFile =
  | { kind: 'pkcs12'; der: Uint8Array; passwords: readonly (string | null)[] }
  | { kind: 'pkcs8'; der: Uint8Array; passwords: readonly (string | null)[] }
  | { kind: 'pem'; pem: string; passwords: readonly (string | null)[] };

/** What was in it: private keys as PKCS#8 DER, certificates as DER. */
export type Opened = {
  ok: true;
  keys: Uint8Array[];
  certificates: Uint8Array[];
  /** Place in `passwords` of the one that opened it. */
  opener: number;
  /** False when the file's check sum is of a kind that cannot be computed here. */
  isChecked: boolean;
};

/**
 * Why nothing came out. `altered`: the password is right, and the content is not what it was made as. `unsupported`: a
 * cipher, check sum or part nobody here can read. `exhausted`: too large or too slow, and stopped. `failed`: the worker itself did not run.
 */
export type Unopened = { ok: false; why: 'password' | 'altered' | 'damaged' | 'unsupported' | 'exhausted' | 'failed' };
