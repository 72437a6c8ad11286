import { createPrivateKey } from 'node:crypto';
import type { JsonObject } from '#shared/systems/sap-workflow/key-login.ts';
import { type KeyFileReading, refuse } from './key-file-reading.ts';
import { keyWithCertificates } from './key-with-certificates.ts';
import { pemText, scanPem } from './pem-blocks.ts';

const createAgain =
  'Create a new key of type JSON for the service account, and hand over the file as it was downloaded.';

/** Reads the key of a Google service account. Its `private_key` is a PEM text, in many pasted files with `\n` twice over. */
export function readGoogleKey(value: JsonObject): KeyFileReading {
  const clientEmail = textOf(value, 'client_email');
  const pem = textOf(value, 'private_key');
  const missing = clientEmail === '' ? 'client_email' : pem === '' ? 'private_key' : null;
  if (missing !== null) {
    return refuse(`This is a Google service account key without \`${missing}\`.`, createAgain, { field: missing });
  }
  const { blocks, problem, wasMended } = scanPem(pem);
  const block = blocks.find(({ label }) => label === 'PRIVATE KEY' || label === 'RSA PRIVATE KEY');
  const key = problem === null && block !== undefined ? readKey(pemText(block.label, block.der)) : null;
  if (key === null) {
    return refuse(
      'This is a Google service account key, but its `private_key` is cut or damaged: it is no private key in PEM form.',
      createAgain,
      { field: 'private_key' },
    );
  }
  const reading = keyWithCertificates({
    keys: [key],
    certificates: [],
    container: 'service account JSON',
    keyId: textOf(value, 'private_key_id'),
    warnings: [
      ...(wasMended ? ['The line breaks of `private_key` were written as \\n twice over, and were mended.'] : []),
      ...(clientEmail.endsWith('.gserviceaccount.com')
        ? []
        : ['`client_email` does not end in .gserviceaccount.com, as those of service accounts do.']),
    ],
  });
  if (!reading.ok) return reading;
  return {
    ...reading,
    words: 'a Google service account key',
    googleServiceAccount: {
      clientEmail,
      privateKeyId: textOf(value, 'private_key_id'),
      projectId: textOf(value, 'project_id'),
    },
  };
}

function readKey(pem: string) {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

function textOf(value: JsonObject, name: string): string {
  const text = value[name];
  return typeof text === 'string' ? text.trim() : '';
}
