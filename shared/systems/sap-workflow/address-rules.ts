import type { Mend } from '../../model/gate-report.ts';
import { findHeader } from '../../text/headers.ts';
import { hostOf } from '../generic-http/legs.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';
import {
  type AddressFault,
  addressFaults,
  answeredBase,
  correctedUrl,
  correctedVariable,
  isBaseKnown,
  isBaseProven,
} from './address.ts';
import { type Answer, answerEvidence, answered, answerOf, runtimeCode } from './answer.ts';
import { isAboutThing, operationOf } from './call.ts';
import { witnessesOf } from './witnesses.ts';

/** A call that did not come to the REST API at all. */
export const addressRules: readonly Rule[] = [unrouted, faultyAddress, nothingThere, pageInstead, sentToLogin];

/** Cloud Foundry's router answered in the place of an application. */
function unrouted(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  if (answer === null || !answer.isUnrouted || answer.status !== 404) return null;
  const faults = otherPath(input);
  if (faults.length > 0) {
    return found(input, answer, 'likely', {
      sentence: 'The address is not one the workflow service has',
      reason: `${faults.map(({ text }) => text).join('; ')}; and the router of Cloud Foundry answered itself.`,
      faults,
    });
  }
  const isAlive = witnessesOf(input).some(({ status }) => status < 300);
  return found(input, answer, isAlive ? 'possible' : 'certain', {
    sentence: `No application runs at \`${hostOf(input.exchange.request.url)}\``,
    reason: isAlive
      ? 'the router of Cloud Foundry knows no application for this host, though calls beside this one were answered.'
      : 'the router of Cloud Foundry answered itself, and knows no application for this host.',
  });
}

/** The service is at this host, at another path: a route of Cloud Foundry may have one. Empty when nothing shows it. */
function otherPath(input: ExplainInput): readonly AddressFault[] {
  const base = answeredBase(input);
  if (base === null) return [];
  const answered = { text: `calls to \`${base.slice(0, 120)}\` were answered`, source: 'other calls' };
  return [...addressFaults(input).filter(({ source }) => source === 'request'), answered];
}

/** The address is not one the API has, and nothing was there. */
function faultyAddress(input: ExplainInput): Judgement | null {
  const answer = emptyAnswer(input);
  const faults = addressFaults(input);
  if (answer === null || faults.length === 0 || isBaseProven(input)) return null;
  const isOnlyElsewhere = faults.every(({ source }) => source === 'connection');
  return found(input, answer, isOnlyElsewhere && !answer.isPage ? 'possible' : 'likely', {
    sentence: 'The address is not one the workflow service has',
    reason: `${faults.map(({ text }) => text).join('; ')}; and ${answered(answer)}`,
    faults,
  });
}

/** The address looks right, or is not known, and nothing was there. */
function nothingThere(input: ExplainInput): Judgement | null {
  const answer = emptyAnswer(input);
  if (answer === null || answer.status !== 404) return null;
  const operation = operationOf(input);
  const isOnThing = isAboutThing(operation);
  if (isOnThing && (!answer.isPage || isBaseProven(input))) return null;
  const isUsual = operation !== null && !(isOnThing && isBaseKnown(input));
  return found(input, answer, isUsual || (operation === null && answer.isPage) ? 'likely' : 'possible', {
    sentence: 'The service has nothing at this address',
    reason: answered(answer),
  });
}

/** A login page, or an application router’s start page, comes with 200. */
function pageInstead(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  if (answer === null || answer.status < 200 || answer.status > 299 || !answer.isPage) return null;
  return found(input, answer, 'likely', {
    sentence: 'A web page answered instead of the REST API',
    reason: 'the API speaks JSON; an application router sends pages, such as the one people log in on.',
  });
}

const loginPlace = /\/oauth\/authorize|\/saml2?\/|\/login\b|\/sign-?in\b|[?&]response_type=code/i;

/** An application router sends whoever has no session of a person to log in; the REST API never does. */
function sentToLogin(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  const location = findHeader(input.exchange.response?.headers ?? [], 'location') ?? '';
  if (answer === null || answer.status < 300 || answer.status > 399 || !loginPlace.test(location)) return null;
  return found(input, answer, 'likely', {
    sentence: 'What answers here sends people to log in, and is not the REST API',
    reason: `it was answered ${answer.status} and led to a login page, as an application router does.`,
  });
}

/** An answer of 404 or 405 that is not the service’s word on something it looked for. */
function emptyAnswer(input: ExplainInput): Answer | null {
  const answer = answerOf(input);
  if (answer === null || (answer.status !== 404 && answer.status !== 405)) return null;
  return answer.isUnrouted || runtimeCode(answer) !== null ? null : answer;
}

type Words = { sentence: string; reason: string; faults?: readonly { text: string; source: string }[] };

function found(
  input: ExplainInput,
  answer: Answer,
  confidence: 'certain' | 'likely' | 'possible',
  words: Words,
): Judgement {
  const { sentence, reason, faults = [] } = words;
  return judgement('resource', {
    cause: 'base-url-wrong',
    confidence,
    sentence,
    reason,
    evidence: [...faults, ...answerEvidence(answer)],
    mends: mendsOf(input),
    probes: ['list-definitions', 'doctor'],
  });
}

function mendsOf(input: ExplainInput): Mend[] {
  const url = correctedUrl(input);
  const variable = correctedVariable(input);
  return [
    ...(variable === null
      ? []
      : [
          {
            text: 'Correct `workflow_rest_url` of the connection: it ends before `/v1`.',
            action: { kind: 'set-variable' as const, name: 'workflow_rest_url', value: variable },
          },
        ]),
    ...(url === null ? [] : [{ text: 'Correct the URL of the call.', action: { kind: 'correct-url' as const, url } }]),
    advice('Compare the path with the operation list: it is the service’s address, then /v1, then the resource.'),
    {
      text: 'Compare the connection’s workflow address with `workflow_rest_url` of the service key.',
      action: { kind: 'open-connection' },
    },
  ];
}
