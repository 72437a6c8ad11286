import { partsOfKey } from '../connections/key-connection.ts';
import { readKeyFile } from '../keys/read-key-file.ts';
import type { PracticeOffer } from './practice-kind.ts';

/** What a key file of a practice system makes: read like one that a person drops on the window. */
export async function offerOfKey(text: string, name: string): Promise<PracticeOffer> {
  const reading = await readKeyFile(Buffer.from(text), 'practice.json', null);
  const parts = reading.ok ? partsOfKey(reading) : null;
  if (!reading.ok || parts === null) throw new Error('the key of a practice system could not be read');
  return { parts: { ...parts, name }, secret: reading.secret, extraCa: null };
}
