import type { Dispatcher } from 'undici';
import type { HeaderLine, NetworkPhase } from '#shared/model/exchange.ts';
import { findHeader } from '#shared/text/headers.ts';
import type { Clock } from '../ports.ts';
import type { KnownSecret } from '../redact/redactor.ts';
import type { Connector } from './connect.ts';
import type { ConnectionRecord } from './connection-record.ts';
import type { Identity } from './identity.ts';
import type { Leash } from './leash.ts';
import { codeOf, faultOfLeash, NetworkFault } from './network-fault.ts';
import type { PreparedRequest } from './prepare-request.ts';

export type ResponseHead = { status: number; statusText: string; headers: HeaderLine[] };

/** Takes the body as it comes. A promise asks the sender to wait until it is settled. */
export type BodySink = { write(chunk: Uint8Array): Promise<void> | undefined };

export type HopTask = {
  request: PreparedRequest;
  leash: Leash;
  identity?: Identity;
  /**
   * Says where the body goes. `stop` ends the transfer with a fault. `waySecrets` are those told to a proxy on the way, which
   * may give them back.
   */
  onHead(head: ResponseHead, stop: (fault: NetworkFault) => void, waySecrets: readonly KnownSecret[]): BodySink;
};

/** Clock readings of one hop, epoch ms; null for what did not happen. */
export type HopMarks = {
  startedAt: number;
  sentAt: number | null;
  firstByteAt: number | null;
  endedAt: number;
};

/** How one request and its answer went. `error` is null when the answer is complete. */
export type HopResult = {
  head: ResponseHead | null;
  error: unknown;
  /** The step at which it ended. */
  phase: NetworkPhase;
  /** Header lines as they were written to the wire; null when nothing was written. */
  sentHeaders: HeaderLine[] | null;
  connection: ConnectionRecord | null;
  isConnectionReused: boolean;
  marks: HopMarks;
  /** Proxies that could not be reached, before another way was taken; absent for none. */
  detours?: readonly string[];
};

/** Called with the header text of a request in the moment it is written, and the connection it is written to. */
export type OnSent = (headerText: string, use: { record: ConnectionRecord | null; isReused: boolean }) => void;

export type HopPorts = {
  clock: Clock;
  connector: Connector;
  waySecrets: readonly KnownSecret[];
  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void;
  /** Says who wants to know what is written next; it is written in the same turn. */
  announce(onSent: OnSent): void;
  /** Called when the flight ended before it had a connection. */
  abandon(): void;
};

const isSafe = (method: string) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

/**
 * Sends one request. Repeats it once, and only when the server closed a kept connection before a single byte of an answer
 * and the method changes nothing: then the request most likely crossed the server's goodbye. Nothing else is repeated.
 */
export async function flyHop(task: HopTask, ports: HopPorts): Promise<HopResult> {
  const first = await flyOnce(task, ports);
  const hasMetGoodbye =
    first.isConnectionReused &&
    first.marks.firstByteAt === null &&
    isSafe(task.request.method) &&
    ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(first.error));
  return hasMetGoodbye ? flyOnce(task, ports) : first;
}

type Flight = {
  task: HopTask;
  marks: HopMarks;
  head: ResponseHead | null;
  sink: BodySink | null;
  controller: Dispatcher.DispatchController | null;
  sentHeaders: HeaderLine[] | null;
  record: ConnectionRecord | null;
  isReused: boolean;
  receivedBytes: number;
  isOver: boolean;
};

type Ends = { settle(error: unknown): void; stop(error: Error): void };

function flyOnce(task: HopTask, ports: HopPorts): Promise<HopResult> {
  return new Promise((resolve) => {
    const flight = newFlight(task, ports.clock.now());
    const settle = (error: unknown) => {
      if (flight.isOver) return;
      flight.isOver = true;
      removeLeash();
      flight.marks.endedAt = ports.clock.now();
      resolve(resultOf(flight, error, ports.connector));
    };
    const stop = (error: Error) => {
      if (flight.isOver) return;
      settle(error);
      if (flight.controller) flight.controller.abort(error);
      else ports.abandon();
    };
    if (task.leash.ended !== null) {
      resolve(resultOf(flight, faultOfLeash(task.leash.ended), ports.connector));
      return;
    }
    const removeLeash = task.leash.onEnd((end) => stop(faultOfLeash(end)));
    try {
      ports.dispatch(dispatchOptions(task.request), handlerOf(flight, ports, { settle, stop }));
    } catch (error) {
      settle(error);
    }
  });
}

