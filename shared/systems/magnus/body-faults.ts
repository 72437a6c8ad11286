import { isJsonObject, type JsonObject } from '../../jwt/json-object.ts';
import type { Mend } from '../../model/gate-report.ts';
import { advice } from '../generic-http/rule.ts';
import type { Fault, FaultRule } from './fault.ts';
import type { RemoteCall } from './remote-call.ts';
import { type CommandName, commandCodes, maxBodyBytes } from './run-request.ts';
import { type SentBody, settingsOf } from './sent-body.ts';

/** What can be wrong with the body: its size, its JSON, its command, the ids in it, the types of its values. */
export const bodyFaults: readonly FaultRule[] = [tooLarge, notJson, commandWrong, idMissing, shape];

const source = 'request body';
const megabyte = 1_000_000;

function tooLarge({ input, answer }: RemoteCall): Fault | null {
  const bodyBytes = Number(input.exchange.request.bodyBytes);
  const isOver = bodyBytes > maxBodyBytes;
  if (!isOver && bodyBytes <= 32 * megabyte && answer.status !== 413) return null;
  const isGateway = answer.status === 413;
  return {
    cause: 'body-too-large',
    gate: 'request-body',
    proof: isOver || (isGateway && bodyBytes > megabyte) ? 'proven' : 'doubtful',
    sentence: isOver
      ? 'The body is larger than the 32 MB that Magnus takes'
      : 'The body is larger than what is taken here',
    because: isGateway ? 'status 413 says just that' : 'its size is known',
    evidence: [{ text: `${bodyBytes} bytes`, source }],
    mends: [advice('Put large values into a table or file that the workflow reads, and hand over where they are.')],
  };
}

function notJson({ body, input }: RemoteCall): Fault | null {
  if (body.kind !== 'broken') return null;
  // A record may have lost the end of the text.
  const isWhole = /\}\s*$/.test(input.exchange.request.body ?? '');
  const { line, column, sentence, mend } = body.problem;
  return {
    cause: 'payload-invalid',
    gate: 'request-body',
    proof: isWhole ? 'proven' : 'doubtful',
    sentence: `The body is not a JSON object${line === null ? '' : `: line ${line}, column ${column}`}`,
    because: sentence.replace(/\.$/, ''),
    evidence: [{ text: sentence, source }],
    mends: [advice(mend)],
  };
}

type JsonBody = Extract<SentBody, { kind: 'json' }>;

function commandWrong({ body }: RemoteCall): Fault | null {
  if (body.kind !== 'json') return null;
  const { name, configured } = body.command;
  if (name !== null && (configured === null || configured === name)) return null;
  const isMissing = body.object.c === undefined || body.object.c === null || body.object.c === '';
  const wanted = configured ?? 'run';
  return {
    cause: 'command-wrong',
    gate: 'request-body',
    proof: 'proven',
    sentence: commandSentence(name, configured, isMissing),
    because: name === null ? '`c` selects the command, and is required' : 'command and settings do not fit together',
    evidence: [
      {
        text: isMissing ? 'no `c`' : name === null ? '`c` is none of the known' : `c is ${commandCodes[name]}`,
        source,
      },
      ...(configured === null ? [] : [{ text: `configuration.${settingsOf[configured]}`, source }]),
    ],
    mends: [
      correctCommand(body, isMissing, wanted),
      advice('Locking and unlocking is for administrators of the organisation.'),
    ].slice(0, wanted === 'lock' || wanted === 'unlock' ? 2 : 1),
  };
}

function commandSentence(name: CommandName | null, configured: CommandName | null, isMissing: boolean): string {
  if (isMissing) return 'The body names no command: `c` is missing';
  if (name === null || configured === null) return 'The command in `c` is none that Magnus knows';
  return `The command in \`c\` is that of \`${settingsOf[name]}\`, and the body configures \`${settingsOf[configured]}\``;
}

function correctCommand({ object }: JsonBody, isMissing: boolean, wanted: CommandName): Mend {
  const code = commandCodes[wanted];
  const ending = wanted === 'lock' || wanted === 'unlock' ? ', with a letter at its end' : '';
  const text = `Put \`${code}\` into \`c\`, for \`${settingsOf[wanted]}\`${ending}.`;
  const to = JSON.stringify(code);
  if (isMissing && object.c === undefined && Object.hasOwn(object, 'configuration')) {
    return { text, action: { kind: 'correct-body', from: '"configuration"', to: `"c": ${to}, "configuration"` } };
  }
  const { c } = object;
  const isShort = typeof c === 'string' && /^[\w-]{1,40}$/.test(c);
  return { text, action: isShort ? { kind: 'correct-body', from: JSON.stringify(c), to } : null };
}

