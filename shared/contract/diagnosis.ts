import { z } from 'zod';
import { Exchange } from '../model/exchange.ts';
import { GateReport } from '../model/gate-report.ts';
import { ProbeId } from '../model/probe.ts';
import { ById, procedure } from './base.ts';

export const diagnosis = {
  /**
   * Judges an entry of history once more, by today's rules, and with its neighbours as witnesses: the calls around it and the
   * probes sent for it. Fails with `ENTRY_NOT_FOUND`.
   */
  explain: procedure.input(ById).output(GateReport),
  /**
   * Sends the harmless calls of a probe, each of which becomes an entry of its own, and judges the exchange again. Fails with
   * `ENTRY_NOT_FOUND`, `PROBE_IMPOSSIBLE` for an entry whose connection is gone, and as `exchanges.send` does.
   */
  probe: procedure
    .input(z.object({ exchangeId: z.string(), probe: ProbeId }))
    .output(z.object({ report: GateReport, exchanges: z.array(Exchange) })),
};