function newFlight(task: HopTask, startedAt: number): Flight {
  return {
    task,
    marks: { startedAt, sentAt: null, firstByteAt: null, endedAt: startedAt },
    head: null,
    sink: null,
    controller: null,
    sentHeaders: null,
    record: null,
    isReused: false,
    receivedBytes: 0,
    isOver: false,
  };
}

function handlerOf(flight: Flight, ports: HopPorts, { settle, stop }: Ends): Dispatcher.DispatchHandler {
  const { task, marks } = flight;
  const { clock, announce, waySecrets } = ports;
  return {
    onRequestStart(controller) {
      if (flight.isOver) {
        controller.abort(new NetworkFault('GIVEN_UP'));
        return;
      }
      flight.controller = controller;
      announce((headerText, { record, isReused }) => {
        flight.sentHeaders = readHeaderText(headerText, task.request);
        flight.record = record;
        flight.isReused = isReused;
      });
    },
    onRequestSent() {
      marks.sentAt = clock.now();
    },
    onResponseStarted() {
      marks.firstByteAt = clock.now();
    },
    onResponseStart(controller, status, _headers, statusText) {
      if (flight.isOver || status < 200) return;
      flight.head = { status, statusText: statusText ?? '', headers: readRawHeaders(controller.rawHeaders) };
      flight.sink = task.onHead(flight.head, stop, waySecrets);
    },
    onResponseData(controller, chunk) {
      // undici hands out an empty chunk when it is resumed; asking it to pause for that one would go on forever.
      if (flight.isOver || chunk.length === 0) return;
      flight.receivedBytes += chunk.length;
      const turn = flight.sink?.write(chunk);
      if (turn === undefined) return;
      controller.pause();
      turn.then(
        () => controller.resume(),
        () => stop(new NetworkFault('BODY_NOT_KEPT')),
      );
    },
    onResponseEnd: () => settle(null),
    onResponseError: (_controller, error) => settle(isWhole(flight, error) ? null : error),
  };
}

/**
 * A server may close right after the last byte. If undici was paused at that byte it reports a closed connection, although
 * everything its Content-Length promised is there.
 */
function isWhole({ head, receivedBytes }: Flight, error: Error): boolean {
  if (head === null || codeOf(error) !== 'UND_ERR_SOCKET') return false;
  const promised = findHeader(head.headers, 'content-length');
  return findHeader(head.headers, 'transfer-encoding') === null && promised === String(receivedBytes);
}

function resultOf(flight: Flight, error: unknown, connector: Connector): HopResult {
  const failed = connector.recordOfFailure(error);
  return {
    head: flight.head,
    error,
    phase: phaseOf(flight, failed ?? connector.attemptOn(flight.task.request.url.origin)),
    sentHeaders: flight.sentHeaders,
    connection: flight.record ?? failed,
    isConnectionReused: flight.isReused,
    marks: flight.marks,
  };
}

function phaseOf({ head, marks, controller }: Flight, attempt: ConnectionRecord | null): NetworkPhase {
  if (head !== null) return 'download';
  if (marks.sentAt !== null) return 'wait';
  return controller === null ? (attempt?.phase ?? 'connect') : 'send';
}

function dispatchOptions({ method, url, headers, body }: PreparedRequest): Dispatcher.DispatchOptions {
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: headers.flatMap(({ name, value }) => [name, value]),
    body,
  };
}

/** undici adds the length after this text was handed out. */
function readHeaderText(text: string, { method, body }: PreparedRequest): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (const line of text.split('\r\n').slice(1)) {
    const colon = line.indexOf(': ');
    if (colon > 0) lines.push({ name: line.slice(0, colon), value: line.slice(colon + 2) });
  }
  if (body !== null) lines.push({ name: 'content-length', value: String(body.length) });
  else if (['POST', 'PUT', 'PATCH'].includes(method)) lines.push({ name: 'content-length', value: '0' });
  return lines;
}

/** Order, case and repeats kept; bytes above 127 read as Latin-1, which loses nothing. */
function readRawHeaders(raw: Dispatcher.DispatchController['rawHeaders']): HeaderLine[] {
  if (!Array.isArray(raw)) return [];
  const lines: HeaderLine[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    lines.push({ name: textOf(raw[i]), value: textOf(raw[i + 1]) });
  }
  return lines;
}

function textOf(part: Buffer | string | undefined): string {
  return typeof part === 'string' ? part : (part?.toString('latin1') ?? '');
}
