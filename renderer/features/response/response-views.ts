import type { Exchange } from '#shared/model/exchange.ts';
import type { TabItem } from '../../ui/tab-strip.tsx';

export type ResponseView = 'explain' | 'body' | 'headers' | 'timing' | 'hops';

/** The views an exchange has something to show in, in their order. */
export function viewsOf(exchange: Exchange): TabItem<ResponseView>[] {
  const { response, hops } = exchange;
  return [
    { id: 'explain', label: 'Explain' },
    ...(response === null ? [] : [{ id: 'body', label: 'Body' } as const]),
    { id: 'headers', label: 'Headers', count: response?.headers.length },
    { id: 'timing', label: 'Timing' },
    ...(hops.length === 0 ? [] : [{ id: 'hops', label: 'Hops', count: hops.length } as const]),
  ];
}

/** The view an answer opens in: its explanation when there is something to explain, else its body. */
export function startView({ report, response, failure, notes }: Exchange): ResponseView {
  const hasToExplain = report.findings.length > 0 || notes.length > 0 || response === null || failure !== null;
  return hasToExplain ? 'explain' : 'body';
}
