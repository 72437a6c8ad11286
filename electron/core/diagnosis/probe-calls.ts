import type { Connection } from '#shared/model/connection.ts';
import { type Draft, HttpMethod } from '#shared/model/draft.ts';
import type { ProbeId } from '#shared/model/probe.ts';
import { commandOf, historyBody } from '#shared/systems/magnus/run-request.ts';
import { humanRoles, taskEnvelope, taskListEnvelope } from '#shared/systems/process-server/envelopes.ts';
import type { ExplainInput } from '#shared/systems/system.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { harmlessCall } from '../doctor/harmless-call.ts';

/** A call of a probe, and how it is to prove itself. */
export type ProbeCall = { draft: Draft; renewToken: boolean; isAnonymous: boolean; hasNewSession: boolean };

/** The probes that are calls. The other two check a signature and walk the way. */
export type CallingProbe = Exclude<ProbeId, 'verify-token' | 'doctor'>;

/** The calls of a probe, none of which changes anything; empty when the exchange does not hold what they need. */
export function probeCalls(probe: CallingProbe, input: ExplainInput, connection: Connection): ProbeCall[] {
  const usual = { renewToken: false, isAnonymous: false, hasNewSession: false };
  const drafts = draftsOf(probe, input, connection);
  const manner = {
    ...usual,
    renewToken: probe === 'renew-token',
    isAnonymous: probe === 'without-credentials',
    hasNewSession: probe === 'with-credentials',
  };
  return drafts.map((draft) => ({ ...manner, draft }));
}

function draftsOf(probe: CallingProbe, input: ExplainInput, connection: Connection): Draft[] {
  switch (probe) {
    case 'list-definitions':
      return [harmlessCall(connection, input.now).draft];
    case 'renew-token':
    case 'without-credentials':
    case 'with-credentials':
      return [sameRead(input, connection) ?? harmlessCall(connection, input.now).draft];
    case 'every-status':
      return everyStatus(input, connection);
    case 'every-human-role':
      return humanRoles.map((role) => tasksOf(role, input, connection));
    case 'task-info':
      return taskInfo(input, connection);
    case 'run-history':
      return runHistory(input, connection);
    case 'read-instance':
      return readInstance(input, connection);
  }
}

const readingOperations = ['get-my-tasks', 'get-my-task-abstracts', 'get-task-info', 'get-input', 'get-output'];

/** The same call once more, when it only reads. Its body is the recorded one, which for a reading call holds no secret. */
function sameRead({ exchange, now }: ExplainInput, connection: Connection): Draft | null {
  const { method, url, headers, body } = exchange.request;
  const operation = systemOf(exchange.system).findOperation(method, url, body);
  const isRead = method === 'GET' || method === 'HEAD' || readingOperations.includes(operation?.id ?? '');
  if (!isRead || exchange.kind !== 'call') return null;
  const kept = headers.filter(({ name }) => keptHeaders.includes(name.toLowerCase()));
  return draft(connection, now, {
    method: HttpMethod.parse(method),
    url,
    headers: kept.map((header) => ({ ...header, isEnabled: true })),
    body: body ?? '',
  });
}

const keptHeaders = ['accept', 'content-type', 'soapaction'];

const everyStatusOf: readonly (readonly [path: RegExp, statuses: string])[] = [
  [/\/workflow-instances$/, 'RUNNING,ERRONEOUS,SUSPENDED,CANCELED,COMPLETED'],
  [/\/task-instances$/, 'READY,RESERVED,CANCELED,COMPLETED'],
];

function everyStatus({ exchange, now }: ExplainInput, connection: Connection): Draft[] {
  const url = URL.parse(exchange.request.url);
  const statuses = everyStatusOf.find(([path]) => path.test(url?.pathname ?? ''))?.[1];
  if (url === null || statuses === undefined || exchange.request.method !== 'GET') return [];
  url.searchParams.delete('status');
  // A comma is what the service separates them by; encoded it would be one status of a strange name.
  const query = [...(url.searchParams.size > 0 ? [url.searchParams.toString()] : []), `status=${statuses}`].join('&');
  return [draft(connection, now, { method: 'GET', url: `${url.origin}${url.pathname}?${query}` })];
}

function tasksOf(role: (typeof humanRoles)[number], { exchange, now }: ExplainInput, connection: Connection): Draft {
  const body = taskListEnvelope('getMyTasks', { taskType: 'ALL', genericHumanRole: role, maxTasks: 20 });
  return { ...soapDraft(exchange.request.url, body, connection, now), name: `Probe: tasks as ${role}` };
}

function taskInfo({ exchange, now }: ExplainInput, connection: Connection): Draft[] {
  const id = /<(?:[\w.-]+:)?identifier\b[^<>]*>\s*([^<>\s]+)\s*</.exec(exchange.request.body ?? '')?.[1];
  return id === undefined ? [] : [soapDraft(exchange.request.url, taskEnvelope('getTaskInfo', id), connection, now)];
}

function soapDraft(url: string, body: string, connection: Connection, now: number): Draft {
  const headers = [
    { name: 'Content-Type', value: 'text/xml; charset=utf-8', isEnabled: true },
    { name: 'SOAPAction', value: '""', isEnabled: true },
  ];
  return draft(connection, now, { method: 'POST', url, headers, body });
}

/** The history of the run that this start, or the last one of the same address, answered with. */
function runHistory({ exchange, bodyText: own, neighbours, now }: ExplainInput, connection: Connection): Draft[] {
  const { url } = exchange.request;
  for (const { exchange: other, bodyText } of [{ exchange, bodyText: own }, ...neighbours.toReversed()]) {
    const isStart = other.request.url === url && commandOf(other.request.body ?? '')?.name === 'run';
    const run = isStart ? runOf(bodyText) : null;
    if (run === null) continue;
    const body = JSON.stringify(historyBody(run.workflowId, run.historyId), null, 2);
    const headers = [{ name: 'Content-Type', value: 'application/json', isEnabled: true }];
    return [draft(connection, now, { method: 'POST', url, headers, body })];
  }
  return [];
}

function runOf(bodyText: string | null): { workflowId: string; historyId: string } | null {
  const found = (name: string) => new RegExp(`"${name}"\\s*:\\s*"?([\\w.-]+)"?`).exec(bodyText ?? '')?.[1];
  const [workflowId, historyId] = [found('workflowId'), found('historyId')];
  return workflowId === undefined || historyId === undefined ? null : { workflowId, historyId };
}

/** The instance itself, what went wrong in it, and what it did. */
function readInstance({ exchange, bodyText, now }: ExplainInput, connection: Connection): Draft[] {
  const match = /^(.*\/workflow-instances)(?:\/([\w-]+))?/.exec(exchange.request.url.replace(/[?#].*$/, ''));
  const id = match?.[2] ?? /"id"\s*:\s*"([\w-]+)"/.exec(bodyText ?? '')?.[1];
  if (match === null || id === undefined) return [];
  const base = `${match[1]}/${id}`;
  return [base, `${base}/error-messages`, `${base}/execution-logs`].map((url) =>
    draft(connection, now, { method: 'GET', url }),
  );
}

type Parts = Pick<Draft, 'method' | 'url'> & Partial<Pick<Draft, 'headers' | 'body'>>;

function draft({ id }: Connection, now: number, { method, url, headers = [], body = '' }: Parts): Draft {
  return {
    id: 'probe',
    name: 'Probe',
    connectionId: id,
    operationId: null,
    method,
    url,
    headers,
    body,
    resendOn401: false,
    updatedAt: now,
  };
}
