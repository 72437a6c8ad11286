import { textOfBytes } from './base64-body.ts';
import { importedFailure, knownFailure } from './failure-table.ts';
import {
  byteLength,
  cutBody,
  type ImportedExchange,
  type ImportedResponse,
  mostExchanges,
  noTimings,
  type TrafficReading,
  unreadable,
} from './imported-exchange.ts';
import {
  headerLines,
  type JsonObject,
  listMember,
  memberOf,
  momentOf,
  numberMember,
  objectOf,
  textMember,
} from './json.ts';
import { readPostmanRequest } from './postman-request.ts';

/** A collection (2.0 or 2.1), or the JSON report of a run by Newman or Postman. */
export function isPostman(value: JsonObject): boolean {
  return isRun(value) || isCollection(value);
}

function isRun(value: JsonObject): boolean {
  return Array.isArray(memberOf(memberOf(value, 'run'), 'executions'));
}

function isCollection(value: unknown): boolean {
  return objectOf(memberOf(value, 'info')) !== null && Array.isArray(memberOf(value, 'item'));
}

export function readPostman(value: JsonObject): TrafficReading {
  return isRun(value) ? readRun(value) : readCollection(value);
}

function readRun(value: JsonObject): TrafficReading {
  const run = memberOf(value, 'run');
  const executions = listMember(run, 'executions');
  const startedAt = momentOf(memberOf(memberOf(run, 'timings'), 'started'));
  const exchanges = executions.slice(0, mostExchanges).flatMap((one) => readExecution(one, startedAt) ?? []);
  if (exchanges.length === 0)
    return unreadable('The run holds no calls.', 'Export the run once more after it has ended.');
  return reading(`a run of a Postman collection with ${countOf(exchanges)}`, exchanges, overflow(executions.length));
}

function readExecution(execution: unknown, runStartedAt: number | null): ImportedExchange | null {
  const name = textMember(memberOf(execution, 'item'), 'name');
  const call = readPostmanRequest(memberOf(execution, 'request'), name, { type: 'noauth' });
  if (call === null) return null;
  const response = responseOf(memberOf(execution, 'response'));
  const error = memberOf(execution, 'requestError');
  const words = ['code', 'message', 'errno', 'syscall'].map((one) => textMember(error, one) ?? '').join(' ');
  const known =
    objectOf(error) === null
      ? null
      : (knownFailure(words) ?? { code: 'NETWORK_FAILED', phase: 'wait' as const, doubts: [] });
  return {
    ...call,
    startedAt: runStartedAt,
    response,
    failure: known === null ? null : importedFailure(known.code, known.phase, 'Postman'),
    doubts: [...call.doubts, ...(known?.doubts ?? [])],
    timings: noTimings(numberMember(memberOf(execution, 'response'), 'responseTime') ?? 0),
  };
}

type Found = { item: unknown; response: unknown; auth: unknown };

/** Folders may hold folders; a stack of our own does not mind how many. */
function savedResponses(collection: JsonObject): { found: Found[]; requests: number } {
  const found: Found[] = [];
  let requests = 0;
  const open = [{ node: collection as unknown, auth: memberOf(collection, 'auth') }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const auth = memberOf(one.node, 'auth') ?? one.auth;
    for (const item of listMember(one.node, 'item').toReversed()) open.push({ node: item, auth });
    if (memberOf(one.node, 'request') === undefined) continue;
    requests += 1;
    for (const response of listMember(one.node, 'response')) {
      if (found.length < mostExchanges) found.push({ item: one.node, response, auth });
    }
  }
  return { found, requests };
}

function readCollection(value: JsonObject): TrafficReading {
  const { found, requests } = savedResponses(value);
  if (found.length === 0) {
    const sentence = `The Postman collection holds ${requests} requests and no saved responses, so there is nothing to explain.`;
    return unreadable(
      sentence,
      'Save the response in Postman as an example, or run the collection and export the run.',
    );
  }
  const exchanges = found.flatMap(({ item, response, auth }) => {
    const request = memberOf(response, 'originalRequest') ?? memberOf(item, 'request');
    const call = readPostmanRequest(
      request,
      textMember(item, 'name'),
      memberOf(memberOf(item, 'request'), 'auth') ?? auth,
    );
    if (call === null) return [];
    return [
      { ...call, response: responseOf(response), timings: noTimings(numberMember(response, 'responseTime') ?? 0) },
    ];
  });
  const notes = [
    'A saved response does not say when it was received: the Date header of the answer is taken where there is one.',
  ];
  return reading(`a Postman collection with ${countOf(exchanges)}`, exchanges, [...notes, ...overflow(found.length)]);
}

function responseOf(response: unknown): ImportedResponse | null {
  const status = numberMember(response, 'code');
  if (status === null || status < 100) return null;
  const { text, isCut } = cutBody(textMember(response, 'body') ?? streamText(memberOf(response, 'stream')) ?? '');
  return {
    status,
    statusText: textMember(response, 'status') ?? '',
    headers: headerLines(listMember(response, 'header')),
    body: text === '' ? null : text,
    bodyBytes: numberMember(response, 'responseSize') ?? byteLength(text),
    isComplete: !isCut,
  };
}

/** Newman writes a Buffer, which is `{"type":"Buffer","data":[…]}`; some reporters write text. */
function streamText(stream: unknown): string | null {
  if (typeof stream === 'string') return stream;
  const data = listMember(stream, 'data');
  return textOfBytes(Uint8Array.from(data.filter((one) => typeof one === 'number')));
}

function reading(words: string, exchanges: ImportedExchange[], notes: string[]): TrafficReading {
  return { ok: true, format: 'postman', words, exchanges, notes };
}

function countOf({ length }: readonly unknown[]): string {
  return length === 1 ? '1 exchange' : `${length} exchanges`;
}

function overflow(total: number): string[] {
  return total > mostExchanges ? [`It holds ${total} calls; the first ${mostExchanges} were read.`] : [];
}
