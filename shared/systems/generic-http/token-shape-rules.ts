import type { Confidence, Mend } from '../../model/gate-report.ts';
import { answeredText } from './answer-words.ts';
import { isNothingSent, isPassword, sentScheme } from './login-kind.ts';
import { aboutToken, isNamed, isOwn, type RefusedToken, refusal } from './refused-token.ts';
import { advice, type Judgement, judgement, type Rule } from './rule.ts';

/** Causes that lie in how the token was sent, whatever it says. */
export const tokenShapeRules: readonly Rule[] = [
  aboutToken(prefixMissing),
  aboutToken(leftBehind),
  aboutToken(neverFilledIn),
  aboutToken(nothingSent),
  aboutToken(passwordSent),
  aboutToken(lostOnTheWay),
  aboutToken(malformed),
];

const glued = 'the scheme and the token run together';
const colon = 'a colon after the scheme';

/** The token itself was sent without the word that says what it is (RFC 6750, 2.1). */
function prefixMissing(refused: RefusedToken): Judgement | null {
  const { shape, named, wantsBearer, isPage } = refused;
  if (shape === null || ['empty', 'placeholder', 'user-password'].includes(shape.form)) return null;
  const isBearer = shape.scheme === 'bearer' && shape.fault !== colon;
  const wasRead = named?.isPlain === true && named.cause !== 'token-missing' && named.cause !== 'token-malformed';
  if (isBearer || shape.scheme === 'dpop' || wasRead) return null;
  const isToken = shape.form === 'jwt' || shape.fault === glued;
  const isProven = isToken && shape.scheme === '' && wantsBearer && !isPage && isOwn(refused);
  if (!isToken && !wantsBearer) return null;
  const confidence: Confidence = isProven ? 'certain' : isToken || shape.scheme === '' ? 'likely' : 'possible';
  return judgement('token', {
    cause: 'bearer-prefix-missing',
    confidence,
    sentence: 'The token was sent without the word `Bearer` and a blank before it',
    reason: `${prefixWords(shape.scheme, shape.fault)}, and the service ${answeredText(refused.input.exchange, refused.words)}.`,
    evidence: [{ text: prefixWords(shape.scheme, shape.fault), source: 'header `Authorization`' }, ...refusal(refused)],
    mends: [...ownLogin(refused), advice('Write `Bearer`, one blank, then the token into the header.')],
    probes: ['with-credentials'],
  });
}

function prefixWords(scheme: string, fault: string): string {
  if (fault === glued || fault === colon) return `in the header ${fault}`;
  return scheme === '' ? 'the header begins with the token itself' : `the header begins with \`${scheme}\``;
}

/** A redirect led to another origin, where a token does not follow. */
function leftBehind(refused: RefusedToken): Judgement | null {
  const hop = refused.input.exchange.hops.find(({ dropped }) => dropped.some((name) => /^authorization$/i.test(name)));
  if (hop === undefined) return null;
  const isSaid = isNamed(refused, 'token-missing') || isBareChallenge(refused);
  return missing(refused, isSaid ? 'certain' : 'likely', {
    sentence: 'A redirect led to another host, and the token was left behind',
    reason: `tokens do not follow to another origin, and the host behind it ${answeredText(refused.input.exchange, refused.words)}.`,
    evidence: [{ text: `${hop.status} to ${hop.location}`, source: 'redirect' }],
    mends: [advice('Call the address the redirect leads to directly, if you trust it.')],
  });
}

/** A tool or a person should have put the token in. */
function neverFilledIn(refused: RefusedToken): Judgement | null {
  const { shape, isPage } = refused;
  if (shape === null || (shape.form !== 'placeholder' && shape.form !== 'empty')) return null;
  const what = shape.form === 'empty' ? 'the header names a scheme and no token' : 'a placeholder stands in its place';
  return missing(refused, isPage || !isOwn(refused) ? 'likely' : 'certain', {
    sentence:
      shape.form === 'empty' ? 'The `Authorization` header is empty' : 'The token was never put into the header',
    reason: `${what}, and the service ${answeredText(refused.input.exchange, refused.words)}.`,
    evidence: [{ text: what, source: 'header `Authorization`' }],
    mends: [
      ...ownLogin(refused),
      advice('Put the token where the placeholder stands, or name the variable that holds it.'),
    ],
  });
}

/** That none was sent is proven by a record of our own, or by the service's words: files of browsers leave the header out. */
function nothingSent(refused: RefusedToken): Judgement | null {
  const { input, isPage, wantsBearer } = refused;
  if (!isNothingSent(input) || input.exchange.hops.some(({ dropped }) => dropped.length > 0)) return null;
  const isSaid = isNamed(refused, 'token-missing');
  const isWanted = isOwn(refused) && wantsBearer && (refused.named === null || refused.named.cause === 'token-missing');
  const isProven = !isPage && (isSaid || isWanted);
  const isOther = refused.named !== null && refused.named.cause !== 'token-missing';
  const confidence = isProven ? 'certain' : isOther ? 'possible' : 'likely';
  return missing(refused, confidence, {
    sentence: 'The call carried no token',
    reason: `none was sent with it, and the service ${answeredText(input.exchange, refused.words)}.`,
    evidence: [{ text: 'no `Authorization` header', source: 'request' }],
    mends: [{ text: 'Choose a connection that logs in.', action: { kind: 'open-connection' } }],
  });
}

