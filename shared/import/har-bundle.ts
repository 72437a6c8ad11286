import { z } from 'zod';
import { Clues } from '../model/clues.ts';
import { Connection } from '../model/connection.ts';
import { Doubt, Exchange, ExchangeFailure, Hop, Peer, Timings } from '../model/exchange.ts';
import { Evidence } from '../model/gate-report.ts';
import { ProbeId } from '../model/probe.ts';
import { SystemId } from '../model/system-id.ts';
import { TokenState } from '../model/token.ts';
import type { BundleRecord, ImportedExchange } from './imported-exchange.ts';

/**
 * `_gatewright` of an entry in a support bundle: what the gates are judged by and HAR has no place for. HAR 1.2 lets a tool
 * add members that begin with an underscore, and asks others to skip them.
 */
export const BundleExtension = z.object({
  version: z.literal(1),
  name: z.string(),
  kind: Exchange.shape.kind,
  system: SystemId,
  operationId: z.string().nullable(),
  startedAt: z.number(),
  requestBytes: z.number(),
  responseBytes: z.number().nullable(),
  isComplete: z.boolean(),
  failure: ExchangeFailure.nullable(),
  hops: z.array(Hop),
  timings: Timings,
  peer: Peer.nullable(),
  notes: z.array(Evidence),
  doubts: z.array(Doubt),
  token: TokenState.nullable(),
  clues: Clues,
  /** Position of the token call among the entries; null without one. */
  tokenCall: z.number().nullable(),
  /** The entry this one repeats, and the one it was sent for as a probe. */
  resendOf: z.number().nullable(),
  probeOf: z.object({ entry: z.number(), probe: ProbeId }).nullable(),
  connection: Connection.nullable(),
});
export type BundleExtension = z.infer<typeof BundleExtension>;

export type BundleEntry = {
  exchange: Pick<
    ImportedExchange,
    'name' | 'startedAt' | 'bodyBytes' | 'failure' | 'hops' | 'timings' | 'peer' | 'notes' | 'doubts'
  > & { response: { bodyBytes: number; isComplete: boolean } };
  record: BundleRecord;
};

/** What a bundle says of an entry; null for a HAR that is none, or a bundle whose extension was tampered with. */
export function readBundleEntry(extension: unknown): BundleEntry | null {
  if (extension === undefined) return null;
  const read = BundleExtension.safeParse(extension);
  if (!read.success) return null;
  const { system, kind, operationId, token, clues, tokenCall, resendOf, probeOf, connection, ...rest } = read.data;
  const { name, startedAt, requestBytes, responseBytes, isComplete, failure, hops, timings, peer, notes, doubts } =
    rest;
  const response = { bodyBytes: responseBytes ?? 0, isComplete };
  return {
    exchange: { name, startedAt, bodyBytes: requestBytes, response, failure, hops, timings, peer, notes, doubts },
    record: { system, kind, operationId, token, clues, tokenCall, resendOf, probeOf, connection },
  };
}
