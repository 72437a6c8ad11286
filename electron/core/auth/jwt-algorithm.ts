import { constants, type KeyObject, publicDecrypt, type VerifyKeyObjectInput, verify } from 'node:crypto';

/** How a JWS algorithm is signed and checked (RFC 7518, 3): the hash, and the key it needs in words. */
export type JwtAlgorithm = {
  hash: string;
  keyWords: string;
  fits(key: KeyObject): boolean;
  /** The key with how it is used: padding, length of the salt, form of the signature. */
  input(key: KeyObject): VerifyKeyObjectInput;
};

const curves: Readonly<Record<string, { name: string; words: string }>> = {
  ES256: { name: 'prime256v1', words: 'an EC key on P-256' },
  ES384: { name: 'secp384r1', words: 'an EC key on P-384' },
  ES512: { name: 'secp521r1', words: 'an EC key on P-521' },
};

/** Null for an algorithm that is not checked here. */
export function jwtAlgorithm(name: string): JwtAlgorithm | null {
  const match = /^(RS|PS|ES)(256|384|512)$/.exec(name);
  if (match === null) return null;
  const hash = `sha${match[2]}`;
  const isRsa = ({ asymmetricKeyType: type }: KeyObject) => type === 'rsa' || (match[1] === 'PS' && type === 'rsa-pss');
  const curve = curves[name];
  if (curve !== undefined) {
    return {
      hash,
      keyWords: curve.words,
      fits: (key) => key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === curve.name,
      input: (key) => ({ key, dsaEncoding: 'ieee-p1363' }),
    };
  }
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return {
    hash,
    keyWords: 'an RSA key',
    fits: isRsa,
    input: (key) => (match[1] === 'PS' ? { key, ...pss } : { key, padding: constants.RSA_PKCS1_PADDING }),
  };
}

/** Checks a signature over `header.claims`. Never throws: what cannot be checked is not valid. */
export function isSignatureOf(
  { hash, input }: JwtAlgorithm,
  key: KeyObject,
  signed: string,
  signature: Uint8Array,
): boolean {
  try {
    return verify(hash, Buffer.from(signed, 'ascii'), input(key), signature);
  } catch {
    return false;
  }
}

/**
 * True when an RS… signature was made with this key, over whatever: its padding opens. It tells altered content from a
 * foreign key, which a failed check alone does not.
 */
export function wasMadeWith(key: KeyObject, signature: Uint8Array): boolean {
  try {
    publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
    return true;
  } catch {
    return false;
  }
}
