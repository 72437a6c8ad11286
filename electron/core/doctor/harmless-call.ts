import type { Connection } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import type { Evidence } from '#shared/model/gate-report.ts';
import { historyBody } from '#shared/systems/magnus/run-request.ts';
import { taskListEnvelope } from '#shared/systems/process-server/envelopes.ts';
import type { Operation } from '#shared/systems/system.ts';
import { systemOf } from '#shared/systems/systems.ts';

/** A call that changes nothing, and how its answer is to be taken. */
export type HarmlessCall = {
  draft: Draft;
  /** What the answer proves, when it is good enough; null when it is not. */
  goodWords(exchange: Exchange): string | null;
};

/** The one call of a system that only looks: a list, or a question about something that cannot be there. */
export function harmlessCall(connection: Connection, now: number): HarmlessCall {
  switch (connection.system) {
    case 'sap-workflow':
      return {
        draft: draftOf(connection, 'list-definitions', now),
        goodWords: whenFine('the service listed its definitions'),
      };
    case 'process-server': {
      const body = taskListEnvelope('getMyTasks', { taskType: 'TASKS', maxTasks: 1 });
      return { draft: draftOf(connection, 'get-my-tasks', now, body), goodWords: whenFine('the service listed tasks') };
    }
    case 'magnus': {
      const body = JSON.stringify(historyBody('1', '1'), null, 2);
      return { draft: draftOf(connection, 'get-history', now, body), goodWords: whenRunIsUnknown };
    }
    case 'generic-http':
      return { draft: headOfBase(connection, now), goodWords: whenAnswered };
  }
}

function whenFine(words: string): HarmlessCall['goodWords'] {
  return ({ failure, response }) => (failure === null && response !== null && response.status < 300 ? words : null);
}

/** No run has this id, so “not found” means that Magnus took the login and looked. */
function whenRunIsUnknown(exchange: Exchange): string | null {
  if (exchange.failure === null && exchange.response?.status === 404)
    return 'Magnus took the login, and knows no such run';
  return whenFine('Magnus told how a run stands')(exchange);
}

/** A base address need not be a page, nor take HEAD: that it answers, and does not turn the login away, is all that counts. */
function whenAnswered({ failure, response }: Exchange): string | null {
  if (failure !== null || response === null) return null;
  if (response.status < 400) return 'the service answered';
  const isNoPage = [404, 405, 501].includes(response.status);
  return isNoPage ? 'the service answers; its base address is no page of its own, which is usual' : null;
}

function draftOf(connection: Connection, operationId: string, now: number, body?: string): Draft {
  const system = systemOf(connection.system);
  const operation = system.operations.find(({ id }) => id === operationId);
  if (operation === undefined) throw new TypeError(`there is no operation ${operationId}`);
  return newDraft(connection, now, {
    operationId,
    method: operation.method,
    url: system.draftUrl(operation),
    headers: headersOf(operation),
    body: body ?? operation.bodyTemplate,
  });
}

function headersOf({ headers = [] }: Operation): Draft['headers'] {
  return headers.map((header) => ({ ...header, isEnabled: true }));
}

/** `base_url`, or whichever variable holds an address. */
function headOfBase(connection: Connection, now: number): Draft {
  const { variables } = connection;
  const name = variables.base_url ? 'base_url' : Object.keys(variables).find((key) => isAddress(variables[key]));
  return newDraft(connection, now, {
    operationId: null,
    method: 'HEAD',
    url: `{{${name ?? 'base_url'}}}`,
    headers: [],
    body: '',
  });
}

function isAddress(value: string | undefined): boolean {
  return /^https?:\/\//i.test(value ?? '') && URL.canParse(value ?? '');
}

type Called = Pick<Draft, 'operationId' | 'method' | 'url' | 'headers' | 'body'>;

function newDraft({ id }: Connection, now: number, called: Called): Draft {
  return {
    ...called,
    id: 'doctor',
    name: 'Check of the connection',
    connectionId: id,
    resendOn401: false,
    updatedAt: now,
  };
}

/** What was called and what came back. */
export function evidenceOfCall({ request, response }: Exchange): Evidence[] {
  const called = { text: `\`${request.method} ${request.url}\``, source: 'request' };
  return response === null ? [called] : [called, { text: `status ${response.status}`, source: 'response' }];
}
