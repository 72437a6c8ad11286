import type { ExchangeFailure, ExchangeResponse, HeaderLine, Hop, Peer, Timings } from '#shared/model/exchange.ts';
import { readContentType } from '#shared/text/content-type.ts';
import { decodeText } from '#shared/text/decode-text.ts';
import { findHeader, findHeaders } from '#shared/text/headers.ts';
import { Failure } from '../failure.ts';
import { createRedactor, type KnownSecret, type Redactor } from '../redact/redactor.ts';
import { setCookieSecrets } from '../redact/typed-secrets.ts';
import type { BodyStore } from '../store/bodies.ts';
import { type BodyCollector, type CollectedBody, createBodyCollector } from './collect-body.ts';
import { readContentEncodings } from './decode-body.ts';
import { explainNetwork } from './explain-network.ts';
import { followRedirects, type Journey } from './follow-redirects.ts';
import type { HopMarks, ResponseHead } from './hop-flight.ts';
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
  /** Of the last request; null for a call that never reached the wire. */
  marks: HopMarks | null;
  /** Secrets the servers handed out on the way, which the redactor of the caller does not know. */
  learnt: readonly KnownSecret[];
  /** Proxies that could not be reached, before the way that was taken in the end. */
  detours: readonly string[];
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
  /** Called with every answer on the way, the last one included, before its body is read. */
  onAnswer?(url: URL, head: ResponseHead): void;
};

/**
 * Sends a request, follows it to its last answer and collects that. Never rejects for what a server or network does.
 * @throws Failure VAULT_LOCKED, SECRET_MISSING when the login of the proxy is not at hand, and nothing was sent
 */
export async function conduct(request: PreparedRequest, options: ConductOptions): Promise<Outcome> {
  const { leash, startedAt } = options;
  let collector: BodyCollector | null = null;
  let head: ResponseHead | null = null;
  let learnt: KnownSecret[] = [];
  const transmitter = overhear(options.transmitter, (url, answer) => {
    learnt = [...learnt, ...setCookieSecrets(answer.headers)];
    options.onAnswer?.(url, answer);
  });
  const journey = await followRedirects(request, {
    transmitter,
    leash,
    identity: options.identity ?? {},
    onHead(arrived, stop, waySecrets) {
      head = withoutSecrets(arrived, waySecrets);
      const encodings = readContentEncodings(findHeaders(arrived.headers, 'content-encoding'));
      const redactor = options.redactor.and([...waySecrets, ...learnt]);
      collector = createBodyCollector({ ...options, redactor, encodings, stop });
      return collector;
    },
  });
  if (journey.hops.length === 0 && journey.result.error instanceof Failure) throw journey.result.error;
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
    marks: journey.result.marks,
    learnt,
    detours: journey.result.detours ?? [],
  };
}

/** Redirects read off their answers on their own; this hears of those, too. */
function overhear(transmitter: Transmitter, onAnswer: (url: URL, head: ResponseHead) => void): Transmitter {
  return {
    ...transmitter,
    transmit: (task) =>
      transmitter.transmit({
        ...task,
        onHead(...arrived) {
          onAnswer(task.request.url, arrived[0]);
          return task.onHead(...arrived);
        },
      }),
  };
}

/** What was told to a proxy is known here only. */
function withoutSecrets(head: ResponseHead, secrets: readonly KnownSecret[]): ResponseHead {
  if (secrets.length === 0) return head;
  const { text } = createRedactor(secrets);
  const headers = head.headers.map(({ name, value }) => ({ name: text(name), value: text(value) }));
  return { ...head, statusText: text(head.statusText), headers };
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
    connection: result.connection,
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
