import type { Connection } from '#shared/model/connection.ts';
import type { Exchange, ExchangeFailure, ExchangeRequest, HeaderLine } from '#shared/model/exchange.ts';
import type { SystemId } from '#shared/model/system-id.ts';
import type { Redactor } from '../redact/redactor.ts';
import { redactHeaders } from '../redact/typed-secrets.ts';
import { callClues } from './call-clues.ts';
import type { Outcome } from './conduct.ts';
import type { PreparedRequest } from './prepare-request.ts';
import { noTimings } from './timings.ts';

export type ExchangeFacts = Pick<
  Exchange,
  'id' | 'kind' | 'name' | 'operationId' | 'startedAt' | 'token' | 'tokenExchangeId' | 'resendOf' | 'notes'
> & {
  /** Left out for what is no probe. */
  probeOf?: Exchange['probeOf'];
  connection: Connection | null;
  request: PreparedRequest;
  outcome: Outcome;
  redactor: Redactor;
};

/** An exchange before its gates are judged. */
export type UnjudgedExchange = Omit<Exchange, 'report'>;

const recordedBodyBytes = 256 * 1024;

/**
 * Puts together what is kept of an exchange. Everything that came from outside passes the redactor here. Each field is named:
 * what a caller hands in besides, a login perhaps, must not slip into history with a spread.
 */
export function describeExchange(facts: ExchangeFacts): UnjudgedExchange {
  const { connection, request, outcome } = facts;
  const redactor = facts.redactor.and(outcome.learnt);
  const { response, failure } = outcome;
  return {
    id: facts.id,
    kind: facts.kind,
    name: facts.name,
    operationId: facts.operationId,
    startedAt: facts.startedAt,
    token: facts.token,
    tokenExchangeId: facts.tokenExchangeId,
    resendOf: facts.resendOf,
    notes: facts.notes,
    clues: callClues(request, outcome.sentHeaders, redactor),
    probeOf: facts.probeOf ?? null,
    system: systemIdOf(connection),
    connectionId: connection?.id ?? null,
    connectionName: connection?.name ?? null,
    isPractice: connection?.isPractice ?? false,
    request: describeRequest(request, outcome.sentHeaders, redactor),
    hops: outcome.hops.map((hop) => ({ ...hop, url: redactor.text(hop.url), location: redactor.text(hop.location) })),
    response: response && {
      ...response,
      statusText: redactor.text(response.statusText),
      headers: redactHeaders(response.headers, redactor),
      contentType: response.contentType && redactor.text(response.contentType),
    },
    failure: failure && { ...failure, sentence: redactor.text(failure.sentence) },
    timings: outcome.timings,
    peer: outcome.peer,
  };
}

export function systemIdOf(connection: Connection | null): SystemId {
  return connection?.system ?? 'generic-http';
}

/** What comes of a call that never reached the wire. */
export function outcomeOfNoCall(failure: ExchangeFailure, totalMs: number): Outcome {
  return {
    sentHeaders: null,
    hops: [],
    response: null,
    failure,
    timings: noTimings(totalMs),
    peer: null,
    body: null,
    bodyText: null,
    marks: null,
    learnt: [],
    detours: [],
  };
}

/** A call as it may be kept. `sentHeaders` are the lines on the wire; null for a call that never got there. */
export function describeRequest(
  { method, url, headers, body }: PreparedRequest,
  sentHeaders: HeaderLine[] | null,
  redactor: Redactor,
): ExchangeRequest {
  const lines = sentHeaders ?? headers.map(({ name, value }) => ({ name, value }));
  return {
    method,
    url: redactor.text(url.href),
    headers: redactHeaders(lines, redactor),
    body: body === null ? null : redactedText(body, redactor),
    bodyBytes: body?.length ?? 0,
  };
}

/** Redacted before it is cut, so that no secret is cut in half and missed. */
function redactedText(body: Uint8Array, redactor: Redactor): string {
  return Buffer.from(redactor.bytes(body).subarray(0, recordedBodyBytes)).toString();
}
