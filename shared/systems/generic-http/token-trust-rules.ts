import type { Confidence, Evidence, Mend } from '../../model/gate-report.ts';
import { answeredText } from './answer-words.ts';
import { isNothingSent, isPassword, sentScheme } from './login-kind.ts';
import { aboutToken, isNamed, isOtherNamed, newToken, type RefusedToken, refusal, tokenName } from './refused-token.ts';
import { advice, type Judgement, judgement, type Rule } from './rule.ts';
import { holds, signatureCheckRules } from './signature-check-rules.ts';
import { audienceMismatch, type Mismatch, tenantMismatch } from './token-mismatch.ts';

/** Causes that lie in whom the token is from, and for whom. */
export const tokenTrustRules: readonly Rule[] = [
  ...signatureCheckRules,
  aboutToken(wrongAudience),
  aboutToken(wrongTenant),
  aboutToken(signatureInvalid),
  aboutToken(maybeWrongTenant),
  aboutToken(maybeWrongAudience),
  aboutToken(maybeSignature),
];

const compare: Mend = {
  text: 'Compare the addresses of the connection: token endpoint and service have to belong to the same service key.',
  action: { kind: 'open-connection' },
};

function wrongAudience(refused: RefusedToken): Judgement | null {
  const isSaid = isNamed(refused, 'token-wrong-audience');
  const isHinted = refused.named?.cause === 'token-wrong-audience';
  const mismatch = audienceMismatch(refused.input, refused.claims);
  if (!isHinted && mismatch === null) return null;
  return judgement('token', {
    cause: 'token-wrong-audience',
    confidence: trustConfidence(refused, 'token-wrong-audience', isSaid, mismatch),
    sentence: 'The token is made out for another service',
    reason: reasonOf(refused, mismatch),
    evidence: [...mismatchEvidence(refused, mismatch), ...claimEvidence(refused, 'aud'), ...refusal(refused)],
    mends: [
      { text: 'Use the service key of the service that is called.', action: { kind: 'open-connection' } },
      newToken(refused, 'Fetch a new token.'),
    ],
    probes: ['renew-token'],
  });
}

function wrongTenant(refused: RefusedToken): Judgement | null {
  const isSaid = isNamed(refused, 'token-wrong-tenant');
  const isHinted = refused.named?.cause === 'token-wrong-tenant';
  const mismatch = tenantMismatch(refused.input, refused.claims);
  if (!isHinted && mismatch === null) return null;
  return judgement('token', {
    cause: 'token-wrong-tenant',
    confidence: trustConfidence(refused, 'token-wrong-tenant', isSaid, mismatch),
    sentence: 'The token comes from another tenant than the service trusts',
    reason: reasonOf(refused, mismatch),
    evidence: [...mismatchEvidence(refused, mismatch), ...claimEvidence(refused, 'iss'), ...refusal(refused)],
    mends: [compare, newToken(refused, 'Fetch a new token.')],
    probes: ['renew-token', 'verify-token'],
  });
}

function signatureInvalid(refused: RefusedToken): Judgement | null {
  const { named, shape, header } = refused;
  if (holds(refused) && signatureFault(refused) === null) return null;
  const isSaid = isNamed(refused, 'token-signature-invalid');
  const isHinted = named?.cause === 'token-signature-invalid' && shape?.form !== 'damaged-jwt';
  const fault = signatureFault(refused);
  // Requests may be signed as well as tokens.
  const isJwt = shape?.form === 'jwt' || refused.claims !== null;
  if (!isSaid && !isHinted && fault === null) return null;
  return judgement('token', {
    cause: 'token-signature-invalid',
    confidence: trustConfidence(refused, 'token-signature-invalid', isSaid && isJwt, null),
    sentence: 'The signature of the token does not hold',
    reason: `${fault === null ? '' : `${fault}, and `}the service ${answeredText(refused.input.exchange, refused.words)}.`,
    evidence: [
      ...(fault === null ? [] : [{ text: fault, source: tokenName(refused) }]),
      ...(typeof header?.kid === 'string' ? [{ text: `kid ${header.kid}`, source: tokenName(refused) }] : []),
      ...refusal(refused),
    ],
    mends: [newToken(refused, 'Fetch a new token, and copy it whole.'), compare],
    probes: ['verify-token', 'renew-token'],
  });
}

