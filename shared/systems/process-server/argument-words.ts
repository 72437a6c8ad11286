import type { Mend } from '../../model/gate-report.ts';
import { advice } from '../generic-http/rule.ts';
import { humanRoles, taskStatuses } from './envelopes.ts';
import type { Seen } from './seen.ts';
import { passageOf, type SentCall } from './sent-call.ts';
import { childOf, type XmlElement } from './xml-element.ts';

const taskTypes = ['TASKS', 'NOTIFICATIONS', 'ALL'];

/** Names other engines have for the same roles (Apache HISE, WS-HumanTask 1.1). */
const otherRoles: Readonly<Record<string, string>> = {
  ACTUALOWNER: 'OWNER',
  POTENTIALOWNERS: 'POTENTIAL_OWNERS',
  POTENTIALOWNER: 'POTENTIAL_OWNERS',
  BUSINESSADMINISTRATORS: 'ADMINISTRATORS',
  TASKADMINISTRATORS: 'ADMINISTRATORS',
  NOTIFICATIONRECIPIENTS: 'NOTIFICATION_RECIPIENTS',
  TASKINITIATOR: 'INITIATOR',
  TASKSTAKEHOLDERS: 'STAKEHOLDERS',
  STAKEHOLDER: 'STAKEHOLDERS',
};

/** Which argument of the call is not valid, as far as the call itself shows it. */
export function illegalArgumentDetail(seen: Seen): { sentence: string; mends: Mend[] } {
  return malformedArgument(seen) ?? unknownTask(seen) ?? general;
}

/** An argument that is wrong by its form alone, so that it needs no answer to be seen; null without one. */
export function malformedArgument(seen: Seen): { sentence: string; mends: Mend[] } | null {
  return badTaskId(seen.sent) ?? badValue(seen);
}

const general = {
  sentence: 'The engine does not accept an argument of the call',
  mends: [advice('Compare the elements of the call with the ready draft: names, order and values.')],
};

function badTaskId(sent: SentCall): { sentence: string; mends: Mend[] } | null {
  const element = childOf(sent.operation, 'identifier');
  if (element === null) return null;
  const id = element.text.trim();
  if (/^urn:b4p:\S+$/.test(id)) return null;
  const number = /(?:^|:)(\d{1,18})$/.exec(id)?.[1];
  const sentence =
    id === ''
      ? 'The call names no task'
      : `The id \`${id.slice(0, 60)}\` is not one of a task: they look like \`urn:b4p:5\``;
  const mend =
    number === undefined
      ? advice('Take the id from the task list: it looks like `urn:b4p:5`.')
      : replaced(sent, element, `urn:b4p:${number}`);
  return { sentence, mends: [mend] };
}

function badValue({ sent, query }: Seen): { sentence: string; mends: Mend[] } | null {
  for (const part of query?.parts ?? []) {
    const allowed = allowedFor(part.name);
    const value = part.text.trim();
    if (allowed === null || value === '' || allowed.includes(value)) continue;
    const bare = value.toUpperCase().replaceAll(/[^A-Z]/g, '');
    const right = otherRoles[bare] ?? allowed.find((one) => one.replaceAll('_', '') === bare);
    return {
      sentence: `\`${value.slice(0, 40)}\` is no value of \`${part.name}\``,
      mends: [
        right !== undefined && allowed.includes(right)
          ? replaced(sent, part, right)
          : advice(`It is one of ${allowed.map((one) => `\`${one}\``).join(', ')}.`),
      ],
    };
  }
  return null;
}

function allowedFor(name: string): readonly string[] | null {
  if (name === 'genericHumanRole') return humanRoles;
  if (name === 'status') return taskStatuses;
  return name === 'taskType' ? taskTypes : null;
}

function unknownTask({ sent, answer }: Seen): { sentence: string; mends: Mend[] } | null {
  const isUnknown = /no task|not (?:be )?found|does not exist|unknown|invalid (?:task )?(?:id|identifier)/i.test(
    answer.fault?.message ?? '',
  );
  if (sent.taskId === null || !isUnknown) return null;
  return {
    sentence: `The engine may know no task of the id \`${sent.taskId.slice(0, 60)}\``,
    mends: [advice('List the tasks and take the id from there. Ids are the server’s own: another server has others.')],
  };
}

function replaced(sent: SentCall, element: XmlElement, value: string): Mend {
  const text = `Write \`${value}\`.`;
  const from = element.end === 0 ? '' : passageOf(sent, element);
  const to = from.replace(/>[^<]*</, () => `>${value}<`);
  return from === '' || to === from ? advice(text) : { text, action: { kind: 'correct-body', from, to } };
}
