import type { Problem } from '../../contract/errors.ts';
import { isJsonObject, type JsonObject } from '../../jwt/json-object.ts';
import type { ExchangeRequest } from '../../model/exchange.ts';
import { findHeader } from '../../text/headers.ts';
import { firstJsonProblem } from '../../text/json-problems.ts';
import { type CommandName, commandCodes } from './run-request.ts';

/**
 * What is known of the body that was sent. `unknown` where it was cut, left out of an import, or hidden in a bundle: then
 * nothing that is not there proves anything.
 */
export type SentBody =
  | { kind: 'json'; text: string; object: JsonObject; command: SentCommand }
  | { kind: 'broken'; problem: Problem }
  | { kind: 'none' }
  | { kind: 'unknown' };

export type SentCommand = {
  /** By its `c`; null when that names none. */
  name: CommandName | null;
  /** The command whose settings stand in `configuration`; null without any. */
  configured: CommandName | null;
  /** Those settings; empty without any. */
  settings: JsonObject;
};

/** The recorded body is cut there. */
const recordedCharacters = 250 * 1024;

export function readSentBody(request: ExchangeRequest): SentBody {
  const text = request.body?.replace(/^\ufeff/, '') ?? null;
  if (text === null) return isNothingSent(request) ? { kind: 'none' } : { kind: 'unknown' };
  if (text.trim() === '') return { kind: 'none' };
  const value = parse(text);
  if (isJsonObject(value)) return { kind: 'json', text, object: value, command: commandIn(value) };
  const isPart = text.length >= recordedCharacters || request.bodyBytes > 2 * text.length + 1_024;
  // `‹…›` stands for what was hidden, `@file` for what curl read and did not show.
  if (isPart || /^\s*[‹@]/.test(text)) return { kind: 'unknown' };
  return { kind: 'broken', problem: firstJsonProblem(text) ?? notAnObject };
}

const notAnObject: Problem = {
  field: '',
  line: 1,
  column: 1,
  sentence: 'The body is not a JSON object.',
  mend: 'Write it as {"c": …, "configuration": …}.',
};

/** The member of `configuration` that holds the settings of a command. */
export const settingsOf: Readonly<Record<CommandName, string>> = {
  run: 'runWorkflow',
  history: 'getHistory',
  lock: 'lockWorkflows',
  unlock: 'unlockWorkflows',
};

export const commandNames = Object.keys(commandCodes) as CommandName[];

function commandIn(object: JsonObject): SentCommand {
  const configuration = isJsonObject(object.configuration) ? object.configuration : {};
  const name = commandNames.find((one) => commandCodes[one] === object.c) ?? null;
  const configured = commandNames.find((one) => isJsonObject(configuration[settingsOf[one]])) ?? null;
  const settings = configured === null ? null : configuration[settingsOf[configured]];
  return { name, configured, settings: isJsonObject(settings) ? settings : {} };
}

/** Importers leave bodies out; a length in the headers tells. */
function isNothingSent({ bodyBytes, headers }: ExchangeRequest): boolean {
  const length = findHeader(headers, 'content-length');
  return !(Number(bodyBytes) > 0) && !(Number(length) > 0) && findHeader(headers, 'transfer-encoding') === null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
