import type { CauseId } from '../../model/cause.ts';
import { formatDuration } from '../../text/duration.ts';
import { advice, type Judgement, judgement } from '../generic-http/rule.ts';
import { answerEvidence, answeredBy, isRefused, type RemoteCall, type RemoteRule, saying } from './remote-call.ts';
import { namesOf, runHistoryOf, type StartedRun, startedRunOf } from './runs.ts';

/** Causes that other calls to the same workflow bear witness of, or that the answer names. */
export const witnessRules: readonly RemoteRule[] = [alreadyRunning, parameterNameCase];

/** A run that has not been heard of for so long will have ended. */
const longestRunMs = 6 * 3_600_000;

/** The workflow that is started, and what with; null for another command. */
export function startSent({ body }: RemoteCall): Start | null {
  if (body.kind !== 'json' || body.command.name !== 'run') return null;
  const { l, queue, parameters } = body.command.settings;
  return { l: typeof l === 'string' ? l : '', isQueued: queue === true, names: namesOf(parameters) };
}

type Start = { l: string; isQueued: boolean; names: string[] };

/** As `startSent`; and a call whose body is not known may be a start, when the answer's words say so. */
function startSaid(call: RemoteCall, cause: CauseId): Start | null {
  const isOpen = call.body.kind === 'unknown' && call.said.has(cause);
  return startSent(call) ?? (isOpen ? { l: '', isQueued: false, names: [] } : null);
}

function isMet(call: RemoteCall): boolean {
  return isRefused(call) || call.answer.reason === 'backendError';
}

function alreadyRunning(call: RemoteCall): Judgement | null {
  const start = startSaid(call, 'already-running');
  if (start === null || start.isQueued || !isMet(call)) return null;
  const isSaid = call.said.has('already-running');
  if (call.said.size > 0 && !isSaid) return null;
  const run = runBefore(call, start.l);
  if (run === null && !isSaid) return null;
  const ago = run === null ? '' : formatDuration(call.input.exchange.startedAt - run.startedAt);
  return judgement('concurrency', {
    cause: 'already-running',
    confidence: run !== null && isSaid && call.answer.reason === 'invalid' ? 'certain' : 'likely',
    sentence: 'The workflow is running already, and v1 runs one instance at a time',
    reason: `${run === null ? '' : `it was started ${ago} before and nothing says that it has ended; `}${answeredBy(call)}${saying(call)}.`,
    evidence: [
      ...(run === null
        ? []
        : [{ text: `started ${ago} before, history ${run.historyId || 'not named'}`, source: 'an earlier call' }]),
      ...answerEvidence(call),
    ],
    mends: runningMends(call),
    probes: ['run-history'],
  });
}

/** The last start of this workflow before the call, unless its history says that it has ended. */
function runBefore({ input }: RemoteCall, l: string): StartedRun | null {
  const at = input.exchange.startedAt;
  const runs = input.neighbours.flatMap((one) => startedRunOf(one) ?? []);
  const last = runs
    .filter((run) => l !== '' && run.l === l && run.startedAt <= at && at - run.startedAt < longestRunMs)
    .at(-1);
  if (last === undefined) return null;
  const histories = input.neighbours.flatMap((one) => {
    const history = runHistoryOf(one);
    return history === null ? [] : [{ ...history, askedAt: one.exchange.startedAt }];
  });
  const hasEnded = histories.some((one) => one.historyId === last.historyId && one.hasEnded && one.askedAt <= at);
  return hasEnded ? null : last;
}

/** What lets several run at once, or waits for the one that does. */
export function runningMends({ body }: RemoteCall) {
  const text = 'Start it by v2: with `queue: true` it waits for its turn, and several may run at once.';
  return [
    { text, action: body.kind === 'json' ? queueAction(body.text) : null },
    { text: 'Wait until the run has ended, then send again.', action: { kind: 'send-again' as const, seconds: 60 } },
    { text: 'See how that run stands.', action: { kind: 'run-probe' as const, probe: 'run-history' as const } },
    advice('Or let proxy workflows call the shared one by Execute Workflow Task.'),
  ];
}

function queueAction(text: string) {
  const off = /"queue"\s*:\s*(?:false|null)/.exec(text)?.[0];
  if (off !== undefined) return { kind: 'correct-body' as const, from: off, to: '"queue": true' };
  const l = /"l"\s*:\s*"[^"\\‹]{1,200}"/.exec(text)?.[0];
  return l === undefined ? null : { kind: 'correct-body' as const, from: l, to: `${l}, "queue": true` };
}

function parameterNameCase(call: RemoteCall): Judgement | null {
  const start = startSaid(call, 'parameter-name-case');
  if (start === null || (start.names.length === 0 && call.body.kind !== 'unknown') || !isMet(call)) return null;
  const isSaid = call.said.has('parameter-name-case');
  if (call.said.size > 0 && !isSaid) return null;
  const twin = twinOf(call, start);
  if (twin === null && !isSaid) return null;
  return judgement('request-body', {
    cause: 'parameter-name-case',
    confidence: 'likely',
    sentence:
      twin === null
        ? 'The workflow has no parameter of a name that was sent; names are case-sensitive'
        : `The parameter is written in another way than before: \`${twin.sent}\`, then \`${twin.known}\``,
    reason: `${twin === null ? '' : 'a start of the same workflow was accepted with the other spelling; '}${answeredBy(call)}${saying(call)}.`,
    evidence: [
      ...(twin === null ? [] : [{ text: `parameter ${twin.known}`, source: 'an earlier call that was accepted' }]),
      ...answerEvidence(call),
    ],
    mends: parameterMends(twin),
    probes: ['run-history'],
  });
}

type Twin = { sent: string; known: string };

/** Words for parameters, with a button where the other spelling is known. */
export function parameterMends(twin: Twin | null) {
  const spelling = twin && {
    text: `Write \`${twin.known}\`.`,
    action: { kind: 'correct-body' as const, from: JSON.stringify(twin.sent), to: JSON.stringify(twin.known) },
  };
  return [
    ...(spelling === null ? [] : [spelling]),
    advice('Write each parameter as it stands in the Workflow Editor: names are case-sensitive.'),
    advice('Parameters that the workflow owns cannot be overridden: leave them out.'),
  ];
}

/** A parameter whose name differs only by case, blanks or hyphens from one that was accepted for the same workflow. */
function twinOf({ input }: RemoteCall, start: { l: string; names: string[] }): Twin | null {
  const runs = input.neighbours.flatMap((one) => startedRunOf(one) ?? []).filter(({ l }) => l === start.l && l !== '');
  const known = runs.flatMap(({ parameterNames }) => parameterNames).filter(isName);
  for (const sent of start.names.filter(isName)) {
    if (known.includes(sent)) continue;
    const twin = known.find((one) => bare(one) === bare(sent));
    if (twin !== undefined) return { sent, known: twin };
  }
  return null;
}

function isName(text: string): boolean {
  return /^[\w .-]{1,80}$/.test(text);
}

function bare(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]/g, '');
}
