import type { ExchangeFailure, ExchangeResponse, HeaderLine, Hop, Peer, Timings } from '#shared/model/exchange.ts';
import { readContentType } from '#shared/text/content-type.ts';
import { decodeText } from '#shared/text/decode-text.ts';
import { findHeader, findHeaders } from '#shared/text/headers.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { BodyStore } from '../store/bodies.ts';
import { type BodyCollector, type CollectedBody, createBodyCollector } from './collect-body.ts';
import { readContentEncodings } from './decode-body.ts';
import { explainNetwork } from './explain-network.ts';
import { followRedirects, type Journey } from './follow-redirects.ts';
import type { ResponseHead } from './hop-flight.ts';
import type { Identity } from './identity.ts';
import type { Leash } from './leash.ts';
import { codeOf } from './network-fault.ts';
import type { PreparedRequest } from './prepare-request.ts';
import { timingsOf } from './timings.ts';
import type { Transmitter } from './transmit.ts';

/** What came of a call on the wire. Bodies are redacted; headers, hops and URLs are not yet. */
export type Outcome = {
  sentHeaders: HeaderLine[] | null;
  hops: Hop[];
  response: ExchangeResponse | null;
  failure: ExchangeFailure | null;
  timings: Timings;
  peer: Peer | null;
  /** The whole body; null without one, or when it is in a file. */
  body: Uint8Array | null;
  /** Its beginning as text; null without a body or when it is no text. */
  bodyText: string | null;
};

export type ConductOptions = {
  exchangeId: string;
  startedAt: number;
  transmitter: Transmitter;
  bodies: BodyStore;
  redactor: Redactor;
  leash: Leash;
  limitBytes: number;
  identity?: Identity;
};

/** Sends a request, follows it to its last answer and collects that. Never rejects for what a server or network does. */
export async function conduct(request: PreparedRequest, options: ConductOptions): Promise<Outcome> {
  const { leash, startedAt } = options;
  let collector: BodyCollector | null = null;
  let head: ResponseHead | null = null;
  const journey = await followRedirects(request, {
    transmitter: options.transmitter,
    leash,
    identity: options.identity ?? {},
    onHead(arrived, stop) {
      head = arrived;
      const encodings = readContentEncodings(findHeaders(arrived.headers, 'content-encoding'));
      collector = createBodyCollector({ ...options, encodings, stop });
      return collector;
    },
  });
  const collected = await finishBody(collector, journey.result.error);
  return {
    sentHeaders: journey.sentHeaders,
    hops: journey.hops,
    response: head === null || collected === null ? null : describeResponse(head, collected),
    failure: failureOf(journey, collected, leash),
    timings: timingsOf(journey.result, startedAt),
    peer: journey.result.connection?.peer ?? null,
    body: collected?.memory ?? null,
    bodyText: collected === null ? null : textOf(head, collected),
  };
}

async function finishBody(collector: BodyCollector | null, error: unknown): Promise<CollectedBody | null> {
  return collector === null ? null : collector.finish(error);
}

function describeResponse({ status, statusText, headers }: ResponseHead, collected: CollectedBody): ExchangeResponse {
  return {
    status,
    statusText,
    headers,
    contentType: findHeader(headers, 'content-type'),
    bodyBytes: collected.totalBytes,
    isComplete: collected.fault === null,
  };
}

function failureOf(journey: Journey, collected: CollectedBody | null, leash: Leash): ExchangeFailure | null {
  const { result, hops, lastUrl, blocked } = journey;
  const error = collected === null ? result.error : collected.fault;
  if (error === null) return blocked;
  const failure = explainNetwork(error, {
    phase: collected === null ? result.phase : 'download',
    host: lastUrl.host,
    isTls: lastUrl.protocol === 'https:',
    deadlineMs: leash.deadlineMs,
  });
  if (hops.length === 0 || collected !== null || isOfOurOwn(error)) return failure;
  // The report names the host of the first request, which is not the one that failed.
  return { code: 'REDIRECT_FAILED', phase: 'redirect', sentence: `After a redirect: ${failure.sentence}` };
}

function isOfOurOwn(error: unknown): boolean {
  return codeOf(error).startsWith('ENDED_BY_');
}

function textOf(head: ResponseHead | null, { preview }: CollectedBody): string | null {
  if (head === null || preview.length === 0) return null;
  const { kind } = readContentType(findHeader(head.headers, 'content-type'));
  return kind === 'image' || (kind === 'binary' && preview.includes(0)) ? null : decodeText(preview);
}
