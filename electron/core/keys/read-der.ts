import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { type DerFault, findDerFault, outlineOf, versionOf } from './der-scan.ts';
import { askForPassword, type KeyFileReading, refuse } from './key-file-reading.ts';
import { keyWithCertificates } from './key-with-certificates.ts';
import { openSealed } from './open-sealed.ts';
import type { Opened, Unopened } from './sealed-file.ts';
import { certificateOnly, publicKeyOnly, unopenedKey, unopenedStore } from './what-it-is.ts';

/** The password of every .p12 that Google hands out. It is no secret. */
const googlesPassword = 'notasecret';

const tagSequence = 0x30;
const tagInteger = 0x02;
const tagOctets = 0x04;
const tagOid = 0x06;

/** Reads a binary file: a .p12 or .pfx key store, or a private key in DER form. */
export async function readDerKey(bytes: Uint8Array, password: string | null, entry: URL): Promise<KeyFileReading> {
  const fault = findDerFault(bytes);
  if (fault !== null) return refuseFaulty(fault, isKeyStore(bytes));
  if (isKeyStore(bytes)) return readKeyStore(bytes, password, entry);
  if (isSealedKey(bytes)) return readSealedKey(bytes, password, entry);
  const key = readOpenKey(bytes);
  return key === null
    ? otherDer(bytes)
    : keyWithCertificates({ keys: [key], certificates: [], container: 'DER', warnings: [] });
}

async function readKeyStore(bytes: Uint8Array, password: string | null, entry: URL): Promise<KeyFileReading> {
  const passwords = password === null ? ['', null, googlesPassword] : password === '' ? ['', null] : [password];
  const opened = await openSealed({ kind: 'pkcs12', der: bytes, passwords }, entry);
  if (!opened.ok) return unopenedStore(opened.why, password);
  if (opened.keys.length === 0) return certificateOnly('a key store (.p12) with certificates only');
  const isGoogles = password === null && passwords[opened.opener] === googlesPassword;
  return readOpened(opened, '.p12 key store', [
    ...(isGoogles ? ['It opened with notasecret, the password Google gives to all its key stores.'] : []),
    ...(opened.isChecked ? [] : ['Its check sum is of a kind that cannot be computed here, and was passed over.']),
  ]);
}

async function readSealedKey(bytes: Uint8Array, password: string | null, entry: URL): Promise<KeyFileReading> {
  if (password === null) {
    return askForPassword('This is a private key sealed with a password.', 'Put in the password it was exported with.');
  }
  const opened: Opened | Unopened = await openSealed({ kind: 'pkcs8', der: bytes, passwords: [password] }, entry);
  return opened.ok ? readOpened(opened, 'encrypted PKCS#8 DER', []) : unopenedKey(opened.why);
}

function readOpened({ keys, certificates }: Opened, container: string, warnings: string[]): KeyFileReading {
  try {
    return keyWithCertificates({
      keys: keys.map((der) => createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })),
      certificates: certificates.map((der) => new X509Certificate(der)),
      container,
      warnings,
    });
  } catch {
    return unopenedStore('damaged', null);
  }
}

function readOpenKey(bytes: Uint8Array): KeyObject | null {
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    try {
      return createPrivateKey({ key: Buffer.from(bytes), format: 'der', type });
    } catch {
      // The next form may fit.
    }
  }
  return null;
}

function otherDer(bytes: Uint8Array): KeyFileReading {
  if (succeeds(() => new X509Certificate(bytes))) return certificateOnly('a certificate (.cer or .der)');
  if (succeeds(() => createPublicKey({ key: Buffer.from(bytes), format: 'der', type: 'spki' }))) return publicKeyOnly;
  if (outlineOf(bytes)[0] === tagOid) return certificateOnly('a bundle of certificates (.p7b)');
  if (outlineOf(bytes).join() === [tagSequence, tagSequence, 0x03].join()) {
    return refuse(
      'This is a certificate signing request, or another signed file without a private key.',
      'Choose the private key that was made together with the request.',
    );
  }
  return refuse(
    'This is a binary file in DER form, but none that holds a private key we can read.',
    'Export the key as a .p12 key store or in PEM form.',
  );
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/** PFX (RFC 7292, 4): version 3 and a ContentInfo. */
function isKeyStore(bytes: Uint8Array): boolean {
  const [first, second] = outlineOf(bytes);
  return first === tagInteger && second === tagSequence && versionOf(bytes) === 3;
}

/** EncryptedPrivateKeyInfo (RFC 5958, 3): an algorithm and an OCTET STRING. */
function isSealedKey(bytes: Uint8Array): boolean {
  return outlineOf(bytes).join() === [tagSequence, tagOctets].join();
}

function refuseFaulty(fault: DerFault, isStore: boolean): KeyFileReading {
  const what = isStore ? 'This is a key store (.p12)' : 'This looks like a binary key file';
  switch (fault) {
    case 'cut':
      return refuse(`${what}, but it is cut: bytes are missing at its end.`, 'Copy or download the file again.');
    case 'too-many-rounds':
      return refuse(
        `${what} that asks for more than ten million rounds of password hashing.`,
        'Export the key again with an ordinary number of rounds.',
      );
    case 'malformed':
    case 'too-deep':
    case 'too-many':
      return refuse(
        `${what}, but its structure is damaged.`,
        'Copy the file again as binary: a mail or an editor may have changed it.',
      );
  }
}
