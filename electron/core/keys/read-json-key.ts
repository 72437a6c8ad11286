import { findLogin, type JsonObject, objectOf } from '#shared/systems/sap-workflow/key-login.ts';
import { findKeyText } from '#shared/systems/sap-workflow/key-text.ts';
import { readServiceKey } from '#shared/systems/sap-workflow/service-key.ts';
import { type KeyFileReading, refuse } from './key-file-reading.ts';
import { readGoogleKey } from './read-google-key.ts';
import { readJwk, readJwks } from './read-jwk.ts';
import { readSapKey } from './read-sap-key.ts';

/** Reads a key file that is JSON: a service key of SAP in every shape, a Google service account key, a JWK or a JWKS. */
export function readJsonKey(text: string): KeyFileReading {
  const found = findKeyText(text);
  if (!found.ok) return { ok: false, needsPassword: false, problems: found.problems };
  const value = objectOf(found.value);
  const keys: unknown = value?.keys;
  if (value !== null && isServiceAccount(value)) return readGoogleKey(value);
  if (value !== null && typeof value.kty === 'string') return readJwk(value);
  if (Array.isArray(keys) && keys.every((one) => typeof objectOf(one)?.kty === 'string')) return readJwks(keys);
  if (findLogin(found.value) !== null || Array.isArray(value?.authorities)) return readSapKey(readServiceKey(text));
  return otherJson(value);
}

function isServiceAccount(value: JsonObject): boolean {
  return (
    value.type === 'service_account' || (Object.hasOwn(value, 'private_key') && Object.hasOwn(value, 'client_email'))
  );
}

function otherJson(value: JsonObject | null): KeyFileReading {
  const serviceAccount = 'Create a key of type JSON for a service account in the Google Cloud console.';
  if (objectOf(value?.installed) !== null || objectOf(value?.web) !== null) {
    return refuse('This is the OAuth client file of a Google application, and no service account key.', serviceAccount);
  }
  if (value?.type === 'authorized_user' || value?.type === 'external_account') {
    return refuse('This is a login of Google’s own tools, and no service account key.', serviceAccount);
  }
  return refuse(
    'This is JSON, but neither a service key of SAP, nor a Google service account key, nor a JWK.',
    'A service key holds `clientid`, a service account key `client_email` and `private_key`, a JWK `kty`.',
  );
}
