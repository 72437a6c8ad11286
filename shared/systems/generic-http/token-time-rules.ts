import type { Confidence, Evidence } from '../../model/gate-report.ts';
import { formatDuration } from '../../text/duration.ts';
import { momentWords } from '../../text/moment.ts';
import { answeredText } from './answer-words.ts';
import { clockToleranceMs } from './clocks.ts';
import {
  aboutToken,
  isNamed,
  isOtherNamed,
  isOwn,
  momentOf,
  newToken,
  type RefusedToken,
  refusal,
  tokenName,
} from './refused-token.ts';
import { advice, type Judgement, judgement, type Rule } from './rule.ts';

/** Causes that lie in the time, each by the clock it is true of. */
export const tokenTimeRules: readonly Rule[] = [
  aboutToken(clockSkew),
  aboutToken(expired),
  aboutToken(notYetValid),
  aboutToken(issuerAhead),
];

/** What services allow for clocks that differ; SAP's and Spring's libraries take a minute. */
const leewayMs = 60_000;

/** A claim that one clock has passed and the other has not. */
type Between = { claim: 'exp' | 'nbf' | 'iat'; at: number; isRefused: boolean };

function clockSkew(refused: RefusedToken): Judgement | null {
  const between = betweenClocks(refused);
  if (between === null || refused.skew === null) return null;
  const cause = between.claim === 'exp' ? 'token-expired' : 'token-not-yet-valid';
  if (isOtherNamed(refused, cause)) return null;
  const isSaid = isNamed(refused, cause);
  const confidence: Confidence = !between.isRefused
    ? 'possible'
    : isSaid && !refused.isPage && isOwn(refused)
      ? 'certain'
      : 'likely';
  const side = refused.skew > 0 ? 'ahead of' : 'behind';
  return judgement('token', {
    cause: 'clock-skew',
    confidence,
    sentence: `The service’s clock is ${formatDuration(Math.abs(refused.skew))} ${side} this machine’s`,
    reason: `the token’s \`${between.claim}\` lies between the two clocks, and the service ${answeredText(refused.input.exchange, refused.words)}.`,
    evidence: [
      { text: momentWords(refused.clocks.server ?? 0), source: refused.clocks.source },
      { text: momentWords(refused.clocks.local), source: 'this machine’s clock' },
      { text: `${between.claim} ${momentWords(between.at)}`, source: tokenName(refused) },
      ...refusal(refused),
    ],
    mends: [
      advice('Compare this machine’s clock with a time server, and set it.'),
      advice('If it is right, the service’s operator has to set theirs.'),
      newToken(refused, 'Fetch a new token: it begins and ends later.'),
    ],
    probes: ['renew-token', 'doctor'],
  });
}

function betweenClocks(refused: RefusedToken): Between | null {
  const { clocks, skew } = refused;
  const { local, server } = clocks;
  if (server === null || skew === null || skew === 0) return null;
  const [from, to] = local < server ? [local, server] : [server, local];
  const found = (['exp', 'nbf', 'iat'] as const).flatMap((claim) => {
    const at = momentOf(refused, claim);
    if (at === null || at <= from || at > to) return [];
    return [{ claim, at, isRefused: claim === 'exp' ? server > local : server < local }];
  });
  return found.find(({ isRefused }) => isRefused) ?? found[0] ?? null;
}

function expired(refused: RefusedToken): Judgement | null {
  const { named, isPage, input } = refused;
  const late = lateness(refused);
  const isSaid = named?.cause === 'token-expired';
  if (!isSaid && (late === null || late.ms < 0)) return null;
  return judgement('token', {
    cause: 'token-expired',
    confidence: isPage ? pageConfidence(expiredConfidence(refused, late)) : expiredConfidence(refused, late),
    sentence:
      late === null || late.ms < 0
        ? 'The token has expired'
        : `The token had expired ${formatDuration(late.ms)} before the call`,
    reason:
      late === null || late.ms < 0
        ? `the service ${answeredText(input.exchange, refused.words)}.`
        : `its end lies before the call, and the service ${answeredText(input.exchange, refused.words)}.`,
    evidence: [...endEvidence(refused), ...refusal(refused)],
    mends: [
      newToken(refused, 'Fetch a new token.'),
      ...(late !== null && late.ms < 0 ? [advice('By the clocks it is still valid: it may have been revoked.')] : []),
    ],
    probes: ['renew-token'],
  });
}

function expiredConfidence(refused: RefusedToken, late: Lateness | null): Confidence {
  const { named } = refused;
  const isSaid = named?.cause === 'token-expired';
  if (betweenClocks(refused)?.claim === 'exp' || isOtherNamed(refused, 'token-expired')) return 'likely';
  if (late === null) return isSaid && named.isPlain ? 'certain' : 'likely';
  if (late.ms < 0) return named?.isPlain ? 'likely' : 'possible';
  if (isSaid && (named.isPlain || late.isSure)) return 'certain';
  return late.isSure && late.ms > leewayMs ? 'certain' : 'likely';
}

