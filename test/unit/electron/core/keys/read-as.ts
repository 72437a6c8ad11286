import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { KeyFileReading, ReadKey } from '#core/keys/key-file-reading.ts';
import { readKeyFile } from '#core/keys/read-key-file.ts';

export async function read(
  content: string | Uint8Array,
  given: string | null = null,
  fileName = 'key',
): Promise<KeyFileReading> {
  return readKeyFile(typeof content === 'string' ? Buffer.from(content, 'utf8') : content, fileName, given);
}

export async function readOk(
  content: string | Uint8Array,
  given: string | null = null,
  fileName = 'key',
): Promise<ReadKey> {
  const reading = await read(content, given, fileName);
  if (!reading.ok) throw new Error(JSON.stringify(reading));
  return reading;
}

export async function sentenceOf(content: string | Uint8Array, given: string | null = null): Promise<string> {
  const reading = await read(content, given);
  if (reading.ok) throw new Error(`it was read as ${reading.words}`);
  return reading.problems[0]?.sentence ?? '';
}

export function keyOf({ secret }: ReadKey): KeyObject {
  if (secret.kind === 'private-key') return createPrivateKey(secret.pem);
  if (secret.kind === 'x509') return createPrivateKey(secret.key);
  throw new Error(secret.kind);
}

export function isSameKey(one: KeyObject, other: KeyObject): boolean {
  return createPublicKey(one).equals(createPublicKey(other));
}
