import { findHeader } from '../../text/headers.ts';
import { firstJsonProblem } from '../../text/json-problems.ts';
import type { ExplainInput } from '../system.ts';
import { answerEvidence, answeredText, answerWords } from './answer-words.ts';
import { isHtml } from './error-body.ts';
import { isUnknownRoute } from './gateway-pages.ts';
import { callStatus } from './legs.ts';
import { advice, type Judgement, judgement, type Rule } from './rule.ts';

/** What a status says of a call to a service nothing is known of: never proven, but for a body that is plainly broken. */
export const callRules: readonly Rule[] = [baseUrlWrong, webPageInstead, bodyTooLarge, bodyNotJson, payloadInvalid];

/** A gateway, or a web server, has nothing at this address. */
function baseUrlWrong(input: ExplainInput): Judgement | null {
  const status = callStatus(input);
  if (status !== 404 && status !== 405 && status !== 501) return null;
  const words = answerWords(input.exchange, input.bodyText);
  const isRoute = isUnknownRoute(input.exchange, words.all);
  const isPage = isHtml(input.bodyText);
  const isAddress =
    isRoute ||
    isPage ||
    /cannot (?:get|post|put|patch|delete) \/|no (?:route|resource|handler|static resource)[^.]{0,30}(?:found|match)/i.test(
      words.all,
    );
  return judgement(null, {
    cause: 'base-url-wrong',
    confidence: status === 404 && isAddress ? 'likely' : 'possible',
    sentence: isRoute ? 'No application answers at this host' : 'The service has nothing at this address',
    reason: isRoute
      ? 'the gateway has no route to this host.'
      : `it ${answeredText(input.exchange, words)}${isPage ? ', with a web page' : ''}.`,
    evidence: answerEvidence(input.exchange, words),
    mends: [
      advice(
        status === 404
          ? 'Compare host and path with the service’s reference.'
          : 'Compare the method with the service’s reference.',
      ),
      { text: 'Check the addresses of the connection.', action: { kind: 'open-connection' } },
    ],
  });
}

/** JSON was asked for, and a page for people came: of a login, a proxy, or a network that wants one. */
function webPageInstead(input: ExplainInput): Judgement | null {
  const status = callStatus(input) ?? 0;
  const accept = findHeader(input.exchange.request.headers, 'accept') ?? '';
  const isJsonAskedFor = /\bjson\b/i.test(accept) && !/html|\*\/\*/i.test(accept);
  if (status < 200 || status > 299 || !isJsonAskedFor || !isHtml(input.bodyText)) return null;
  return judgement(null, {
    cause: 'base-url-wrong',
    confidence: 'likely',
    sentence: 'A web page came instead of JSON',
    reason: `the call asked for JSON, and a page for people was answered with ${status}: of a login, of a proxy, or of another server.`,
    evidence: [{ text: `status ${status}, a web page`, source: 'response' }],
    mends: [
      advice('Read the page and the hops: they tell who answered.'),
      { text: 'Check the addresses of the connection.', action: { kind: 'open-connection' } },
    ],
    probes: ['doctor'],
  });
}

/** The recorded body is cut there; what is cut is no proof of anything. */
const recordedLimit = 256 * 1024;

function bodyNotJson(input: ExplainInput): Judgement | null {
  const problem = jsonFault(input);
  if (problem === null) return null;
  const words = answerWords(input.exchange, input.bodyText);
  const isAboutJson = /json|pars|syntax|malformed|deseriali[sz]|unexpected (?:token|character|end)|not readable/i.test(
    words.all,
  );
  return judgement(null, {
    cause: 'payload-invalid',
    confidence: isAboutJson && !isHtml(input.bodyText) ? 'certain' : 'likely',
    sentence: `The body is not JSON: line ${problem.line}, column ${problem.column}`,
    reason: `it breaks off there, and the service ${answeredText(input.exchange, words)}. ${problem.sentence}`,
    evidence: [{ text: problem.sentence, source: 'request body' }, ...answerEvidence(input.exchange, words)],
    mends: [advice(problem.mend)],
  });
}

function jsonFault(input: ExplainInput) {
  const { body, headers } = input.exchange.request;
  const status = callStatus(input);
  const isSaidJson = /\bjson\b/i.test(findHeader(headers, 'content-type') ?? '');
  if ((status !== 400 && status !== 422) || !isSaidJson || body === null || body.length >= recordedLimit) return null;
  return firstJsonProblem(body);
}

/** 413 says just that (RFC 9110, 15.5.14); a gateway before the service may have said it. */
function bodyTooLarge(input: ExplainInput): Judgement | null {
  if (callStatus(input) !== 413) return null;
  const words = answerWords(input.exchange, input.bodyText);
  const { bodyBytes } = input.exchange.request;
  return judgement(null, {
    cause: 'body-too-large',
    confidence: 'likely',
    sentence: 'The body is larger than what is taken here',
    reason: `it ${answeredText(input.exchange, words)}.`,
    evidence: [
      ...(bodyBytes > 0 ? [{ text: `${bodyBytes} bytes`, source: 'request body' }] : []),
      ...answerEvidence(input.exchange, words),
    ],
    mends: [advice('Send less at once, or ask who runs the service, or the gateway before it, for its limit.')],
  });
}

/** 400, 415 and 422 are about what was sent; words, when there are some, say what. */
function payloadInvalid(input: ExplainInput): Judgement | null {
  const status = callStatus(input);
  if ((status !== 400 && status !== 415 && status !== 422) || jsonFault(input) !== null) return null;
  const words = answerWords(input.exchange, input.bodyText);
  if (words.codes.includes('invalid_token') || isAboutTheWay(words.all)) return null;
  const what = input.exchange.request.body === null ? 'parameters' : status === 415 ? 'content type' : 'payload';
  return judgement(null, {
    cause: 'payload-invalid',
    confidence: words.said !== null && !isHtml(input.bodyText) ? 'likely' : 'possible',
    sentence: `The service does not accept the ${what} of the call`,
    reason: `it ${answeredText(input.exchange, words)}.`,
    evidence: answerEvidence(input.exchange, words),
    mends: [
      advice(
        what === 'parameters' ? 'Check path and query.' : 'Compare body and Content-Type with the service’s reference.',
      ),
    ],
  });
}

/** 400s by which a web server speaks of TLS or of headers, and not of the call. */
function isAboutTheWay(words: string): boolean {
  return /ssl certificate|plain http request was sent to https|header or cookie too large/i.test(words);
}
