import { caseList } from './case.ts';
import { call, failed, history, invalid, ok, run } from './magnus-parts.ts';

// Commands, workflows, rights and runs of Magnus' Remote API (facts 2.1).

const list = caseList({ system: 'magnus' });

const { add } = list;

const onSent = { on: ['sent', 'credentials', 'answer'] } as const;

const onReason = { on: ['answer'] } as const;

add('command-wrong', 'certain', 'unknown', (w) => [call(w, invalid(), { c: '713aa58e' })], onSent);

add('command-wrong', 'certain', 'missing', (w) => [call(w, invalid(), { c: undefined })], onSent);

add(
  'command-wrong',
  'certain',
  'of another configuration',
  (w) => [call(w, invalid('Bad command'), { c: 'a83270b7' })],
  { ...onSent, accept: ['workflow-id-missing'] },
);

add(
  'workflow-id-missing',
  'certain',
  'no l',
  (w) => [call(w, invalid(), { configuration: run({ l: undefined }) })],
  onSent,
);

add('workflow-id-missing', 'certain', 'empty', (w) => [call(w, invalid(), { configuration: run({ l: '' }) })], onSent);

add(
  'workflow-id-missing',
  'certain',
  'history without historyId',
  (w) => [history(w, invalid(), -60, { workflowId: '5629499534213120' })],
  onSent,
);

add(
  'workflow-id-missing',
  'certain',
  'nothing to lock',
  (w) => [call(w, invalid(), { c: '6f570e7l', configuration: { lockWorkflows: { workflowIds: [], comment: 'x' } } })],
  onSent,
);

add('workflow-not-found', 'certain', 'run', (w) => [call(w, failed(404, 'notFound', 'Workflow not found'))], onReason);

add('workflow-not-found', 'certain', 'history', (w) => [history(w, failed(404, 'notFound'))], onReason);

add(
  'workflow-not-found',
  'certain',
  'v2',
  (w) => [call(w, failed(404, 'notFound', 'Not found'), { configuration: run({ queue: true }) })],
  onReason,
);

add('permission-missing', 'certain', 'run', (w) => [call(w, failed(403, 'accessDenied', 'Access denied'))], onReason);

add('permission-missing', 'certain', 'history', (w) => [history(w, failed(403, 'accessDenied'))], onReason);

add(
  'permission-missing',
  'certain',
  'lock',
  (w) => [
    call(w, failed(403, 'accessDenied', 'Organization administrators only'), {
      c: '6f570e7l',
      configuration: { lockWorkflows: { workflowIds: ['5629499534213120'], comment: 'Maintenance' } },
    }),
  ],
  onReason,
);

add(
  'already-running',
  'certain',
  'started a minute before',
  (w) => [call(w, ok, { at: -90 }), call(w, invalid('Workflow is already running'))],
  { on: ['answer', 'credentials', 'sent'] },
);

add(
  'already-running',
  'likely',
  'its words',
  (w) => [call(w, invalid('Another instance of the workflow is running'))],
  { on: ['answer', 'words'] },
);

add(
  'already-running',
  'likely',
  'started a minute before, no words',
  (w) => [call(w, ok, { at: -90 }), call(w, invalid())],
  { on: ['answer', 'credentials', 'sent'] },
);

export const magnusCommandCases = list.cases;
