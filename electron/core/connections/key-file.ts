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
