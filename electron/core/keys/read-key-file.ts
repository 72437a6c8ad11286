import { decodeText } from '#shared/text/decode-text.ts';
import { type KeyFileReading, refuse, usableFiles } from './key-file-reading.ts';
import { keyWorkerEntry } from './open-sealed.ts';
import { readDerKey } from './read-der.ts';
import { readJsonKey } from './read-json-key.ts';
import { readPemKey } from './read-pem.ts';
import { otherKindOf } from './what-it-is.ts';

/** No key is larger: a key store with a long chain has some tens of kilobytes. */
const maxKeyFileBytes = 1024 * 1024;

/**
 * Reads a key file by its content, whatever it is called: a service key of SAP in every shape, a Google service account key,
 * PEM (PKCS#1, PKCS#8, SEC1, with or without password and certificates), DER, JWK, JWKS, .p12 and .pfx. `password` is null
 * when none was given yet. Never throws; what is no usable key is told by what it is instead.
 * @param workerEntry the file of the key worker, when the bundler put it elsewhere
 */
export async function readKeyFile(
  bytes: Uint8Array,
  fileName: string,
  password: string | null,
  workerEntry: URL = keyWorkerEntry(),
): Promise<KeyFileReading> {
  if (bytes.length > maxKeyFileBytes) {
    return refuse('The file is larger than 1 MB, and no key is.', usableFiles);
  }
  const reading = await readContent(bytes, password, workerEntry, true);
  return reading.ok
    ? { ...reading, warnings: [...nameWarnings(fileName, bytes, reading.words), ...reading.warnings] }
    : reading;
}

async function readContent(
  bytes: Uint8Array,
  password: string | null,
  entry: URL,
  mayBeBase64: boolean,
): Promise<KeyFileReading> {
  const text = decodeText(bytes);
  const other = otherKindOf(bytes, text);
  if (other !== null) return other;
  if (isDer(bytes)) return readDerKey(bytes, password, entry);
  if (/^\s*[{[]/.test(text)) return readJsonKey(text);
  if (/-----(?:BEGIN|END) /.test(text) && !/"\s*:\s*"/.test(text)) return readPemKey(text, password, entry);
  const inner = mayBeBase64 ? decodeBase64(text) : null;
  if (inner !== null) return readContent(inner, password, entry, false);
  if (text.includes('{')) return readJsonKey(text);
  return refuseUnknown(text);
}

/** A SEQUENCE, with a long length, or with a short one that fits. */
function isDer(bytes: Uint8Array): boolean {
  const length = bytes[1] ?? 0;
  return bytes[0] === 0x30 && (length >= 0x80 || length + 2 === bytes.length);
}

/** Portals hand out binary key stores as base64 text. */
function decodeBase64(text: string): Uint8Array | null {
  const compact = text.replaceAll(/\s+/g, '');
  if (compact.length < 64 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return null;
  const inner = Buffer.from(compact, 'base64');
  return inner[0] === 0x30 || inner[0] === 0x7b ? inner : null;
}

function refuseUnknown(text: string): KeyFileReading {
  if (/^-*\s*BEGIN [A-Z0-9 ]+/m.test(text)) {
    return refuse(
      'This looks like PEM, but its -----BEGIN line is damaged: five dashes belong on each side.',
      usableFiles,
    );
  }
  const isBinary = text.includes('\0') || text.split('\ufffd').length > 8;
  return isBinary
    ? refuse('This is a binary file, but neither a .p12 key store nor a key in DER form.', usableFiles)
    : refuse('This is a text, but no key: it is neither PEM nor JSON.', usableFiles);
}

const expectedStarts: Readonly<Record<string, RegExp>> = {
  p12: /^0/,
  pfx: /^0/,
  json: /^\s*[^0-]/,
  pem: /^[^0{]/,
};

/** Says so when name and content disagree: files get mixed up, and the content is what counts. */
function nameWarnings(fileName: string, bytes: Uint8Array, words: string): string[] {
  const extension = /\.([A-Za-z0-9]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const expected = expectedStarts[extension];
  const start = Buffer.from(bytes.subarray(0, 64))
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  if (expected === undefined || expected.test(start)) return [];
  return [`Its name ends in .${extension}, but it is ${words}.`];
}
