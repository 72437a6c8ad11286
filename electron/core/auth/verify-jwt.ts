import { faultOf } from '#shared/jwt/anatomy.ts';
import { base64urlBytes } from '#shared/jwt/base64url.ts';
import { type Flip, flipCharacter } from '#shared/jwt/flip-character.ts';
import type { Verification, VerificationKey } from '#shared/model/verification.ts';
import { decodeJwt, splitJwt } from '#shared/text/jwt.ts';
import { Failure } from '../failure.ts';
import { describeKey } from '../keys/describe-key.ts';
import { isSignatureOf, type JwtAlgorithm, jwtAlgorithm, wasMadeWith } from './jwt-algorithm.ts';
import { readJwkOrJwks, readVerifyingKeys, type VerifyingKey, type VerifyingKeys } from './verification-keys.ts';

/** What to check against; the key of a connection has been looked up before. */
export type VerificationKeyMaterial = Exclude<VerificationKey, { kind: 'connection-key' }>;

export type JwtVerifier = {
  /**
   * Checks the signature of a JWT, and nothing else: not its times, not its audience. `flip` changes one character after the
   * key was chosen, to show that the signature then fails. Never throws; what cannot be checked is said in a sentence.
   */
  verify(jwt: string, against: VerificationKeyMaterial, flip?: Flip | null): Promise<Verification>;
};

type Dependencies = {
  /** Gets a URL and parses the answer as JSON. What it throws as a Failure is shown as it is. */
  fetchJson(url: string): Promise<unknown>;
};

type Signed = { signed: string; signature: Uint8Array; alg: string; kid: string; algorithm: JwtAlgorithm };
type Chosen = { keys: VerifyingKey[]; words: string };

export function createJwtVerifier({ fetchJson }: Dependencies): JwtVerifier {
  const keysOf = async (against: VerificationKeyMaterial): Promise<VerifyingKeys> => {
    if (against.kind === 'text') return readVerifyingKeys(against.text);
    try {
      return readJwkOrJwks(await fetchJson(against.url));
    } catch (error) {
      const reason = error instanceof Failure ? error.message : 'The address did not answer with JSON.';
      return { ok: false, fault: `The JWKS could not be fetched. ${reason}` };
    }
  };

  return {
    async verify(jwt, against, flip = null) {
      const token = readSigned(jwt.trim());
      if (typeof token === 'string') return invalid(token);
      const found = await keysOf(against);
      if (!found.ok) return invalid(found.fault);
      const chosen = chooseKeys(token, found);
      if (typeof chosen === 'string') return invalid(chosen);
      const verification = check(token, chosen);
      return flip === null || !verification.isValid ? verification : checkFlipped(jwt, flip, token, chosen);
    },
  };
}

/** The parts that count for the signature, or why there are none. Nothing of it is trusted yet. */
function readSigned(jwt: string): Signed | string {
  const parts = splitJwt(jwt);
  if (parts === null) return faultOf(jwt);
  const decoded = decodeJwt(jwt);
  if (decoded === null) return 'Malformed: header or claims are no JSON object in base64url.';
  const { alg, kid, crit } = decoded.header;
  if (typeof alg !== 'string') return 'Malformed: the header names no algorithm (alg).';
  if (alg.toLowerCase() === 'none') {
    return 'The header says alg none: the token is not signed at all, and anybody could have written it.';
  }
  if (/^HS\d+$/.test(alg)) {
    return `The header says ${clip(alg)}, an algorithm with a shared secret. Checking it with a public key would let anybody who knows that key sign, so it is refused.`;
  }
  const algorithm = jwtAlgorithm(alg);
  if (algorithm === null) return `Unsupported: ${clip(alg)} is none of RS, PS and ES with 256, 384 or 512.`;
  if (crit !== undefined) return 'Unsupported: the header asks for extensions (crit) that are unknown here.';
  const signature = base64urlBytes(parts.signature);
  if (signature === null) return 'Malformed: the signature is no base64url. It was cut, or has a character too many.';
  if (signature.length === 0) return 'The signature is missing: there is nothing behind the second dot.';
  const signed = `${parts.header}.${parts.claims}`;
  return { signed, signature, alg, kid: typeof kid === 'string' ? kid : '', algorithm };
}

