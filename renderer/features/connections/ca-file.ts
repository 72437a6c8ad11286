import { readPem } from '#shared/text/pem.ts';

/** Certificates out of a file, as PEM; or why they are none. */
export type CaFile = { ok: true; pem: string } | { ok: false; sentence: string };

const mostBytes = 1024 * 1024;
const derSequence = 0x30;
const derInteger = 0x02;
const derVersion = 0xa0;

/**
 * Reads a file of CA certificates, which are public: PEM, or one certificate as DER. A file that holds a private key is refused
 * without looking further, because what is trusted is shown and exported.
 */
export async function readCaFile(file: Blob): Promise<CaFile> {
  if (file.size > mostBytes) return { ok: false, sentence: 'The file is too large for certificates.' };
  return caOfBytes(new Uint8Array(await file.arrayBuffer()));
}

export function caOfBytes(bytes: Uint8Array): CaFile {
  if (isCertificate(bytes)) return { ok: true, pem: pemOfDer(bytes) };
  const pem = readPem(new TextDecoder().decode(bytes));
  if (pem === null) return { ok: false, sentence: 'The file holds no certificate, neither as PEM nor as DER.' };
  if (pem.labels.some((label) => label !== 'CERTIFICATE')) {
    return { ok: false, sentence: 'The file holds more than certificates. Give one with the CA certificates alone.' };
  }
  return { ok: true, pem: pem.text };
}

/**
 * Whether DER bytes begin as a certificate does (RFC 5280, 4.1): a sequence, in it the sequence to be signed, in that a version
 * or a serial number. Private keys and PKCS#12 begin with a number, sealed keys with an object identifier in the second.
 */
function isCertificate(bytes: Uint8Array): boolean {
  const outer = contentAt(bytes, 0);
  const inner = contentAt(bytes, outer);
  return (
    bytes[0] === derSequence && bytes[outer] === derSequence && [derVersion, derInteger].includes(bytes[inner] ?? 0)
  );
}

/** Where the content of the element at `at` begins: behind its tag and its length, short or long (X.690, 8.1.3). */
function contentAt(bytes: Uint8Array, at: number): number {
  const length = bytes[at + 1] ?? 0;
  return at + 2 + (length > 0x80 ? length - 0x80 : 0);
}

export function countCertificates(pem: string): number {
  return pem.split('-----BEGIN CERTIFICATE-----').length - 1;
}

function pemOfDer(bytes: Uint8Array): string {
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