/** How long before the call the token ended, negative when after. `isSure` when no wrong clock of this machine can be behind it. */
type Lateness = { ms: number; isSure: boolean };

/**
 * By the server's clock when that is known: a claim is measured by whoever reads it. The end Gatewright reckons from the
 * lifetime the token endpoint named is measured by this machine's clock alone, so that may be as wrong as it likes.
 */
function lateness(refused: RefusedToken): Lateness | null {
  const { token } = refused.input.exchange;
  const { local, server } = refused.clocks;
  const claim = momentOf(refused, 'exp');
  if (claim !== null && server !== null) {
    return { ms: server - claim, isSure: refused.skew !== null && local > claim };
  }
  const end = token?.expiresAt ?? claim;
  if (end === null) return null;
  const isReckoned =
    token !== null && token.fetchedAt <= local && (claim === null || Math.abs(token.expiresAt - claim) > 1);
  return { ms: local - end, isSure: isReckoned };
}

function endEvidence(refused: RefusedToken): Evidence[] {
  const end = momentOf(refused, 'exp') ?? refused.input.exchange.token?.expiresAt ?? null;
  if (end === null) return [];
  const { server, source } = refused.clocks;
  return [
    { text: `valid until ${momentWords(end)}`, source: tokenName(refused) },
    ...(server === null ? [] : [{ text: momentWords(server), source }]),
  ];
}

function notYetValid(refused: RefusedToken): Judgement | null {
  const { clocks, isPage, input } = refused;
  const isSaid = isNamed(refused, 'token-not-yet-valid');
  const begin = momentOf(refused, 'nbf') ?? (isSaid ? momentOf(refused, 'iat') : null);
  const early = begin === null ? null : begin - (clocks.server ?? clocks.local);
  if (!isSaid && (early === null || early <= 0)) return null;
  const confidence = notYetConfidence(refused, early, isSaid);
  return judgement('token', {
    cause: 'token-not-yet-valid',
    confidence: isPage ? pageConfidence(confidence) : confidence,
    sentence:
      early === null || early <= 0
        ? 'The token is not valid yet'
        : `The token becomes valid only ${formatDuration(early)} after the call`,
    reason: `${early !== null && early > 0 ? 'its begin lies after the call, and ' : ''}the service ${answeredText(input.exchange, refused.words)}.`,
    evidence: [
      ...(begin === null ? [] : [{ text: `valid from ${momentWords(begin)}`, source: tokenName(refused) }]),
      ...(clocks.server === null ? [] : [{ text: momentWords(clocks.server), source: clocks.source }]),
      ...refusal(refused),
    ],
    mends: [
      advice('Check the clocks of this machine, of the service and of who issued the token.'),
      early !== null && early > 0 && early < 600_000
        ? { text: 'Wait until then, and send again.', action: { kind: 'send-again', seconds: Math.ceil(early / 1000) } }
        : newToken(refused, 'Fetch a new token.'),
    ],
    probes: ['renew-token', 'doctor'],
  });
}

function notYetConfidence(refused: RefusedToken, early: number | null, isSaid: boolean): Confidence {
  const between = betweenClocks(refused);
  const isAhead = issuerLeadMs(refused) > 0;
  if (isAhead || (between !== null && between.claim !== 'exp') || isOtherNamed(refused, 'token-not-yet-valid')) {
    return 'likely';
  }
  if (isSaid) return early === null || early > 0 ? 'certain' : 'likely';
  const begin = momentOf(refused, 'nbf') ?? 0;
  const isAgreed = refused.skew !== null && begin > refused.clocks.local;
  return isAgreed && (early ?? 0) > leewayMs ? 'certain' : 'likely';
}

/** A web page hides the service's words, so nothing is proven. */
function pageConfidence(confidence: Confidence): Confidence {
  return confidence === 'certain' ? 'likely' : confidence;
}

/** How far the token was issued in the future of both clocks, in ms: then the issuer’s is ahead of them. 0 when it was not. */
function issuerLeadMs(refused: RefusedToken): number {
  const { local, server } = refused.clocks;
  const lead = (momentOf(refused, 'iat') ?? 0) - Math.max(local, server ?? local);
  return lead > clockToleranceMs ? lead : 0;
}

function issuerAhead(refused: RefusedToken): Judgement | null {
  const lead = issuerLeadMs(refused);
  if (lead === 0 || isOtherNamed(refused, 'token-not-yet-valid')) return null;
  return judgement('token', {
    cause: 'clock-skew',
    confidence: 'possible',
    sentence: `The clock of who issued the token may be ${formatDuration(lead)} ahead`,
    reason: 'the token says that it was issued after the call was sent.',
    evidence: [
      { text: `iat ${momentWords(momentOf(refused, 'iat') ?? 0)}`, source: tokenName(refused) },
      ...refusal(refused),
    ],
    mends: [advice('Compare the clocks of the token’s issuer, of the service and of this machine.')],
    probes: ['renew-token', 'doctor'],
  });
}
