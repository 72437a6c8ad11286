import type { Evidence } from '../../model/gate-report.ts';
import type { Verification } from '../../model/verification.ts';
import { answeredText } from './answer-words.ts';
import { isNothingSent } from './login-kind.ts';
import { aboutToken, newToken, type RefusedToken, refusal } from './refused-token.ts';
import { advice, type Judgement, judgement, type Rule } from './rule.ts';

/** What the probe `verify-token` found out about the signature. */
export const signatureCheckRules: readonly Rule[] = [aboutToken(signatureBroken), aboutToken(otherIssuer)];

/** The signature was checked, and is the issuer's. */
export function holds({ input }: RefusedToken): boolean {
  return input.verification?.isValid === true;
}

function signatureBroken(refused: RefusedToken): Judgement | null {
  const { verification } = refused.input;
  if (verification === undefined || !isBroken(verification) || isNothingSent(refused.input)) return null;
  return judgement('token', {
    cause: 'token-signature-invalid',
    confidence: refused.isPage ? 'likely' : 'certain',
    sentence: 'The signature of the token does not hold',
    reason: `it was checked, and the service ${answeredText(refused.input.exchange, refused.words)}.`,
    evidence: [...checkEvidence(verification), ...refusal(refused)],
    mends: [newToken(refused, 'Fetch a new token, and copy it whole.'), compareIssuer],
  });
}

/** The signature holds, and the service says that it does not: it looks at the keys of another issuer. */
function otherIssuer(refused: RefusedToken): Judgement | null {
  const { verification } = refused.input;
  if (verification === undefined || !holds(refused) || refused.named?.cause !== 'token-signature-invalid') return null;
  return judgement('token', {
    cause: 'token-wrong-tenant',
    confidence: 'likely',
    sentence: 'The signature of the token holds, and the service checks it against the keys of another issuer',
    reason: `it was checked against the keys of its own issuer, and the service ${answeredText(refused.input.exchange, refused.words)}.`,
    evidence: [...checkEvidence(verification), ...refusal(refused)],
    mends: [compareIssuer, newToken(refused, 'Fetch a new token.')],
    probes: ['renew-token'],
  });
}

const compareIssuer = advice('Token endpoint and service have to belong to the same service key.');

/** A key that could not be had, or a token that could not be read, says nothing of the signature. */
function isBroken({ isValid, sentence }: Verification): boolean {
  return !isValid && /\bsignature\b|\bnot signed\b/i.test(sentence);
}

function checkEvidence({ sentence, keyChoice }: Verification): Evidence[] {
  return [sentence, keyChoice]
    .filter((text) => text !== '')
    .map((text) => ({ text, source: 'check of the signature' }));
}
