import type { CauseId } from '../../model/cause.ts';
import type { ClientSecretClue } from '../../model/clues.ts';
import type { ClientCredentials } from '../../model/credential.ts';
import type { Confidence, Evidence, Mend } from '../../model/gate-report.ts';
import type { ProbeId } from '../../model/probe.ts';
import type { ExplainInput } from '../system.ts';
import { type AnswerWords, answerEvidence, answeredText, answerWords } from './answer-words.ts';
import { isHtml, jsonObject, quotable } from './error-body.ts';
import { isStoppedAtLogin, loginBody, loginLeg } from './legs.ts';
import { type Judgement, judgement, type Leg, type Rule } from './rule.ts';

/** A login that ended without a token: the answer, and what is known of how it was asked for. */
export type FailedLogin = {
  input: ExplainInput;
  /** The token call; the call itself when that was not recorded. */
  leg: Leg;
  /** 0 when there was no answer. */
  status: number;
  body: string | null;
  words: AnswerWords;
  /** A web page answered instead of a token endpoint. */
  isPage: boolean;
  /** The answer was not recorded: what is known of it stands in the call's own failure. */
  isSecondHand: boolean;
  credential: ClientCredentials | null;
  clientSecret: ClientSecretClue | null;
};

/** Makes a rule out of one that is only asked about failed logins. */
export function aboutLogin(judgeLogin: (login: FailedLogin) => Judgement | null): Rule {
  return (input) => {
    const login = failedLogin(input);
    return login === null ? null : judgeLogin(login);
  };
}

function failedLogin(input: ExplainInput): FailedLogin | null {
  const { exchange } = input;
  if (exchange.token !== null || (!isStoppedAtLogin(input) && exchange.kind !== 'token')) return null;
  const leg = loginLeg(input);
  const credential = input.connection?.credential;
  const known = { input, credential: credential?.kind === 'oauth2-client-credentials' ? credential : null };
  if (leg === null) return secondHand(known);
  const body = loginBody(input);
  const status = leg.response?.status ?? 0;
  if (status >= 200 && status < 300 && hasToken(exchange, leg, body)) return null;
  const words = answerWords(leg, body);
  const { clientSecret } = leg.clues;
  return { ...known, leg, status, body, words, isPage: isHtml(body), isSecondHand: false, clientSecret };
}

/** Of a 2xx whose body was not recorded, a token is assumed unless the login is known to have failed. */
function hasToken(exchange: ExplainInput['exchange'], leg: Leg, body: string | null): boolean {
  if (body === null) return exchange.failure === null && leg.response?.bodyBytes !== 0;
  const token = jsonObject(body)?.access_token;
  return typeof token === 'string' && token.trim() !== '';
}

/** The sentence of the call's failure quotes the status and the words of the token endpoint. */
function secondHand(known: Pick<FailedLogin, 'input' | 'credential'>): FailedLogin | null {
  const { exchange } = known.input;
  const sentence = exchange.failure?.sentence ?? '';
  const [, status = '', said = ''] = /token endpoint answered (\d{3})\b[:\s]*([\s\S]*)/i.exec(sentence) ?? [];
  if (status === '') return null;
  const [code = ''] = /^[a-z]+(?:_[a-z]+)*(?=[,.]|$)/.exec(said) ?? [];
  const text = said.trim() === '' ? null : quotable(said);
  const words = { codes: code === '' ? [] : [code], all: said, said: text, source: 'failure of the call', schemes: [] };
  const isPage = /web page/i.test(said);
  return {
    ...known,
    leg: exchange,
    status: Number(status),
    body: null,
    words,
    isPage,
    isSecondHand: true,
    clientSecret: null,
  };
}

/** A finding about a login; what is only known at second hand is never proven. */
export function found(
  login: FailedLogin,
  cause: CauseId,
  confidence: Confidence,
  words: { sentence: string; reason?: string; mends: Mend[]; evidence?: Evidence[]; probes?: readonly ProbeId[] },
): Judgement {
  const {
    sentence,
    reason = `the token endpoint ${answered(login)}.`,
    mends,
    evidence = [],
    probes = ['doctor'],
  } = words;
  return judgement('client-login', {
    cause,
    confidence: login.isSecondHand && confidence === 'certain' ? 'likely' : confidence,
    sentence,
    reason,
    evidence: [...evidence, ...loginEvidence(login)],
    mends,
    probes,
  });
}

/** `answered 401 and said “…”`. */
export function answered(login: FailedLogin): string {
  if (!login.isSecondHand) return answeredText(login.leg, login.words);
  return `answered ${login.status}${login.words.said === null ? '' : ` and said “${login.words.said}”`}`;
}

function loginEvidence(login: FailedLogin): Evidence[] {
  const { leg, words, status, isSecondHand } = login;
  if (isSecondHand) return [{ text: words.said ?? `status ${status}`, source: 'failure of the call' }];
  if (leg.response === null) return [{ text: leg.failure?.code ?? 'no answer', source: 'token endpoint' }];
  return answerEvidence(leg, words);
}

/** The token endpoint as far as it is known, for mends and for what its host tells. */
export function tokenUrlOf({ leg, isSecondHand, credential }: FailedLogin): URL | null {
  return URL.parse(isSecondHand ? (credential?.tokenUrl ?? '') : leg.request.url);
}
