import type { Evidence, Mend } from '../../model/gate-report.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import type { ExplainInput, Neighbour } from '../system.ts';
import { answerOf, members, parsedJson, textOf } from './answer.ts';
import { operationOf } from './call.ts';
import { askedStatuses, everyStatus, queryFault, withStatuses } from './query-faults.ts';
import { instancesSeen, isProbeOf, type Sighting, tasksSeen } from './witnesses.ts';

/** A list that came back empty because of what it asks for. */
export const listRules: readonly Rule[] = [statusFilterHides];

/** What `GET /v1/workflow-instances` shows when nobody asks for a status. Tasks are shown in every status. */
const usualStatuses = ['RUNNING', 'ERRONEOUS'];

function statusFilterHides(input: ExplainInput): Judgement | null {
  const operation = operationOf(input);
  const known = everyStatus[operation?.id ?? ''];
  if (known === undefined || !isEmptyList(input)) return null;
  const asked = askedStatuses(input.exchange.request.url);
  const shown = asked ?? (operation?.id === 'list-instances' ? usualStatuses : known);
  const left = known.filter((status) => !shown.includes(status));
  const probed = probedEntries(input);
  if (left.length === 0 || probed?.length === 0) return null;
  const hidden = hiddenSightings(input, left, probed);
  const isProven = hidden.length > 0 && (probed !== null || hasOnlyKnownFilters(input));
  const isStarted = hidden.length === 0 && wasStarted(input);
  return judgement(null, {
    cause: 'status-filter-hides',
    confidence: isProven ? 'certain' : asked === null || hidden.length > 0 || isStarted ? 'likely' : 'possible',
    sentence: `The list leaves out what is ${left.join(', ')}`,
    reason:
      asked === null
        ? 'without a status in its query it holds RUNNING and ERRONEOUS instances only, and it came back empty.'
        : 'its query asks for certain statuses only, and it came back empty.',
    evidence: [
      { text: 'an empty list', source: 'response body' },
      ...(asked === null
        ? []
        : [{ text: `status=${shown.filter((one) => known.includes(one)).join(',')}`, source: 'query' }]),
      ...hidden.slice(0, 3).map((one): Evidence => ({ text: `one is ${one.status}`, source: one.where })),
      ...(isStarted ? [{ text: 'an instance was started', source: 'call before this one' }] : []),
    ],
    mends: mendsOf(input, known),
    probes: ['every-status'],
  });
}

/** Reading a list asks for what is there; an empty one may be true, so widen the filter before anything else. */
function mendsOf(input: ExplainInput, known: readonly string[]): Mend[] {
  const url = withStatuses(input.exchange.request.url, known);
  return [
    ...(url === null ? [] : [{ text: 'Ask for every status.', action: { kind: 'correct-url' as const, url } }]),
    { text: 'Ask for every status once, beside this call.', action: { kind: 'run-probe', probe: 'every-status' } },
    advice(
      'If it stays empty: an instance with `"defaultCollectionQueryFilter": "own"` lists what its own application scope started, and other filters of the query may leave out the rest.',
    ),
  ];
}

function isEmptyList(input: ExplainInput): boolean {
  const answer = answerOf(input);
  if (answer === null || answer.status !== 200 || queryFault(input) !== null) return false;
  const body = parsedJson(input.bodyText);
  const list = Array.isArray(body) ? body : members(body)?.value;
  return Array.isArray(list) && list.length === 0 && !hasSkipped(input);
}

/** Behind the last page every list is empty. */
function hasSkipped({ exchange }: ExplainInput): boolean {
  const query = URL.parse(exchange.request.url)?.searchParams;
  return Number(query?.get('$skip') ?? 0) > 0 || query?.get('$top') === '0';
}

/** What the probe of every status brought back; null without one. */
function probedEntries(input: ExplainInput): readonly unknown[] | null {
  const answers = input.neighbours.filter((one) => isProbeOf(input, 'every-status', one)).map(listOf);
  return answers.findLast((one) => one !== null) ?? null;
}

function listOf({ exchange, bodyText }: Neighbour): readonly unknown[] | null {
  const body = parsedJson(bodyText);
  return exchange.response?.status === 200 && Array.isArray(body) ? body : null;
}

/** Neighbours showed these, they fit the rest of the query, and their final status keeps them out of this list. */
function hiddenSightings(input: ExplainInput, left: readonly string[], probed: readonly unknown[] | null): Sighting[] {
  const isTasks = operationOf(input)?.id === 'list-tasks';
  const all = isTasks ? tasksSeen(input) : instancesSeen(input);
  const ids = probed?.map((one) => textOf(members(one)?.id)) ?? null;
  return all.filter(
    (one) =>
      left.includes(one.status) && isThen(one, input) && (ids === null ? fits(one, input) : ids.includes(one.id)),
  );
}

/** It had this status when the list was asked for: seen before, or ended before, in a status that is for good. */
function isThen({ status, seenAt, completedAt }: Sighting, { exchange }: ExplainInput): boolean {
  if (seenAt > exchange.startedAt) return completedAt !== null && completedAt <= exchange.startedAt;
  return status === 'COMPLETED' || status === 'CANCELED';
}

const ownFilters = ['definitionId', 'id', 'businessKey'] as const;

function fits(sighting: Sighting, { exchange }: ExplainInput): boolean {
  const query = URL.parse(exchange.request.url)?.searchParams;
  return ownFilters.every((name) => {
    const wanted = query?.getAll(name).flatMap((one) => one.split(',')) ?? [];
    return wanted.length === 0 || wanted.includes(sighting[name] ?? '');
  });
}

/** No other filter that might have left the instance out. Of tasks too little is seen to know. */
function hasOnlyKnownFilters(input: ExplainInput): boolean {
  if (operationOf(input)?.id !== 'list-instances') return false;
  const query = URL.parse(input.exchange.request.url)?.searchParams;
  const harmless = ['status', '$orderby', '$top', '$skip', '$inlinecount', '$expand', ...ownFilters];
  return [...(query ?? [])].every(([name]) => harmless.includes(name));
}

/** An instance was started before, and has ended since, for all that is known. */
function wasStarted(input: ExplainInput): boolean {
  if (operationOf(input)?.id !== 'list-instances') return false;
  return instancesSeen(input).some((one) => one.seenAt <= input.exchange.startedAt && fits(one, input));
}
