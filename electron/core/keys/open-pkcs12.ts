import { pbkdf2Sync } from 'node:crypto';
import forge from 'node-forge';
import type { Opened, Unopened } from './sealed-file.ts';

/*
 * node-forge reads what OpenSSL 3 and BoringSSL refuse (RC2-40, the cipher of many key stores still made today), and Node
 * has no way to take a key out of a .p12. Its parser is given untrusted bytes: it runs in the key worker only.
 */

/** A password's worth of hashing more than this is refused; the worker could not be stopped inside of Node's PBKDF2. */
const roundsLimit = 10_000_000;

type Store = { keys: Uint8Array[]; certificates: Uint8Array[] };
type Attempt = { store: Store } | { error: string };

/** Takes keys and certificates out of a PKCS#12 file (RFC 7292), by the type of their bags: names are no guide. */
export function openPkcs12(der: Uint8Array, passwords: readonly (string | null)[]): Opened | Unopened {
  hashNatively();
  const errors: string[] = [];
  for (const [opener, password] of passwords.entries()) {
    const attempt = tryToOpen(der, password, true);
    if ('store' in attempt) return { ok: true, ...attempt.store, opener, isChecked: true };
    errors.push(attempt.error);
  }
  if (errors.some((error) => /MAC could not be verified|unsupported MAC/.test(error))) {
    return openUnchecked(der, passwords, errors);
  }
  return { ok: false, why: errors.map(causeOf).find((cause) => cause !== 'damaged') ?? 'damaged' };
}

/**
 * The check sum does not fit, or is of an unknown kind. A password that opens the content all the same is the right one: the
 * file was altered then.
 */
function openUnchecked(der: Uint8Array, passwords: readonly (string | null)[], errors: string[]): Opened | Unopened {
  for (const [opener, password] of passwords.entries()) {
    const attempt = tryToOpen(der, password, false);
    if (!('store' in attempt)) continue;
    if (/unsupported MAC/.test(errors[opener] ?? '')) return { ok: true, ...attempt.store, opener, isChecked: false };
    return { ok: false, why: 'altered' };
  }
  return { ok: false, why: 'password' };
}

function tryToOpen(der: Uint8Array, password: string | null, isChecked: boolean): Attempt {
  try {
    const file = forge.asn1.fromDer(Buffer.from(der).toString('latin1'), false);
    if (!isChecked && Array.isArray(file.value)) file.value.splice(2);
    const pfx = forge.pkcs12.pkcs12FromAsn1(file, false, password ?? undefined);
    return { store: takeOut(pfx.safeContents.flatMap(({ safeBags }) => safeBags)) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : '' };
  }
}

function takeOut(bags: readonly forge.pkcs12.Bag[]): Store {
  const { pkcs8ShroudedKeyBag, keyBag, certBag } = forge.pki.oids;
  const keys = bags.filter(({ type }) => type === pkcs8ShroudedKeyBag || type === keyBag);
  const certificates = bags.filter(({ type }) => type === certBag);
  return {
    keys: keys.map((bag) => bytesOf(bag.key ? privateKeyInfo(bag.key) : bag.asn1)),
    certificates: certificates.map((bag) => bytesOf(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1)),
  };
}

function privateKeyInfo(key: forge.pki.rsa.PrivateKey): forge.asn1.Asn1 {
  return forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key));
}

/** Opens an EncryptedPrivateKeyInfo (RFC 5958) under a cipher of PKCS#12, which Node leaves to OpenSSL's legacy provider. */
export function openPkcs8WithForge(der: Uint8Array, password: string): Uint8Array | Unopened {
  hashNatively();
  try {
    const sealed = forge.asn1.fromDer(Buffer.from(der).toString('latin1'), false);
    const opened = forge.pki.decryptPrivateKeyInfo(sealed, password) as forge.asn1.Asn1 | null;
    return opened === null ? { ok: false, why: 'password' } : bytesOf(opened);
  } catch (error) {
    const why = causeOf(error instanceof Error ? error.message : '');
    return { ok: false, why: why === 'damaged' ? 'password' : why };
  }
}

function causeOf(message: string): Unopened['why'] {
  if (/unsupported|only PKCS#12 PFX in password/i.test(message)) return 'unsupported';
  return /wrong password|Failed to decrypt/i.test(message) ? 'password' : 'damaged';
}

function bytesOf(value: forge.asn1.Asn1): Uint8Array {
  return Buffer.from(forge.asn1.toDer(value).getBytes(), 'latin1');
}

/** Its own PBKDF2 takes seconds where Node's takes milliseconds, and knows no password outside Latin-1. */
function hashNatively(): void {
  const pbkdf2 = (
    password: string | undefined,
    salt: string,
    rounds: number,
    size: number,
    md: { algorithm: string },
  ) => {
    if (rounds > roundsLimit) throw new Error('Unsupported number of rounds.');
    const bytes = Buffer.from(salt, 'latin1');
    return pbkdf2Sync(Buffer.from(password ?? '', 'utf8'), bytes, rounds, size, md.algorithm).toString('latin1');
  };
  Object.assign(forge.pkcs5, { pbkdf2 });
}
