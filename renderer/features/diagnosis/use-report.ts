import { useQuery } from '@tanstack/react-query';
import type { Exchange } from '#shared/model/exchange.ts';
import type { GateReport } from '#shared/model/gate-report.ts';
import type { ProbeId } from '#shared/model/probe.ts';
import { client, orpc } from '../../app/client.ts';
import { queryClient, refreshAfterExchange } from '../../app/queries.ts';
import { type Action, useAction } from '../../app/use-action.ts';

/**
 * The report on an exchange with its neighbours as witnesses; the one it was recorded with until that is there, and for an
 * exchange that is in no history.
 */
export function useReport({ id, report }: Pick<Exchange, 'id' | 'report'>, isRecorded: boolean): GateReport {
  const query = useQuery({ ...orpc.diagnosis.explain.queryOptions({ input: { id } }), enabled: isRecorded });
  return query.data ?? report;
}

/** Runs a probe for an exchange; its report changes with what came of it. */
export function useProbe(exchangeId: string): Action<ProbeId> & { sent: readonly Exchange[] } {
  const sentKey = ['probes sent for', exchangeId];
  const { data: sent = [] } = useQuery<readonly Exchange[]>({ queryKey: sentKey, queryFn: () => [], initialData: [] });
  const action = useAction(async (probe: ProbeId) => {
    const { report, exchanges } = await client.diagnosis.probe({ exchangeId, probe });
    queryClient.setQueryData(orpc.diagnosis.explain.queryKey({ input: { id: exchangeId } }), report);
    queryClient.setQueryData<readonly Exchange[]>(sentKey, (before = []) => [...before, ...exchanges]);
    await refreshAfterExchange();
  });
  return { ...action, sent };
}
