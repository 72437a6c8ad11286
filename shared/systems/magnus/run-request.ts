import type { Problem } from '../../contract/errors.ts';
import { type JsonPath, locateJson } from '../../text/json-locate.ts';
import { firstJsonProblem } from '../../text/json-problems.ts';
import { textPosition } from '../../text/text-position.ts';

/** The `c` of a body: which command it is. Run v1 and v2 share one. */
export const commandCodes = {
  run: '713aa58d',
  history: 'a83270b7',
  lock: '6f570e7l',
  unlock: '6f570e7u',
} as const;
export type CommandName = keyof typeof commandCodes;

/** The largest body Magnus takes: 32 MB. */
export const maxBodyBytes = 32 * 1024 * 1024;

/** An override. `name` is case-sensitive; null is treated as an empty text. */
export type RunParameter = { name: string; value: string | number | boolean | null };

export type RunRequest = {
  /** Encoded workflow id, from the permalink of the workflow. Not the `workflowId` a run answers with. */
  l: string;
  parameters?: readonly RunParameter[];
  billingProject?: string;
  cascadeBillingProject?: boolean;
  /** Only in v2: true queues the run, and lets several run at once. */
  queue?: boolean;
};

export type RemoteCommand =
  | { name: 'run'; run: RunRequest }
  | { name: 'history'; workflowId: string; historyId: string }
  | { name: 'lock' | 'unlock'; workflowIds: readonly string[] };

export type RemoteBodyReading = { ok: true; command: RemoteCommand } | { ok: false; problems: Problem[] };

/** The body of a run, without its `jwt`: that is signed when it is sent. */
export function runBody(run: RunRequest): Record<string, unknown> {
  return { c: commandCodes.run, configuration: { runWorkflow: run } };
}

/** The body that asks how a run stands, by the two ids its start answered with. */
export function historyBody(workflowId: string, historyId: string): Record<string, unknown> {
  return { c: commandCodes.history, configuration: { getHistory: { workflowId, historyId } } };
}

/** The body that locks or unlocks workflows. */
export function lockBody(name: 'lock' | 'unlock', workflowIds: string[], comment: string): Record<string, unknown> {
  return { c: commandCodes[name], configuration: { [`${name}Workflows`]: { workflowIds, comment } } };
}

/** The command a body names by its `c`, and whether it is a run in the manner of v2; null when it cannot be told. */
export function commandOf(bodyText: string): { name: CommandName; hasQueue: boolean } | null {
  const body = objectOf(parse(bodyText));
  const name = commandNames.find((one) => commandCodes[one] === body?.c);
  if (name === undefined) return null;
  const run = objectOf(objectOf(body?.configuration)?.runWorkflow);
  return { name, hasQueue: run !== null && Object.hasOwn(run, 'queue') };
}

const commandNames = Object.keys(commandCodes) as CommandName[];

/**
 * Reads and checks a body for everything that can be said without asking Magnus; its `jwt` is not looked at. Problems are
 * placed in the text, and never repeat a value.
 */
export function readRemoteBody(text: string): RemoteBodyReading {
  const fault = firstJsonProblem(text);
  if (fault !== null) return { ok: false, problems: [fault] };
  const problems: Problem[] = [];
  const check: Check = (isRight, path, sentence, mend) => {
    if (!isRight) problems.push({ field: path.join('.'), ...placeOf(text, path), sentence, mend });
    return isRight;
  };
  const command = readCommand(objectOf(parse(text)), check);
  return command !== null && problems.length === 0 ? { ok: true, command } : { ok: false, problems };
}

type JsonObject = Readonly<Record<string, unknown>>;
/** Notes a problem unless the fact is right. */
type Check = (isRight: boolean, path: JsonPath, sentence: string, mend: string) => boolean;

function readCommand(body: JsonObject | null, check: Check): RemoteCommand | null {
  if (!check(body !== null, [], 'The body is not a JSON object.', 'Write it as {"c": …, "configuration": …}.'))
    return null;
  const name = commandNames.find((one) => commandCodes[one] === body?.c);
  check(name !== undefined, ['c'], '`c` names no command.', `To run a workflow it is "${commandCodes.run}".`);
  if (name === undefined) return null;
  const member = name === 'run' ? 'runWorkflow' : name === 'history' ? 'getHistory' : `${name}Workflows`;
  const path = ['configuration', member];
  const configuration = objectOf(objectOf(body?.configuration)?.[member]);
  check(configuration !== null, path, `\`${path.join('.')}\` is missing.`, 'Put the settings of the command there.');
  if (configuration === null) return null;
  if (name === 'run') return { name, run: readRun(configuration, path, check) };
  if (name === 'history') return { name, ...readHistory(configuration, path, check) };
  const { workflowIds } = configuration;
  const isList = Array.isArray(workflowIds) && workflowIds.length > 0 && workflowIds.every(isText);
  check(isList, [...path, 'workflowIds'], '`workflowIds` names no workflow.', 'List at least one id, each a text.');
  return { name, workflowIds: isList ? workflowIds : [] };
}

function readHistory(configuration: JsonObject, path: JsonPath, check: Check) {
  const mend = 'Copy it from the answer to the start of the run.';
  const { workflowId, historyId } = configuration;
  check(isText(workflowId), [...path, 'workflowId'], '`workflowId` is missing.', mend);
  check(isText(historyId), [...path, 'historyId'], '`historyId` is missing.', mend);
  return { workflowId: String(workflowId), historyId: String(historyId) };
}

function readRun(run: JsonObject, path: JsonPath, check: Check): RunRequest {
  check(
    isText(run.l),
    [...path, 'l'],
    '`l` does not hold the encoded workflow id.',
    'Copy it from the permalink of the workflow.',
  );
  for (const name of ['cascadeBillingProject', 'queue'] as const) {
    const isRight = run[name] === undefined || typeof run[name] === 'boolean';
    check(isRight, [...path, name], `\`${name}\` is neither true nor false.`, 'Write true or false without quotes.');
  }
  const isProject = run.billingProject === undefined || typeof run.billingProject === 'string';
  check(isProject, [...path, 'billingProject'], '`billingProject` is not a text.', 'Put the project’s id in quotes.');
  checkParameters(run.parameters, [...path, 'parameters'], check);
  return run as RunRequest;
}

function checkParameters(parameters: unknown, path: JsonPath, check: Check): void {
  if (parameters === undefined) return;
  const isList = check(
    Array.isArray(parameters),
    path,
    '`parameters` is not a list.',
    'Write [{"name": …, "value": …}].',
  );
  if (!isList || !Array.isArray(parameters)) return;
  for (const [at, parameter] of parameters.entries()) {
    const one = objectOf(parameter);
    const isNamed = check(isText(one?.name), [...path, at, 'name'], 'A parameter has no name.', 'Give it a `name`.');
    const isPlain = one?.value === null || ['string', 'number', 'boolean'].includes(typeof one?.value);
    if (!isNamed) continue;
    check(
      isPlain,
      [...path, at, 'value'],
      'The value of a parameter is no text, number, true or false.',
      'Put lists and objects into a text.',
    );
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Where the nearest thing that is there stands. */
function placeOf(text: string, path: JsonPath): { line: number | null; column: number | null } {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const offset = locateJson(text, path.slice(0, depth));
    if (offset !== null) return textPosition(text, offset);
  }
  return { line: null, column: null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}
