import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { interpolate } from '#shared/text/interpolate.ts';
import { orpc } from './client.ts';
import { queryClient } from './queries.ts';
import { sharedValue } from './shared-value.ts';

/** A call to a production system that waits for a yes. */
export type ProductionQuestion = { connection: ConnectionView; draft: Draft; url: string };

type Asked = ProductionQuestion & { answer: (isSent: boolean) => void };

const asked = sharedValue<Asked | null>(null);

/** The question to be shown; null while there is none. */
export const useProductionQuestion = asked.use;

/** What must be asked before this draft is sent; null when nothing must. Only a GET to a production system goes unasked. */
export function productionQuestion(draft: Draft): ProductionQuestion | null {
  const connections = queryClient.getQueryData(orpc.connections.list.queryKey());
  return questionAbout(draft, connections ?? []);
}

/** The same, judged by what is given. */
export function questionAbout(draft: Draft, connections: readonly ConnectionView[]): ProductionQuestion | null {
  if (draft.method === 'GET') return null;
  const connection = connections.find(({ id }) => id === draft.connectionId);
  if (connection?.isProduction !== true) return null;
  return { connection, draft, url: interpolate(draft.url, connection.variables).text };
}

/** Asks, once. While another question is open the answer is no. */
export function ask(question: ProductionQuestion): Promise<boolean> {
  if (asked.get() !== null) return Promise.resolve(false);
  return new Promise((resolve) => {
    const answer = (isSent: boolean) => {
      asked.set(null);
      resolve(isSent);
    };
    asked.set({ ...question, answer });
  });
}
