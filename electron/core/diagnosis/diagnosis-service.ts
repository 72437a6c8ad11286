import type { Connection } from '#shared/model/connection.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import type { GateReport } from '#shared/model/gate-report.ts';
import type { ProbeId } from '#shared/model/probe.ts';
import type { Verification } from '#shared/model/verification.ts';
import type { ExplainInput } from '#shared/systems/system.ts';
import { systemOf } from '#shared/systems/systems.ts';
import type { Sender } from '../exchange/send-exchange.ts';
import { Failure } from '../failure.ts';
import { type CallingProbe, probeCalls } from './probe-calls.ts';
import type { Witnesses } from './witnesses.ts';

export type DiagnosisService = {
  /** @throws Failure ENTRY_NOT_FOUND, STORE_FAILED */
  explain(exchangeId: string): Promise<GateReport>;
  /** @throws Failure ENTRY_NOT_FOUND, PROBE_IMPOSSIBLE, and as sending does */
  probe(
    input: { exchangeId: string; probe: ProbeId },
    signal: AbortSignal | undefined,
  ): Promise<{ report: GateReport; exchanges: Exchange[] }>;
};

type Dependencies = {
  witnesses: Witnesses;
  send: Sender['send'];
  /** Walks the way of a connection; what it sends is recorded. */
  diagnose(connection: Connection, signal: AbortSignal | undefined): Promise<unknown>;
  verify(connection: Connection): Promise<Verification>;
  /** Pseudonym of the token `verify` would look at; null when there is none at hand. */
  tokenAtHand(connectionId: string): string | null;
  forgetSession(connectionId: string): void;
};

/** Judges entries of history with their neighbours as witnesses, and calls new witnesses. */
export function createDiagnosisService(deps: Dependencies): DiagnosisService {
  const { witnesses } = deps;

  const explain = async (exchangeId: string, verification?: Verification): Promise<GateReport> => {
    const { exchange, input } = await witnesses.about(exchangeId);
    return systemOf(exchange.system).explain(verification === undefined ? input : { ...input, verification });
  };

  const call = async (probe: CallingProbe, input: ExplainInput, connection: Connection, signal?: AbortSignal) => {
    const calls = probeCalls(probe, input, connection);
    if (calls.length === 0) throw new Failure('PROBE_IMPOSSIBLE', nothingToAsk);
    const exchanges: Exchange[] = [];
    for (const { draft, hasNewSession, ...manner } of calls) {
      if (hasNewSession) deps.forgetSession(connection.id);
      const probeOf = { exchangeId: input.exchange.id, probe };
      exchanges.push(await deps.send(draft, { ...manner, probeOf, signal }));
    }
    return exchanges;
  };

  return {
    explain: (exchangeId) => explain(exchangeId),
    async probe({ exchangeId, probe }, signal) {
      const { input } = await witnesses.about(exchangeId);
      const { connection } = input;
      if (connection === null) throw new Failure('PROBE_IMPOSSIBLE', withoutConnection);
      if (probe === 'verify-token') {
        // Another token's signature says nothing about this one's.
        if (input.exchange.token === null || deps.tokenAtHand(connection.id) !== input.exchange.token.tag)
          throw new Failure('PROBE_IMPOSSIBLE', tokenGone);
        return { report: await explain(exchangeId, await deps.verify(connection)), exchanges: [] };
      }
      if (probe === 'doctor') {
        await deps.diagnose(connection, signal);
        return { report: await explain(exchangeId), exchanges: [] };
      }
      const exchanges = await call(probe, input, connection, signal);
      return { report: await explain(exchangeId), exchanges };
    },
  };
}

const withoutConnection = 'A probe asks the same service once more, and this entry has no connection to ask through.';
const tokenGone = 'The token this call carried is no longer at hand, so its signature cannot be checked.';
const nothingToAsk = 'This exchange does not say what the probe would have to ask for.';