/** The keys to try, with how they were chosen; a sentence when none fits the algorithm. */
function chooseKeys(
  { alg, kid, algorithm }: Signed,
  { keys, isSet }: { keys: VerifyingKey[]; isSet: boolean },
): Chosen | string {
  const fitting = keys.filter(
    (one) => algorithm.fits(one.key) && one.use !== 'enc' && (one.alg === '' || one.alg === alg),
  );
  if (fitting.length === 0) {
    const kinds = [...new Set(keys.map(({ key }) => describeKey(key).algorithm))].join(', ');
    return `${alg} needs ${algorithm.keyWords}, and ${keys.length === 1 ? 'the key is' : 'the keys are'} ${kinds}${keys.some(({ alg: own }) => own !== '') ? ', or meant for another algorithm' : ''}.`;
  }
  const named = kid === '' ? [] : fitting.filter((one) => one.kid === kid);
  if (named.length > 0)
    return { keys: named, words: `kid ${clip(kid)} matches ${isSet ? 'a key of the JWKS' : 'the key'}` };
  const tried = `${fitting.length} ${fitting.length === 1 ? 'key' : 'keys'} tried`;
  const hasNames = fitting.some((one) => one.kid !== '');
  if (kid === '') return { keys: fitting, words: isSet ? `the header names no kid; ${tried}` : '' };
  return { keys: fitting, words: isSet || hasNames ? `no key of that kid; ${tried}` : '' };
}

function check({ signed, signature, alg, algorithm }: Signed, { keys, words }: Chosen): Verification {
  const fitting = keys.find(({ key }) => isSignatureOf(algorithm, key, signed, signature));
  if (fitting === undefined)
    return { isValid: false, sentence: explainFailure(alg, signature, keys), keyChoice: words };
  const { algorithm: kind } = describeKey(fitting.key);
  const name = fitting.kid === '' ? `the ${kind} key` : `the ${kind} key ${clip(fitting.kid)}`;
  return { isValid: true, sentence: `Verified: ${alg} over header and claims, by ${name}.`, keyChoice: words };
}

function checkFlipped(jwt: string, flip: Flip, token: Signed, chosen: Chosen): Verification {
  const flipped = splitJwt(flipCharacter(jwt, flip) ?? '');
  const signed = flipped === null ? '' : `${flipped.header}.${flipped.claims}`;
  const verification = check({ ...token, signed }, chosen);
  if (verification.isValid) return verification;
  const part = flip.part === 'header' ? 'header' : 'claims';
  return { ...verification, sentence: `One character of the ${part} was changed, and the signature no longer fits.` };
}

/** Why the signature does not fit, as far as that can be told. */
function explainFailure(alg: string, signature: Uint8Array, keys: readonly VerifyingKey[]): string {
  if (alg.startsWith('RS') && keys.some(({ key }) => wasMadeWith(key, signature))) {
    return 'Tampered with: the signature was made with this key, but over another header or other claims.';
  }
  const sizes = keys.map(({ key }) => (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  if (!alg.startsWith('ES') && sizes.every((size) => Math.ceil(size) !== signature.length)) {
    return `Wrong key: the signature is ${signature.length} bytes long, and ${keys.length === 1 ? 'this key makes' : 'these keys make'} ${[...new Set(sizes.map(Math.ceil))].join(' or ')}. Or it was cut.`;
  }
  if (alg.startsWith('RS')) return 'Wrong key: the signature was made with another one, or was itself changed.';
  return 'The signature does not fit: it was made with another key, or header, claims or signature were changed.';
}

function invalid(sentence: string): Verification {
  return { isValid: false, sentence, keyChoice: '' };
}

/** Names from a token go into sentences at a bearable length. */
function clip(name: string): string {
  return name.length <= 80 ? name : `${name.slice(0, 79)}…`;
}