function idMissing(call: RemoteCall): Fault | null {
  const { body } = call;
  if (body.kind !== 'json') return null;
  const { name, configured, settings } = body.command;
  if (name === null || (configured !== null && configured !== name)) return null;
  const lacking = lackingIds(name, settings);
  if (lacking.length === 0) return null;
  const which = lacking.map((one) => `\`${one.field}\``).join(' and ');
  return {
    cause: 'workflow-id-missing',
    gate: 'request-body',
    proof: lacking.some(({ isEmpty }) => isEmpty) ? 'proven' : 'doubtful',
    sentence: `The call does not say which workflow it means: ${which} ${lacking.length === 1 ? 'is' : 'are'} not filled in`,
    because: `\`configuration.${settingsOf[name]}\` has to name it`,
    evidence: lacking.map(({ field, isEmpty }) => ({
      text: `${field} is ${isEmpty ? 'missing or empty' : 'a placeholder'}`,
      source,
    })),
    mends: idMends(name, settings),
  };
}

type Lacking = { field: string; isEmpty: boolean };

function lackingIds(name: CommandName, settings: JsonObject): Lacking[] {
  if (name === 'lock' || name === 'unlock') {
    const { workflowIds } = settings;
    const isFilled = Array.isArray(workflowIds) && workflowIds.length > 0;
    return isFilled ? [] : [{ field: 'workflowIds', isEmpty: true }];
  }
  const fields = name === 'run' ? ['l'] : ['workflowId', 'historyId'];
  return fields.flatMap((field): Lacking[] => {
    const value = settings[field];
    if (typeof value === 'number') return [];
    if (typeof value !== 'string' || value.trim() === '') return [{ field, isEmpty: true }];
    return isPlaceholder(value) ? [{ field, isEmpty: false }] : [];
  });
}

function isPlaceholder(value: string): boolean {
  return /^\s*(?:<[^<>]*>|\{\{?[^{}]*\}?\}|\$\{[^{}]*\}|undefined|null|string|\[object \w+\])\s*$/.test(value);
}

function idMends(name: CommandName, settings: JsonObject): Mend[] {
  if (name === 'run') {
    const has = ['workflowId', 'workflow', 'id'].some((other) => Object.hasOwn(settings, other));
    return [
      advice('Copy the encoded workflow id from the workflow’s permalink into `l`.'),
      ...(has ? [advice('A run is started by `l`. The `workflowId` of an answer serves for its history only.')] : []),
    ];
  }
  if (name !== 'history') return [advice('List at least one id in `workflowIds`.')];
  return [
    advice('Copy `workflowId` and `historyId` from the answer to the start of the run.'),
    ...(Object.hasOwn(settings, 'l')
      ? [advice('`l` is for starting a run: its history is asked for by those two.')]
      : []),
  ];
}

/** Types the documentation gives; a server may well convert them. */
function shape({ body }: RemoteCall): Fault | null {
  if (body.kind !== 'json' || body.command.configured !== 'run') return null;
  const { parameters, queue, cascadeBillingProject, l } = body.command.settings;
  const wrong = [
    ...(typeof l === 'number' ? ['`l` is a number, not a text'] : []),
    ...(parameters === undefined || Array.isArray(parameters) ? [] : ['`parameters` is no list']),
    ...(Array.isArray(parameters) && !parameters.every(isNamed) ? ['a parameter has no `name`'] : []),
    ...(Array.isArray(parameters) && !parameters.every(isPlain)
      ? ['the value of a parameter is a list or an object']
      : []),
    ...(isFlag(queue) ? [] : ['`queue` is neither true nor false']),
    ...(isFlag(cascadeBillingProject) ? [] : ['`cascadeBillingProject` is neither true nor false']),
  ];
  if (wrong.length === 0) return null;
  return {
    cause: 'payload-invalid',
    gate: 'request-body',
    proof: 'doubtful',
    sentence: `The settings of the run are not what the documentation asks for: ${wrong.join(', ')}`,
    because: 'names are texts, values are texts, numbers, true or false',
    evidence: wrong.map((text) => ({ text, source })),
    mends: [advice('Compare the body with the operation’s ready draft.')],
  };
}

function isNamed(parameter: unknown): boolean {
  return isJsonObject(parameter) && typeof parameter.name === 'string' && parameter.name !== '';
}

function isPlain(parameter: unknown): boolean {
  return !isJsonObject(parameter) || typeof parameter.value !== 'object' || parameter.value === null;
}

function isFlag(value: unknown): boolean {
  return value === undefined || typeof value === 'boolean';
}
