import { aboutLogin, type FailedLogin, found } from './failed-login.ts';
import { advice, type Judgement, type Rule } from './rule.ts';

/** Why a token endpoint does not take an assertion as a grant (RFC 7523, 3.1): all by `invalid_grant` and words. */
export const assertionGrantRules: readonly Rule[] = [timesRefused, signatureRefused, accountUnknown].map(aboutLogin);

const longestSeconds = 3_600;

/** Google says so of an assertion that lives too long, and of one whose times its clock does not believe. */
function timesRefused(login: FailedLogin): Judgement | null {
  if (
    !isGrant(login) ||
    !/\b(?:iat|exp)\b|short-lived|reasonable timeframe|expired|not yet valid/i.test(login.words.all)
  )
    return null;
  const claims = login.leg.clues.jwts.find((one) => one.in === 'body')?.claims;
  const life = Number(claims?.exp) - Number(claims?.iat);
  const isLong = life > longestSeconds;
  return found(login, isLong ? 'assertion-lifetime-too-long' : 'clock-skew', 'likely', {
    sentence: isLong
      ? `The assertion lives for ${life} seconds, and an hour is the longest`
      : 'The times of the assertion do not fit the token endpoint’s clock',
    evidence: isLong ? [{ text: `exp − iat is ${life} s`, source: 'claims of the assertion' }] : [],
    mends: [
      isLong
        ? { text: 'Let it live for an hour.', action: { kind: 'correct-assertion', lifetimeSeconds: longestSeconds } }
        : { text: 'Date the assertion back by a minute.', action: { kind: 'correct-assertion', backDateSeconds: 60 } },
      advice('Check this machine’s clock.'),
    ],
  });
}

function signatureRefused(login: FailedLogin): Judgement | null {
  if (!isGrant(login) || !/signature/i.test(login.words.all)) return null;
  return found(login, 'token-signature-invalid', 'likely', {
    sentence: 'The token endpoint finds no key that fits the assertion’s signature',
    mends: [{ text: 'Import the newest key of this account.', action: { kind: 'open-connection' } }],
  });
}

function accountUnknown(login: FailedLogin): Judgement | null {
  if (
    !isGrant(login) ||
    !/account not found|not a valid email|(?:unknown|invalid) (?:issuer|account)|issuer[^.]{0,30}not found/i.test(
      login.words.all,
    )
  )
    return null;
  return found(login, 'client-unknown', 'likely', {
    sentence: 'The token endpoint does not know who issued the assertion',
    mends: [{ text: 'Compare the issuer with the key file.', action: { kind: 'open-connection' } }],
  });
}

function isGrant({ status, words }: FailedLogin): boolean {
  return (status === 400 || status === 401) && words.codes.includes('invalid_grant');
}
