import type { Evidence } from '../../model/gate-report.ts';
import { readChallenges } from './challenges.ts';
import { bodyWords, quotable, readErrorBody } from './error-body.ts';
import type { Leg } from './rule.ts';

/** A message longer than this is no sentence any more. */
const longestWords = 1_000;

/** What an answer says about why it refuses, gathered from its challenge (RFC 6750, section 3) and its body. */
export type AnswerWords = {
  /** The error codes it names, in lower case: `invalid_token`. */
  codes: readonly string[];
  /** Everything it says, to search in. Never to be quoted: it is not cut. */
  all: string;
  /** Its sentence, fit to be quoted; null when it said nothing that is one. */
  said: string | null;
  /** Where that stood. */
  source: string;
  /** The schemes it challenges with, in lower case. */
  schemes: readonly string[];
};

/** Reads the words of an answer. Without an answer they are empty. */
export function answerWords(leg: Leg, bodyText: string | null): AnswerWords {
  const challenges = readChallenges(leg.response?.headers ?? []);
  const told = challenges
    .map(({ parameters }) => parameters.get('error_description') ?? '')
    .filter((one) => one !== '');
  const named = challenges.map(({ parameters }) => parameters.get('error') ?? '').filter((one) => one !== '');
  const body = readErrorBody(bodyText);
  const inBody = body?.message ?? body?.code ?? null;
  const [described] = told;
  const said = described ?? inBody ?? named[0] ?? null;
  return {
    codes: [...named, body?.code ?? ''].filter((one) => one !== '').map((one) => one.toLowerCase()),
    all: [...told, ...named, body?.code ?? '', (body?.message ?? '').slice(0, longestWords), bodyWords(bodyText)].join(
      '\n',
    ),
    said: said === null ? null : quotable(said),
    source: said === inBody && described === undefined ? 'response body' : 'header `WWW-Authenticate`',
    schemes: challenges.map(({ scheme }) => scheme),
  };
}

/** The status, and what the answer said. */
export function answerEvidence(leg: Leg, words: AnswerWords): Evidence[] {
  if (leg.response === null) return [];
  return [
    {
      text: `status ${leg.response.status}`,
      source: leg.kind === 'token' ? 'answer of the token endpoint' : 'response',
    },
    ...(words.said === null ? [] : [{ text: words.said, source: words.source }]),
  ];
}

/** `it answered 401` or `it answered 401 and said “…”`, to go into a reason. */
export function answeredText(leg: Leg, words: AnswerWords): string {
  const status = leg.response === null ? 'gave no answer' : `answered ${leg.response.status}`;
  return words.said === null ? status : `${status} and said “${words.said}”`;
}
