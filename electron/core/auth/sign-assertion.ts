import { createPrivateKey, hash, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Problem } from '#shared/contract/errors.ts';
import { type AssertionParts, assertionClaims } from '#shared/jwt/assertion-claims.ts';
import { assertionProblems } from '#shared/jwt/assertion-rules.ts';
import type { AssertionCredential, SigningAlgorithm } from '#shared/model/credential.ts';
import { Failure } from '../failure.ts';
import { describeKey } from '../keys/describe-key.ts';
import { jwtAlgorithm } from './jwt-algorithm.ts';

export { assertionClaims };

export type SignedAssertion = AssertionParts & { jwt: string };

export type AssertionSigner = {
  /**
   * Signs the assertion a credential makes at `now` (epoch ms). The key is PEM: PKCS#8, PKCS#1 or SEC1.
   * @throws Failure CREDENTIAL_INVALID when the key cannot sign it, or the further claims cannot be read
   */
  sign(credential: AssertionCredential, privateKeyPem: string, now: number): Promise<SignedAssertion>;
  /** Drops every key. */
  forgetAll(): void;
};

const signInPool = promisify(sign);

/** As many keys as anybody works with at a time. */
const keyLimit = 16;

/**
 * Signs in the thread pool. Importing a key takes as long as signing with it, so keys are kept as objects, under a hash of
 * their PEM. Assertions are not kept: each says when it was made.
 */
export function createAssertionSigner(): AssertionSigner {
  const keys = new Map<string, KeyObject>();

  const keyFor = (algorithm: SigningAlgorithm, pem: string): KeyObject => {
    const id = `${algorithm} ${hash('sha256', pem, 'base64')}`;
    const key = keys.get(id) ?? importKey(algorithm, pem);
    keys.delete(id);
    keys.set(id, key);
    for (const oldest of keys.keys()) {
      if (keys.size <= keyLimit) break;
      keys.delete(oldest);
    }
    return key;
  };

  return {
    async sign(credential, privateKeyPem, now) {
      refuseUnreadable(credential);
      const key = keyFor(credential.algorithm, privateKeyPem);
      const { header, claims } = assertionClaims(credential, now);
      const signed = `${encode(header)}.${encode(claims)}`;
      return { jwt: `${signed}.${await signatureOf(signed, credential.algorithm, key)}`, header, claims };
    },
    forgetAll: () => keys.clear(),
  };
}

function encode(part: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(part), 'utf8').toString('base64url');
}

/** The signature over `header.claims` (RFC 7515, 5.1), as it stands behind them. */
async function signatureOf(signed: string, algorithm: SigningAlgorithm, key: KeyObject): Promise<string> {
  const known = jwtAlgorithm(algorithm);
  if (known === null) throw new TypeError(`nobody signs with ${algorithm}`);
  const signature = await signInPool(known.hash, Buffer.from(signed, 'ascii'), known.input(key));
  return signature.toString('base64url');
}

function importKey(algorithm: SigningAlgorithm, pem: string): KeyObject {
  const key = parseKey(pem);
  const { algorithm: kind, signsWith } = describeKey(key);
  if (!signsWith.includes(algorithm)) {
    throw invalid({
      field: 'algorithm',
      sentence: `The key is ${kind}, and cannot sign with ${algorithm}.`,
      mend: signsWith.length > 0 ? `Choose ${signsWith.join(' or ')}, or another key.` : 'Use another key.',
    });
  }
  return key;
}

function parseKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw invalid({
      field: '',
      sentence: 'The private key of this connection cannot be read.',
      mend: 'Give the connection its key file again.',
    });
  }
}

/** Everything else the rules say may be meant: the server is the judge. */
function refuseUnreadable(credential: AssertionCredential): void {
  if (credential.extraClaims.trim() === '') return;
  const problem = assertionProblems(credential, 'generic-http').find(({ field }) => field === 'extraClaims');
  if (problem !== undefined) throw new Failure('CREDENTIAL_INVALID', problem.sentence, { problems: [problem] });
}

function invalid(problem: Pick<Problem, 'field' | 'sentence' | 'mend'>): Failure {
  return new Failure('CREDENTIAL_INVALID', problem.sentence, { problems: [{ ...problem, line: null, column: null }] });
}
