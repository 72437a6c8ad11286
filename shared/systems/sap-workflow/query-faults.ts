import type { MendAction } from '../../model/gate-report.ts';
import type { ExplainInput } from '../system.ts';
import { operationOf } from './call.ts';
import { statusMeant } from './change-faults.ts';
import type { PayloadFault } from './payload-fault.ts';

/** Statuses by the list that knows them, all of them. */
export const everyStatus: Readonly<Record<string, readonly string[]>> = {
  'list-instances': ['RUNNING', 'ERRONEOUS', 'SUSPENDED', 'CANCELED', 'COMPLETED'],
  'list-tasks': ['READY', 'RESERVED', 'CANCELED', 'COMPLETED'],
};

/** Statuses a list asks for in its query; null when it asks for none. */
export function askedStatuses(url: string): string[] | null {
  const asked = URL.parse(url)?.searchParams.getAll('status') ?? [];
  const words = asked
    .flatMap((one) => one.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return words.length === 0 ? null : words;
}

/** The list's URL with these statuses asked for. The comma stays bare: that is what SAP's own examples send. */
export function withStatuses(url: string, statuses: readonly string[]): string | null {
  const parsed = URL.parse(url);
  if (parsed === null) return null;
  const kept = parsed.search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '' && !/^status(?:=|$)/.test(part));
  parsed.search = [...kept, `status=${statuses.join(',')}`].join('&');
  return parsed.href;
}

/** What is wrong with the query of a list; null when nothing is, or nothing can be said. */
export function queryFault(input: ExplainInput): PayloadFault | null {
  const { url } = input.exchange.request;
  const known = everyStatus[operationOf(input)?.id ?? ''];
  const query = URL.parse(url)?.searchParams;
  if (known !== undefined) {
    const asked = askedStatuses(url) ?? [];
    const wrong = asked.filter((one) => !known.includes(one));
    if (wrong.length > 0) return statusFault(url, asked, known);
  }
  for (const name of ['$top', '$skip']) {
    const value = query?.get(name);
    if (value != null && !/^\d+$/.test(value))
      return fault(name, `has a \`${name}\` that is no number`, `Give \`${name}\` a number.`);
  }
  return null;
}

function statusFault(url: string, asked: readonly string[], known: readonly string[]): PayloadFault {
  const meant = asked.map((one) => statusMeant(one, known));
  const isMeant = meant.every((one) => one !== null);
  const corrected = isMeant ? withStatuses(url, meant) : null;
  const action: MendAction | null = corrected === null ? null : { kind: 'correct-url', url: corrected };
  return fault(
    'status',
    'asks for a status that there is not',
    `Ask for ${known.join(', ')}; CANCELED has one L.`,
    action,
  );
}

function fault(property: string, text: string, mend: string, action: MendAction | null = null): PayloadFault {
  return { property, text, mend, action, isProven: false, part: 'query' };
}
