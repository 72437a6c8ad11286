import type { KeyDescription } from '#shared/model/key-description.ts';
import { client } from '../../app/client.ts';
import { type ErrorText, errorText } from '../../app/error-text.ts';

/** A key the core has read and holds for ten minutes: everything that may be said of it, and the id it is held under. */
export type HeldKey = { heldId: string; fileName: string; words: string; key: KeyDescription; problems: string[] };

/** What reading a key file came to. */
export type KeyReading =
  | { kind: 'held'; held: HeldKey; isWholeConnection: boolean }
  /** The file is sealed and opens with a password of its own. */
  | { kind: 'sealed'; error: ErrorText }
  | { kind: 'failed'; error: ErrorText };

/**
 * Lets the core read a key file by its content. The bytes go from the file to the core and are read by nothing here; the
 * password goes the same way. Never rejects.
 */
export async function readKey(file: Blob, fileName: string, password: string | null): Promise<KeyReading> {
  try {
    const { suggestion, ...held } = await client.connections.readKey({ file, fileName, password });
    return { kind: 'held', held: { ...held, fileName }, isWholeConnection: suggestion !== null };
  } catch (thrown) {
    const error = errorText(thrown);
    return { kind: error.code === 'KEY_PASSWORD_NEEDED' ? 'sealed' : 'failed', error };
  }
}

/** The endings key files come with. What a file is, is judged by its content; this only sorts the chooser's list. */
const keyEndings = '.json,.txt,.pem,.key,.crt,.cer,.p12,.pfx,.jwk,.jwks';

/** Lets the user choose a file. */
export function chooseFile(onChosen: (file: File) => void, accept = keyEndings): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) onChosen(file);
  });
  input.click();
}
