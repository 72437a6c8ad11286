import { refuse, type UnreadKey, usableFiles } from './key-file-reading.ts';
import type { Unopened } from './sealed-file.ts';

const asPem = 'Export the key in PEM form or as a .p12 key store.';

type OtherKind = { isIt(start: string): boolean; sentence: string; mend: string };

const startsWith =
  (...starts: string[]) =>
  (start: string) =>
    starts.some((one) => start.startsWith(one));
const matches = (pattern: RegExp) => (start: string) => pattern.test(start);

/** What the first bytes tell, read as Latin-1. */
const kinds: readonly OtherKind[] = [
  {
    isIt: startsWith('\xfe\xed\xfe\xed', '\xce\xce\xce\xce'),
    sentence: 'This is a Java key store (JKS or JCEKS), and not a .p12 key store.',
    mend: 'Convert it: keytool -importkeystore -srckeystore FILE -destkeystore key.p12 -deststoretype PKCS12',
  },
  { isIt: startsWith('PK\x03\x04'), sentence: 'This is a ZIP archive.', mend: 'Unpack it, and choose the key inside.' },
  { isIt: startsWith('\x1f\x8b'), sentence: 'This is a gzip archive.', mend: 'Unpack it, and choose the key inside.' },
  { isIt: startsWith('%PDF'), sentence: 'This is a PDF document.', mend: usableFiles },
  { isIt: startsWith('\x89PNG', '\xff\xd8\xff'), sentence: 'This is a picture.', mend: usableFiles },
  {
    isIt: matches(/^\s*-----BEGIN OPENSSH PRIVATE KEY-----/),
    sentence: 'This is an SSH private key in the form of OpenSSH.',
    mend: 'Gates of workflow systems are not opened with SSH keys; if this is the one, convert it: ssh-keygen -p -m PKCS8 -f FILE',
  },
  {
    isIt: matches(/^\s*(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S+) AAAA|^---- BEGIN SSH2 PUBLIC KEY/),
    sentence: 'This is a public SSH key.',
    mend: usableFiles,
  },
  { isIt: matches(/^PuTTY-User-Key-File-/), sentence: 'This is a key of PuTTY (.ppk).', mend: asPem },
  { isIt: matches(/^\s*-----BEGIN PGP /), sentence: 'This is a PGP key or message.', mend: usableFiles },
  {
    isIt: matches(/^\s*<(?:!doctype|html|\?xml|[a-z])/i),
    sentence: 'This is a web page or XML, and no key.',
    mend: 'A login page may have been saved instead of the file: download it again.',
  },
];

/** Kinds of files that are known and cannot be used; null for what may be a key. */
export function otherKindOf(bytes: Uint8Array, text: string): UnreadKey | null {
  if (text.trim() === '') return refuse('The file is empty.', 'Save or download it again.');
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  const found = kinds.find(({ isIt }) => isIt(start) || isIt(text.slice(0, 256)));
  return found === undefined ? null : refuse(found.sentence, found.mend);
}

export const publicKeyOnly = refuse(
  'This is a public key: it can check signatures, and neither sign nor log in.',
  'Choose the private key that belongs to it.',
);

export function certificateOnly(what: string): UnreadKey {
  return refuse(
    `This is ${what}, without a private key.`,
    'Choose the file that holds the private key, or put certificate and key into one PEM file.',
  );
}

/** PEM blocks none of which is a private key that can be read. */
export function otherPemBlock(labels: readonly string[]): UnreadKey {
  const label = (pattern: RegExp) => labels.some((one) => pattern.test(one));
  if (label(/^OPENSSH PRIVATE KEY$/)) {
    return refuse('This is an SSH private key in the form of OpenSSH.', 'Convert it: ssh-keygen -p -m PKCS8 -f FILE');
  }
  if (label(/^DSA PRIVATE KEY$/)) {
    return refuse(
      'This is a DSA private key, and no JWT is signed with DSA.',
      'Use an RSA key, or an EC key on P-256.',
    );
  }
  if (label(/CERTIFICATE REQUEST$/)) {
    return refuse(
      'This is a certificate signing request (CSR), without a private key.',
      'Choose the private key that was made together with the request.',
    );
  }
  if (label(/^(?:X509 |TRUSTED )?CERTIFICATE$/)) return certificateOnly('a certificate');
  if (label(/^(?:PKCS7|CMS)$/)) return certificateOnly('a bundle of certificates (.p7b)');
  if (label(/PUBLIC KEY$/)) return publicKeyOnly;
  return refuse('This is a PEM file, but none of its blocks is a private key.', asPem);
}

/** Why a key store stayed shut. `password` is what was given; null when none was. */
export function unopenedStore(why: Unopened['why'], password: string | null): UnreadKey {
  if (why !== 'password') return unopened('key store (.p12)', why);
  return password === null
    ? passwordNeeded('This is a key store (.p12) sealed with a password.', 'Put in the password it was exported with.')
    : passwordNeeded(
        'The password does not open this key store (.p12).',
        'Check capital letters and blanks. The password of Google’s key stores is notasecret.',
      );
}

/** Why a single private key stayed shut. */
export function unopenedKey(why: Unopened['why']): UnreadKey {
  if (why !== 'password') return unopened('private key', why);
  return passwordNeeded('The password does not open this private key.', 'Check capital letters and blanks.');
}

function passwordNeeded(sentence: string, mend: string): UnreadKey {
  return { ...refuse(sentence, mend), needsPassword: true };
}

function unopened(what: string, why: Exclude<Unopened['why'], 'password'>): UnreadKey {
  switch (why) {
    case 'altered':
      return refuse(
        `The password opens this ${what}, but its content was altered: the check sum does not fit.`,
        'Copy or download the file again.',
      );
    case 'damaged':
      return refuse(`This is a ${what}, but it is damaged.`, 'Copy or download the file again.');
    case 'unsupported':
      return refuse(
        `This ${what} is sealed in a way that cannot be opened here.`,
        'Export the key again, sealed with AES-256 (openssl pkcs12 -export does), or in PEM form.',
      );
    case 'failed':
      return refuse(
        `This ${what} could not be opened: the part of Gatewright that does it stopped unexpectedly.`,
        'Try again, or export the key in PEM form without a password: openssl pkcs12 -in FILE -nodes',
      );
    case 'exhausted':
      return refuse(
        `Opening this ${what} took more than five seconds or too much memory, and was stopped.`,
        'Export the key again with an ordinary number of rounds.',
      );
  }
}