/** User and password, or id and secret of a client, went to a service that takes tokens only. */
function passwordSent(refused: RefusedToken): Judgement | null {
  const { input, shape, words } = refused;
  const scheme = sentScheme(input.exchange);
  if (!isPassword(scheme) || (shape !== null && !['user-password', 'opaque'].includes(shape.form))) return null;
  const isOther = refused.named !== null && refused.named.cause !== 'token-missing';
  const name = scheme === 'basic' ? 'Basic' : 'Digest';
  return missing(refused, isOther ? 'possible' : 'likely', {
    sentence: `The call carried user name and password (${name}) in place of a token`,
    reason: `the service takes bearer tokens, and it ${answeredText(input.exchange, words)}.`,
    evidence: [{ text: `the header begins with \`${name}\``, source: 'header `Authorization`' }],
    mends: [
      ...ownLogin(refused),
      advice('Fetch a token at the token endpoint with this id and secret, and send `Authorization: Bearer` with it.'),
    ],
  });
}

/** It was sent, and the service says that it got none. */
function lostOnTheWay(refused: RefusedToken): Judgement | null {
  const { input, shape } = refused;
  if (isNothingSent(input) || isPassword(sentScheme(input.exchange)) || !isNamed(refused, 'token-missing')) return null;
  if (shape !== null && (shape.form === 'placeholder' || shape.form === 'empty' || shape.scheme !== 'bearer'))
    return null;
  return missing(refused, 'possible', {
    sentence: 'The token may have been lost on the way',
    reason: `the call carried one, and the service ${answeredText(input.exchange, refused.words)}.`,
    evidence: [],
    mends: [
      advice('Look for a proxy or gateway on the way that takes the `Authorization` header out.'),
      { text: 'Check the address: another service may answer there.', action: { kind: 'open-connection' } },
    ],
  });
}

function malformed(refused: RefusedToken): Judgement | null {
  const { shape, wantsBearer, isPage, named, words } = refused;
  if (!isTokenSent(refused)) return null;
  const isDamaged = shape?.form === 'damaged-jwt';
  const isSaid = isNamed(refused, 'token-malformed');
  const isHinted = /cannot convert access token to json/i.test(words.all);
  if (!isDamaged && !isSaid && !isHinted) return null;
  const isWhole = shape?.form === 'jwt';
  const isOther = named?.isPlain === true && !isSaid;
  const isProven =
    !isPage && !isOther && isOwn(refused) && (isDamaged ? wantsBearer || isSaid || isHinted : isSaid && !isWhole);
  const fault = shape?.fault === undefined || shape.fault === '' ? null : shape.fault;
  return judgement('token', {
    cause: 'token-malformed',
    confidence: isProven ? 'certain' : isDamaged || isSaid ? 'likely' : 'possible',
    sentence: fault === null ? 'What was sent is no readable token' : `The token is damaged: ${fault}`,
    reason: `${isDamaged ? 'it begins like a JWT and cannot be decoded, and the service' : 'the service'} ${answeredText(refused.input.exchange, words)}.`,
    evidence: [...(fault === null ? [] : [{ text: fault, source: 'header `Authorization`' }]), ...refusal(refused)],
    mends: [
      ...ownLogin(refused),
      advice('Copy the whole token again: three parts, two dots, no blanks, no quotation marks.'),
    ],
    probes: ['renew-token'],
  });
}

/** Something was sent that is meant to be a token. */
function isTokenSent({ shape, input }: RefusedToken): boolean {
  if (shape?.form === 'placeholder' || shape?.form === 'empty') return false;
  return !isNothingSent(input) && !isPassword(sentScheme(input.exchange));
}

type Words = { sentence: string; reason: string; evidence: { text: string; source: string }[]; mends: Mend[] };

function missing(refused: RefusedToken, confidence: Confidence, words: Words): Judgement {
  const evidence = [...words.evidence, ...refusal(refused)];
  return judgement('token', { cause: 'token-missing', confidence, ...words, evidence, probes: ['with-credentials'] });
}

/** A challenge without an error says that no login was seen (RFC 6750, 3.1). */
function isBareChallenge({ words }: RefusedToken): boolean {
  return words.schemes.includes('bearer') && words.codes.length === 0;
}

/** A header typed into the draft stands in the way of the connection's login. */
function ownLogin({ input }: RefusedToken): Mend[] {
  const kind = input.connection?.credential.kind ?? 'none';
  if (kind === 'none') return [];
  return [
    {
      text: 'Take the header out of the draft: the connection then logs in itself.',
      action: { kind: 'remove-header', name: 'Authorization' },
    },
  ];
}
