import type { Problem } from '#shared/contract/errors.ts';
import type { KeyDescription } from '#shared/model/key-description.ts';
import type { ServiceKey } from '#shared/systems/sap-workflow/service-key.ts';
import type { Secret } from '../store/secret.ts';

/** What a Google service-account key says beside its private key. `clientEmail` is the issuer of its assertions. */
export type GoogleServiceAccount = { clientEmail: string; privateKeyId: string; projectId: string };

/** A key file, read. Holds the secret: it stays in the core. */
export type ReadKey = {
  ok: true;
  /** What the file is, in words that fit behind "This is": "a Google service account key". */
  words: string;
  key: KeyDescription;
  /** Private keys are PKCS#8 PEM, that of an `x509` secret too: it can sign assertions as it stands. */
  secret: Secret;
  sapServiceKey: ServiceKey | null;
  googleServiceAccount: GoogleServiceAccount | null;
  /** Sentences that never repeat a value. */
  warnings: string[];
};

export type UnreadKey = { ok: false; needsPassword: boolean; problems: Problem[] };

export type KeyFileReading = ReadKey | UnreadKey;

type Place = { field?: string; line?: number | null; column?: number | null };

/** The file is refused: what it is, and what would be right. */
export function refuse(
  sentence: string,
  mend: string,
  { field = '', line = null, column = null }: Place = {},
): UnreadKey {
  return { ok: false, needsPassword: false, problems: [{ field, line, column, sentence, mend }] };
}

/** The file is refused until its password is known. */
export function askForPassword(sentence: string, mend: string): UnreadKey {
  return { ...refuse(sentence, mend), needsPassword: true };
}

export const usableFiles =
  'Choose a service key of SAP, a Google service account key, a .p12 or .pfx key store, a private key in PEM form, or a JWK.';
