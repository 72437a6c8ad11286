import { isJsonObject, type JsonObject } from '../../jwt/json-object.ts';
import type { Neighbour } from '../system.ts';
import { type RemoteAnswer, readAnswer } from './remote-answer.ts';
import { readSentBody } from './sent-body.ts';

/** A start of a workflow that Magnus accepted. */
export type StartedRun = {
  exchangeId: string;
  /** Epoch ms. */
  startedAt: number;
  l: string;
  workflowId: string;
  historyId: string;
  parameterNames: readonly string[];
};

/** What a getHistory said of a run. */
export type RunHistory = {
  historyId: string;
  workflowId: string;
  /** `status.state` as printed, in lower case; which states there are is not documented. */
  state: string;
  hasEnded: boolean;
  /** Null for a run that did not fail. */
  failure: { reason: string; message: string } | null;
};

/** The start that an exchange is; null for anything else and for one that was refused. */
export function startedRunOf({ exchange, bodyText }: Neighbour): StartedRun | null {
  if (exchange.kind !== 'call' || exchange.response === null || exchange.failure !== null) return null;
  const body = readSentBody(exchange.request);
  if (body.kind !== 'json' || body.command.name !== 'run') return null;
  const { l, parameters } = body.command.settings;
  const { result } = readAnswer(exchange.response, bodyText);
  if (result === null || l === undefined) return null;
  return {
    exchangeId: exchange.id,
    startedAt: exchange.startedAt,
    l: String(l),
    workflowId: idText(result.workflowId),
    historyId: idText(result.historyId),
    parameterNames: namesOf(parameters),
  };
}

/** Names of the parameters a run is given. */
export function namesOf(parameters: unknown): string[] {
  if (!Array.isArray(parameters)) return [];
  return parameters.flatMap((one: unknown) => (isJsonObject(one) && typeof one.name === 'string' ? [one.name] : []));
}

/** What an answer that is ok says of a run; null when it is no history. */
export function historyIn(answer: RemoteAnswer): RunHistory | null {
  const history = answer.result?.history;
  if (!isJsonObject(history)) return null;
  const status = isJsonObject(history.status) ? history.status : {};
  const state = idText(status.state).toLowerCase();
  return {
    historyId: idText(history.historyId),
    workflowId: idText(history.workflowId),
    state,
    hasEnded: isMoment(history.endTime) || endStates.test(state),
    failure: failureOf(status, state),
  };
}

export function runHistoryOf({ exchange, bodyText }: Neighbour): RunHistory | null {
  if (exchange.kind !== 'call' || exchange.response === null) return null;
  return historyIn(readAnswer(exchange.response, bodyText));
}

const failedStates = /fail|error|abort/;
const endStates = /fail|error|abort|success|succeed|complete|done|finish|cancel|stopped/;

function failureOf(status: JsonObject, state: string): RunHistory['failure'] {
  const error = isJsonObject(status.error) ? status.error : {};
  const reason = idText(error.reason);
  const message = idText(error.message);
  const isFine = /success|succeed|complete|running|queued|pending/.test(state);
  if (failedStates.test(state)) return { reason, message };
  return !isFine && (reason !== '' || message !== '') ? { reason, message } : null;
}

function isMoment(value: unknown): boolean {
  return (typeof value === 'number' && value > 0) || (typeof value === 'string' && /^[1-9]/.test(value));
}

/** Ids come as text or number. */
function idText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
