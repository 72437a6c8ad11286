import type { Evidence, Mend } from '../../model/gate-report.ts';
import { type Judgement, judgement } from '../generic-http/rule.ts';
import { isEveryRoleEmpty } from './asked-roles.ts';
import type { Knowing } from './container-rules.ts';
import { isSameUser } from './login.ts';
import { type Narrowing, narrowingsOf, whatHides, widened, wordsOf, wrongCase } from './query-narrowing.ts';
import type { Seen, Witness } from './seen.ts';
import { passageOf, type SentQuery } from './sent-call.ts';

const noTask: Evidence = { text: 'no task in the answer', source: 'response body' };
/** A list asked this much later still tells what was there. */
const soonMs = 10 * 60_000;

/** A wider question shows tasks, and this one leaves each of them out. */
export const hidesSeenTasks: Knowing = (seen) => {
  const { query, isEmptyList } = seen;
  if (query === null || !isEmptyList) return null;
  const wider = seen.witnesses().map((witness) => ({ witness, hides: hiddenOf(witness, query) }));
  const found = wider.filter(({ hides }) => hides.length > 0);
  const proof = found.find(({ witness }) => isProof(witness, seen));
  const { witness, hides } = proof ?? found[0] ?? { witness: null, hides: [] };
  if (witness === null) return null;
  const role = hides.includes('genericHumanRole') ? (witness.query?.role ?? null) : null;
  return judgement('task-state', {
    cause: 'query-hides-tasks',
    confidence: proof === undefined ? 'likely' : 'certain',
    sentence: `There are tasks the user may see, and the call asks for ${spoken(hides, query)} only`,
    reason: `a wider question of the same user brought ${countOf(witness)}, and this one leaves ${witness.answer.tasks.length === 1 ? 'it' : 'all of them'} out.`,
    evidence: [
      noTask,
      {
        text: `${countOf(witness)}${role === null ? '' : ` as ${role}`}`,
        source: witness.isProbe ? 'probe' : 'another call',
      },
      ...hides.map((name) => ({ text: name, source: 'request body' })),
    ],
    mends: hides.map((name) => widened(seen.sent, query, name, name === 'genericHumanRole' ? role : null)),
    probes: ['every-human-role'],
  });
};

/** A where clause compares names letter by letter, capitals and all. */
export const misspeltClause: Knowing = (seen) => {
  const { query, isEmptyList, sent } = seen;
  if (query === null || !isEmptyList) return null;
  const wrong = wrongCase(query.whereClause);
  const part = query.parts.find(({ name }) => name === 'whereClause');
  if (wrong === null || part === undefined) return null;
  const from = passageOf(sent, part);
  const text = `Write \`${wrong.to}\`.`;
  const mend: Mend =
    part.end === 0 || !from.includes(wrong.from)
      ? { text, action: null }
      : { text, action: { kind: 'correct-body', from, to: from.replace(wrong.from, () => wrong.to) } };
  return judgement('task-state', {
    cause: 'query-hides-tasks',
    confidence: 'likely',
    sentence: `The where clause names \`${wrong.from}\`, which the service writes \`${wrong.to}\``,
    reason: 'it tells capitals from small letters, and what it does not know matches no task.',
    evidence: [noTask, { text: wrong.from, source: 'whereClause of the request' }],
    mends: [mend, widened(sent, query, 'whereClause')],
    probes: ['every-human-role'],
  });
};

/** The question is narrower than a plain one, and nothing shows what it leaves out. */
export const narrowQuestion: Knowing = (seen) => {
  const { query, isEmptyList } = seen;
  if (query === null || !isEmptyList || isEveryRoleEmpty(seen)) return null;
  const narrow = narrowingsOf(query);
  return narrow.length === 0 ? null : mayHide(seen, query, narrow);
};

/** Even a plain list leaves out the tasks of other roles, closed ones and those claimed by others. */
export const plainQuestion: Knowing = (seen) => {
  const { query, isEmptyList } = seen;
  if (query === null || !isEmptyList || isEveryRoleEmpty(seen)) return null;
  return mayHide(seen, query, ['genericHumanRole']);
};

function mayHide(seen: Seen, query: SentQuery, narrow: readonly Narrowing[]): Judgement {
  return judgement(null, {
    cause: 'query-hides-tasks',
    confidence: 'possible',
    sentence: `The call asks for ${spoken(narrow, query)} only, and other tasks may be there`,
    reason: 'a list leaves out what it does not ask for: other roles, closed tasks, tasks of other users.',
    evidence: [noTask, ...narrow.map((name) => ({ text: name, source: 'request body' }))],
    mends: [
      ...narrow.map((name) => widened(seen.sent, query, name)),
      { text: 'Ask for the tasks of each human role.', action: { kind: 'run-probe', probe: 'every-human-role' } },
    ],
    probes: ['every-human-role'],
  });
}

/** What leaves out every task a witness of the same user was shown; empty when it was not wider, or another may have them. */
function hiddenOf({ isSameUser: isOwn, query: theirs, answer }: Witness, ours: SentQuery): Narrowing[] {
  if (isOwn !== true || theirs === null || answer.tasks.length === 0) return [];
  const each = answer.tasks.map((task) => whatHides(ours, theirs, task));
  return each.some((hides) => hides.length === 0) ? [] : [...new Set(each.flat())];
}

/** It was asked for this call, or soon after it, and about nothing that a session or a colleague may have changed. */
function isProof({ isProbe, exchange, answer, login }: Witness, seen: Seen): boolean {
  const { startedAt } = seen.exchange;
  const isSoon = exchange.startedAt >= startedAt && exchange.startedAt - startedAt <= soonMs;
  const isOlder = answer.tasks.every(({ createdOn }) => createdOn !== null && createdOn < startedAt);
  const isNobodysElse = answer.tasks.every(
    ({ actualOwner }) => actualOwner === null || isSameUser(actualOwner, seen.login.username) === true,
  );
  const isSameLogin = seen.login.kind === 'password' && seen.login.cookies.length === 0 && login.kind === 'password';
  return (isProbe || (isSoon && isOlder)) && isNobodysElse && isSameLogin;
}

function spoken(narrow: readonly Narrowing[], query: SentQuery): string {
  return narrow.map((name) => wordsOf(name, query)).join(' and ');
}

function countOf({ answer }: Witness): string {
  const { length } = answer.tasks;
  return length === 1 ? 'a task' : `${length} tasks`;
}
