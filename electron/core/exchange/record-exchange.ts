import type { Connection } from '#shared/model/connection.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import type { GateReport } from '#shared/model/gate-report.ts';
import { systemOf } from '#shared/systems/systems.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports.ts';
import type { HistoryStore } from '../store/history.ts';
import type { UnjudgedExchange } from './describe-exchange.ts';

/** An exchange as it was recorded, with the beginning of its body as redacted text. */
export type RecordedExchange = { exchange: Exchange; bodyText: string | null };

export type RecordInput = {
  exchange: UnjudgedExchange;
  /** Redacted; null when it is in a file or there is none. */
  body: Uint8Array | null;
  bodyText: string | null;
  connection: Connection | null;
  /** The token call made for it. */
  tokenCall: RecordedExchange | null;
};

type Dependencies = { clock: Clock; history: HistoryStore; log: Log };

/**
 * Judges the gates of an exchange and puts it into history.
 * @throws Failure STORE_FAILED when history refuses it
 */
export async function recordExchange(input: RecordInput, deps: Dependencies): Promise<RecordedExchange> {
  const exchange = { ...input.exchange, report: judge(input, deps) };
  await deps.history.add(exchange, input.body, input.bodyText ?? '');
  return { exchange, bodyText: input.bodyText };
}

/** A fault in a rule must not cost the user the exchange: it is logged, and the report stays empty. */
function judge({ exchange, bodyText, connection, tokenCall }: RecordInput, { clock, log }: Dependencies): GateReport {
  try {
    return systemOf(exchange.system).explain({
      exchange,
      tokenExchange: tokenCall?.exchange ?? null,
      bodyText,
      tokenBodyText: tokenCall?.bodyText ?? null,
      connection,
      neighbours: [],
      now: clock.now(),
    });
  } catch (error) {
    log.error('an exchange could not be explained', error);
    return { gates: [], stoppedAt: null, findings: [], probes: [] };
  }
}
