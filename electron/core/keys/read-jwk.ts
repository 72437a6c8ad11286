import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type JsonObject, objectOf } from '#shared/systems/sap-workflow/key-login.ts';
import { type KeyFileReading, refuse } from './key-file-reading.ts';
import { keyWithCertificates } from './key-with-certificates.ts';

const publicOnly = 'Choose the private JWK: it has `d` beside the public members.';

/** Reads a private JWK (RFC 7517); its `kid` is kept, and an `alg` narrows what it signs with. */
export function readJwk(jwk: JsonObject): KeyFileReading {
  if (jwk.kty === 'oct') {
    return refuse('This JWK is a shared secret (`oct`), and no private key.', 'Use an RSA key, or an EC key on P-256.');
  }
  if (jwk.d === undefined) return refuse('This JWK is a public key: it has no `d`.', publicOnly, { field: 'd' });
  if (jwk.use === 'enc') {
    return refuse('This JWK is for encryption (`use` is enc), and signs nothing.', 'Choose the one for signing.', {
      field: 'use',
    });
  }
  const key = importJwk(jwk);
  if (key === null) return refuseDamaged(jwk);
  const reading = keyWithCertificates({
    keys: [key],
    certificates: [],
    container: 'JWK',
    keyId: typeof jwk.kid === 'string' ? jwk.kid : '',
    warnings: [],
  });
  if (!reading.ok || typeof jwk.alg !== 'string') return reading;
  const signsWith = reading.key.signsWith.filter((algorithm) => algorithm === jwk.alg);
  if (signsWith.length > 0) return { ...reading, key: { ...reading.key, signsWith } };
  return refuse('The `alg` of this JWK is none of RS256, PS256 and ES256, or does not fit its key.', publicOnly, {
    field: 'alg',
  });
}

/** Takes the first key of a JWKS that is private and signs. */
export function readJwks(keys: readonly unknown[]): KeyFileReading {
  const jwks = keys.map(objectOf).filter((jwk) => jwk !== null);
  const readings = jwks.map(readJwk);
  const usable = readings.filter((reading) => reading.ok);
  const first = usable[0];
  if (first === undefined) {
    const isPublic = jwks.every((jwk) => jwk.d === undefined);
    return isPublic
      ? refuse('This is a JWKS of public keys: it can check signatures, and sign nothing.', publicOnly, {
          field: 'keys',
        })
      : (readings.find((_, index) => jwks[index]?.d !== undefined) ?? refuse('This JWKS is empty.', publicOnly));
  }
  if (usable.length === 1) return { ...first, words: `${first.words} out of a JWKS` };
  const which = first.key.keyId === '' ? 'the first' : `the first, \`${first.key.keyId}\`,`;
  return {
    ...first,
    words: `${first.words} out of a JWKS`,
    warnings: [...first.warnings, `The JWKS holds ${usable.length} private keys; ${which} was taken.`],
  };
}

function importJwk(jwk: JsonObject): KeyObject | null {
  try {
    return createPrivateKey({ key: { ...jwk }, format: 'jwk' });
  } catch {
    return null;
  }
}

function refuseDamaged(jwk: JsonObject): KeyFileReading {
  const needed = jwk.kty === 'RSA' ? ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] : ['crv', 'x', 'y', 'd'];
  const missing = needed.filter((name) => typeof jwk[name] !== 'string');
  if (jwk.kty !== 'RSA' && jwk.kty !== 'EC') {
    return refuse('The `kty` of this JWK is neither RSA nor EC.', 'Use an RSA key, or an EC key on P-256.', {
      field: 'kty',
    });
  }
  return missing.length > 0
    ? refuse(`This private JWK lacks ${missing.map((name) => `\`${name}\``).join(', ')}.`, 'Export the whole key.')
    : refuse('This private JWK is damaged: its members do not fit together.', 'Export the key again.');
}
