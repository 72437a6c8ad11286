import type { MendAction } from '../../model/gate-report.ts';
import { textOf } from './answer.ts';
import { faultOf, type PayloadFault } from './payload-fault.ts';

type Body = Readonly<Record<string, unknown>>;

const askedOfInstance = ['CANCELED', 'RUNNING', 'SUSPENDED'];
const askedOfTask = ['COMPLETED'];

/** What is wrong with the body of a change of an instance or a task. */
export function changeFault(operationId: string, body: Body, text: string): PayloadFault | null {
  if (operationId === 'update-instance') {
    if (body.status === undefined)
      return faultOf('status', 'lacks `status`', 'Ask for CANCELED, RUNNING or SUSPENDED.');
    return statusFault(body, askedOfInstance, text) ?? cascadeFault(body);
  }
  return operationId === 'update-task' ? taskFault(body, text) : null;
}

/** The status as SAP spells it: CANCELED with one L, in capitals. Null when the word means none of them. */
export function statusMeant(word: string, known: readonly string[]): string | null {
  const plain = word.trim().toUpperCase();
  const spelt = plain === 'CANCELLED' || plain === 'CANCEL' ? 'CANCELED' : plain === 'COMPLETE' ? 'COMPLETED' : plain;
  return known.includes(spelt) ? spelt : null;
}

function statusFault(body: Body, known: readonly string[], text: string): PayloadFault | null {
  const { status } = body;
  if (status === undefined || (typeof status === 'string' && known.includes(status))) return null;
  const word = textOf(status);
  const meant = word === null ? null : statusMeant(word, known);
  const said = `asks for a status that there is not${meant === null ? '' : `: SAP spells it \`${meant}\``}`;
  return faultOf(
    'status',
    said,
    `Ask for ${known.join(', ')}.`,
    meant === null ? null : replacing(status, meant, text),
  );
}

function replacing(from: unknown, to: string, text: string): MendAction | null {
  const written = JSON.stringify(from);
  return text.includes(written) ? { kind: 'correct-body', from: written, to: JSON.stringify(to) } : null;
}

function cascadeFault({ cascade }: Body): PayloadFault | null {
  if (cascade === undefined || typeof cascade === 'boolean') return null;
  return faultOf(
    'cascade',
    'has a `cascade` that is neither true nor false',
    'Write `true` or `false`, without quotes.',
  );
}

const priorities = ['VERY_HIGH', 'HIGH', 'MEDIUM', 'LOW'];

function taskFault(body: Body, text: string): PayloadFault | null {
  const { priority, processor, context } = body;
  const status = statusFault(body, askedOfTask, text) ?? recipientsFault(body, text) ?? lengthFault(body);
  if (status !== null) return status;
  if (typeof processor === 'string' && processor.includes(',')) {
    return faultOf(
      'processor',
      'names a `processor` with a comma in it',
      'A task has one processor; name groups and users as recipients.',
    );
  }
  if (priority !== undefined && !(typeof priority === 'string' && priorities.includes(priority))) {
    return faultOf('priority', 'asks for a `priority` that there is not', `Use ${priorities.join(', ')}.`);
  }
  if (context !== undefined && (typeof context !== 'object' || context === null || Array.isArray(context))) {
    return faultOf('context', 'has a `context` that is no object', 'Make `context` a JSON object.');
  }
  return null;
}

/** Recipients are read as a list, and written as one text with commas. */
function recipientsFault(body: Body, text: string): PayloadFault | null {
  for (const property of ['recipientUsers', 'recipientGroups']) {
    const value = body[property];
    if (!Array.isArray(value)) continue;
    const names = value.filter((one) => typeof one === 'string');
    const isPlain = names.length === value.length;
    return faultOf(
      property,
      `has a list as \`${property}\``,
      `Write \`${property}\` as one text, with commas between the names.`,
      isPlain ? replacing(value, names.join(','), text) : null,
    );
  }
  return null;
}

function lengthFault(body: Body): PayloadFault | null {
  for (const [property, longest] of [
    ['subject', 255],
    ['description', 4000],
  ] as const) {
    const value = body[property];
    if (typeof value === 'string' && value.length > longest) {
      return faultOf(property, `has a \`${property}\` of more than ${longest} characters`, 'Shorten it.');
    }
  }
  return null;
}
