import { z } from 'zod';
import { Clues, noClues } from './clues.ts';
import { Confidence, Evidence, GateReport } from './gate-report.ts';
import { ProbeId } from './probe.ts';
import { SystemId } from './system-id.ts';
import { TokenState } from './token.ts';

/** A header as it stood on the wire: order and case kept, repeats kept, secrets replaced by pseudonyms. */
export const HeaderLine = z.object({ name: z.string(), value: z.string() });
export type HeaderLine = z.infer<typeof HeaderLine>;

/** Milliseconds, each null when that step did not happen (a reused connection has no lookup, connect or TLS). */
export const Timings = z.object({
  lookupMs: z.number().nullable(),
  connectMs: z.number().nullable(),
  tlsMs: z.number().nullable(),
  /** From the request written to the first byte of the answer. */
  waitMs: z.number().nullable(),
  downloadMs: z.number().nullable(),
  totalMs: z.number(),
  isConnectionReused: z.boolean(),
});
export type Timings = z.infer<typeof Timings>;

/** Whom we spoke to. */
export const Peer = z.object({
  /** Of the proxy, when there is one on the way. */
  address: z.string(),
  port: z.number(),
  /** Host and port of the proxy on the way. */
  proxy: z.string().optional(),
  /** `TLSv1.3`; null on plain HTTP. */
  tlsProtocol: z.string().nullable(),
  certificate: z.object({ subject: z.string(), issuer: z.string(), validTo: z.number() }).nullable(),
});
export type Peer = z.infer<typeof Peer>;

/** The step at which an exchange without an answer ended. */
export const NetworkPhase = z.enum([
  'lookup',
  'connect',
  'proxy',
  'tls',
  'send',
  'wait',
  'download',
  'redirect',
  'login',
]);
export type NetworkPhase = z.infer<typeof NetworkPhase>;

/** Why there is no (complete) answer. `sentence` is fit for the screen and holds no secret. */
export const ExchangeFailure = z.object({
  code: z.string(),
  phase: NetworkPhase,
  sentence: z.string(),
});
export type ExchangeFailure = z.infer<typeof ExchangeFailure>;

export const ExchangeRequest = z.object({
  method: z.string(),
  url: z.string(),
  headers: z.array(HeaderLine),
  /** Redacted text of the body; null when none was sent. Cut at 256 KiB. */
  body: z.string().nullable(),
  bodyBytes: z.number(),
});
export type ExchangeRequest = z.infer<typeof ExchangeRequest>;

export const ExchangeResponse = z.object({
  status: z.number(),
  statusText: z.string(),
  headers: z.array(HeaderLine),
  contentType: z.string().nullable(),
  /** Bytes after content decoding. The body itself is read through the byte channel by the exchange's id. */
  bodyBytes: z.number(),
  /** False when the transfer broke off or a cap cut it. */
  isComplete: z.boolean(),
});
export type ExchangeResponse = z.infer<typeof ExchangeResponse>;

/** An earlier answer on the way: a redirect that was followed. */
export const Hop = z.object({
  method: z.string(),
  url: z.string(),
  status: z.number(),
  location: z.string(),
  /** Names of what was left behind because the next origin is another one. */
  dropped: z.array(z.string()),
});
export type Hop = z.infer<typeof Hop>;

/** A cause that a record cannot prove: what would tell was taken out before it was handed over, or was never in it. */
export const Doubt = z.object({ cause: z.string(), atMost: Confidence });
export type Doubt = z.infer<typeof Doubt>;

/** One send and its outcome. `token` exchanges are the token endpoint's, linked from the call that needed them. */
export const Exchange = z.object({
  id: z.string(),
  kind: z.enum(['call', 'token']),
  name: z.string(),
  system: SystemId,
  connectionId: z.string().nullable(),
  connectionName: z.string().nullable(),
  isPractice: z.boolean(),
  operationId: z.string().nullable(),
  /** Epoch ms. */
  startedAt: z.number(),
  request: ExchangeRequest,
  hops: z.array(Hop),
  response: ExchangeResponse.nullable(),
  failure: ExchangeFailure.nullable(),
  timings: Timings,
  peer: Peer.nullable(),
  /** What the call carried: the token, or the assertion we signed; null without one, and for an opaque one of unknown end. */
  token: TokenState.nullable(),
  /** Id of the token exchange made for this very call; null when a cached token served. */
  tokenExchangeId: z.string().nullable(),
  /** Id of the exchange this one repeats with a new token, because that one was answered 401; null for a first send. */
  resendOf: z.string().nullable().default(null),
  /** What Gatewright did, or left undone, of its own accord, and what made it so. */
  notes: z.array(Evidence).default([]),
  clues: Clues.default(noClues),
  /** Causes no finding may be sure of; only for exchanges read from somebody else's file. */
  doubts: z.array(Doubt).optional(),
  /** The exchange this one was sent for as a probe, and which probe; null for every other. */
  probeOf: z.object({ exchangeId: z.string(), probe: ProbeId }).nullable().default(null),
  report: GateReport,
});
export type Exchange = z.infer<typeof Exchange>;
