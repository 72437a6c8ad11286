import { type TaskFilter, taskStatuses } from './task-instances.ts';
import { type InstanceFilter, instanceStatuses } from './workflow-instances.ts';

export type Page = { skip: number; top: number };

/** Reads `$skip` and `$top`, which default to 0 and 100; null when one is not a whole number of at least 0. */
export function readPage(query: URLSearchParams): Page | null {
  const skip = readCount(query.get('$skip'), 0);
  const top = readCount(query.get('$top'), 100);
  return skip === null || top === null ? null : { skip, top };
}

/** Without a `status`, only what is `RUNNING` or `ERRONEOUS` is listed. Null when a value cannot be read. */
export function readInstanceFilter(query: URLSearchParams): InstanceFilter | null {
  const page = readPage(query);
  const statuses = readStatuses(query.get('status') ?? 'RUNNING,ERRONEOUS', instanceStatuses);
  if (page === null || statuses === null) return null;
  return { ...page, statuses, definitionId: query.get('definitionId') };
}

/** Without a `status`, tasks are listed in every one. Null when a value cannot be read. */
export function readTaskFilter(query: URLSearchParams): TaskFilter | null {
  const page = readPage(query);
  const statuses = readStatuses(query.get('status') ?? taskStatuses.join(), taskStatuses);
  if (page === null || statuses === null) return null;
  return { ...page, statuses, workflowInstanceId: query.get('workflowInstanceId') };
}

function readStatuses<Status extends string>(text: string, all: readonly Status[]): Status[] | null {
  const statuses: Status[] = [];
  for (const word of text.split(',')) {
    const status = all.find((known) => known === word.trim());
    if (status === undefined) return null;
    statuses.push(status);
  }
  return statuses;
}

function readCount(text: string | null, otherwise: number): number | null {
  if (text === null) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