/** What can be seen of a signature without the key: that there is none, or not all of it. */
function signatureFault({ shape, header }: RefusedToken): string | null {
  if (shape?.form === 'jwt' && shape.fault.includes('signature')) return shape.fault;
  return typeof header?.alg === 'string' && /^none$/i.test(header.alg) ? 'its header says `alg: none`' : null;
}

function maybeWrongTenant(refused: RefusedToken): Judgement | null {
  if (!isPlainRefusal(refused)) return null;
  return judgement('token', {
    cause: 'token-wrong-tenant',
    confidence: 'possible',
    sentence: 'The service does not accept the token; it may come from another tenant',
    reason: `the service ${answeredText(refused.input.exchange, refused.words)}, and nothing is wrong with the token that can be seen from here.`,
    evidence: [...claimEvidence(refused, 'iss'), ...refusal(refused)],
    mends: [newToken(refused, 'Fetch a new token.'), compare],
    probes: ['renew-token', 'verify-token'],
  });
}

function maybeWrongAudience(refused: RefusedToken): Judgement | null {
  if (!isPlainRefusal(refused)) return null;
  return judgement('token', {
    cause: 'token-wrong-audience',
    confidence: 'possible',
    sentence: 'The service does not accept the token; it may be made out for another service',
    reason: `the service ${answeredText(refused.input.exchange, refused.words)}, and does not say what it misses.`,
    evidence: [...claimEvidence(refused, 'aud'), ...refusal(refused)],
    mends: [compare],
    probes: ['renew-token'],
  });
}

function maybeSignature(refused: RefusedToken): Judgement | null {
  if (!isPlainRefusal(refused) || refused.claims === null || holds(refused)) return null;
  return judgement('token', {
    cause: 'token-signature-invalid',
    confidence: 'possible',
    sentence: 'The service does not accept the token; its signature may not hold',
    reason: `the service ${answeredText(refused.input.exchange, refused.words)}, and the signature cannot be checked without the issuer’s keys.`,
    evidence: refusal(refused),
    mends: [advice('Check the signature against the keys its issuer publishes.')],
    probes: ['verify-token'],
  });
}

/** A token was sent, whole and in time as far as can be seen, and the answer names no cause for certain. */
function isPlainRefusal({ input, shape, named }: RefusedToken): boolean {
  if (isNothingSent(input) || isPassword(sentScheme(input.exchange)) || named?.isPlain === true) return false;
  return shape === null || (shape.scheme === 'bearer' && (shape.form === 'jwt' || shape.form === 'opaque'));
}

function trustConfidence(
  refused: RefusedToken,
  cause: 'token-wrong-audience' | 'token-wrong-tenant' | 'token-signature-invalid',
  isSaid: boolean,
  mismatch: Mismatch | null,
): Confidence {
  // An issuer may also be refused because the service names its own wrongly.
  const isProven = isSaid && (cause !== 'token-wrong-tenant' || mismatch?.isWeak === false);
  if (isProven) return refused.isPage ? 'likely' : 'certain';
  if (refused.named?.cause === cause) return 'likely';
  if (mismatch?.isWeak === true || isOtherNamed(refused, cause)) return 'possible';
  return 'likely';
}

function reasonOf(refused: RefusedToken, mismatch: Mismatch | null): string {
  const seen = mismatch === null ? '' : `${mismatch.text}, and `;
  return `${seen}the service ${answeredText(refused.input.exchange, refused.words)}.`;
}

function mismatchEvidence(refused: RefusedToken, mismatch: Mismatch | null): Evidence[] {
  return mismatch === null ? [] : [{ text: mismatch.text, source: tokenName(refused) }];
}

function claimEvidence(refused: RefusedToken, name: 'iss' | 'aud'): Evidence[] {
  const value = refused.claims?.[name];
  const text = Array.isArray(value) ? value.join(', ') : value;
  return typeof text === 'string' && text !== ''
    ? [{ text: `${name} ${text}`, source: `claim \`${name}\` of ${tokenName(refused)}` }]
    : [];
}
