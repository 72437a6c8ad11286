import type { ExplainInput } from '../system.ts';
import { type AnswerWords, answerEvidence, answeredText, answerWords } from './answer-words.ts';
import { isHtml } from './error-body.ts';
import { callStatus } from './legs.ts';
import { isNothingSent, isPassword, loginKind, sentScheme } from './login-kind.ts';
import { advice, type Judgement, judgement, type Rule } from './rule.ts';

/** Why a service that logs in by user and password, or by a key, answers 401. */
export const credentialRules: readonly Rule[] = [notSent, rejected, keyRejected, otherScheme];

function notSent(input: ExplainInput): Judgement | null {
  const words = answerWords(input.exchange, input.bodyText);
  if (callStatus(input) !== 401 || !isNothingSent(input) || loginKind(input, words) !== 'credentials') return null;
  const isProven = words.schemes.includes('basic') && input.exchange.connectionId !== null && !isHidden(input, words);
  return judgement('credentials', {
    cause: 'credentials-not-sent',
    confidence: isProven ? 'certain' : 'likely',
    sentence: 'The call carried no user name and password',
    reason: `none were sent with it, and the service ${answeredText(input.exchange, words)}.`,
    evidence: [
      { text: 'no `Authorization` header', source: 'request' },
      ...schemeEvidence(words),
      ...answerEvidence(input.exchange, words),
    ],
    mends: [{ text: 'Choose a connection with a user name and password.', action: { kind: 'open-connection' } }],
    probes: ['with-credentials'],
  });
}

/** 401 to a call with credentials refuses these very ones, when it challenges in the same scheme (RFC 9110, 15.5.2). */
function rejected(input: ExplainInput): Judgement | null {
  const words = answerWords(input.exchange, input.bodyText);
  const isSent = loginKind(input, words) === 'credentials' || isPassword(sentScheme(input.exchange));
  if (callStatus(input) !== 401 || isNothingSent(input) || !isSent) return null;
  const clue = input.exchange.clues.authorization;
  const isWhole = clue === null || (clue.form === 'user-password' && clue.fault === '');
  const isProven =
    words.schemes.includes('basic') && sentScheme(input.exchange) === 'basic' && isWhole && !isHidden(input, words);
  const isOther = words.schemes.length > 0 && !words.schemes.includes('basic');
  const fault = clue === null || clue.fault === '' ? '' : ` (${clue.fault})`;
  return judgement('credentials', {
    cause: 'credentials-rejected',
    confidence: isProven ? 'certain' : isOther ? 'possible' : 'likely',
    sentence: `The service does not accept this user name and password${fault}`,
    reason: `they were sent, and it ${answeredText(input.exchange, words)}.`,
    evidence: [...schemeEvidence(words), ...answerEvidence(input.exchange, words)],
    mends: [
      {
        text: 'Check user name and password, and that the account is not locked.',
        action: { kind: 'open-connection' },
      },
    ],
    probes: ['doctor'],
  });
}

/** Nothing but words tells whether a key was refused, or what it may do. */
function keyRejected(input: ExplainInput): Judgement | null {
  const status = callStatus(input);
  if (status !== 401 && status !== 403) return null;
  const words = answerWords(input.exchange, input.bodyText);
  if (loginKind(input, words) !== 'api-key') return null;
  if (!/api[ _-]?key|subscription key|access key|(?:invalid|unknown|expired|missing) key/i.test(words.all)) return null;
  const isMissing = /missing|no api|not (?:provided|present|found)|required/i.test(words.all);
  return judgement('credentials', {
    cause: isMissing ? 'credentials-not-sent' : 'credentials-rejected',
    confidence: 'likely',
    sentence: isMissing ? 'The service found no API key in the call' : 'The service does not accept this API key',
    reason: `it ${answeredText(input.exchange, words)}.`,
    evidence: answerEvidence(input.exchange, words),
    mends: [
      {
        text: 'Check the key, and the name of the header or parameter it goes into.',
        action: { kind: 'open-connection' },
      },
    ],
  });
}

/** Negotiate, NTLM and the like: the service wants a login of a kind that was not sent. */
function otherScheme(input: ExplainInput): Judgement | null {
  const words = answerWords(input.exchange, input.bodyText);
  const [scheme] = words.schemes;
  if (callStatus(input) !== 401 || scheme === undefined || !isNothingSent(input) || loginKind(input, words) !== 'other')
    return null;
  return judgement('credentials', {
    cause: 'credentials-not-sent',
    confidence: 'likely',
    sentence: `The service wants a login by \`${scheme}\`, and none was sent`,
    reason: `it answered 401 and asked for that.`,
    evidence: [...schemeEvidence(words), ...answerEvidence(input.exchange, words)],
    mends: [advice('Ask who runs the service for a way to log in by user and password or by token.')],
  });
}

/** A gateway’s page may be the answer of another than the service. */
function isHidden({ bodyText }: ExplainInput, words: AnswerWords): boolean {
  return isHtml(bodyText) && !words.schemes.includes('basic');
}

function schemeEvidence(words: AnswerWords): { text: string; source: string }[] {
  return words.schemes.length === 0 ? [] : [{ text: words.schemes.join(', '), source: 'header `WWW-Authenticate`' }];
}
