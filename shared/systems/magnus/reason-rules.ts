import { advice, type Judgement, judgement } from '../generic-http/rule.ts';
import { assertionFaults } from './assertion-faults.ts';
import { openConnection } from './assertion-mends.ts';
import { answerEvidence, answeredBy, quotable, type RemoteCall, type RemoteRule, saying } from './remote-call.ts';
import { isRemoteUrl } from './remote-url.ts';
import { historyIn, type RunHistory, runHistoryOf, startedRunOf } from './runs.ts';
import { assertionGateCauses } from './said-causes.ts';
import { timeFaults } from './time-faults.ts';

/** Causes that an answer of Magnus states by its reason, or by the state of a run. */
export const reasonRules: readonly RemoteRule[] = [notFound, denied, backendFailed, runFailed];

function notFound(call: RemoteCall): Judgement | null {
  const { answer, input, body } = call;
  const { method, url } = input.exchange.request;
  const isPage = answer.reason === null && answer.result === null && answer.status === 404;
  if (answer.reason !== 'notFound' && !isPage) return null;
  if (!isRemoteUrl(url) || method !== 'POST') return null;
  const names = body.kind === 'json' && body.command.name !== null;
  if (isPage && (!names || /cannot post|requested url/i.test(input.bodyText ?? ''))) return null;
  const isHistory = body.kind === 'json' && body.command.name === 'history';
  const hasNoId = body.kind === 'json' && isIdLacking(body.command.settings, isHistory);
  const confidence = isPage || hasNoId ? 'possible' : 'certain';
  return judgement(confidence === 'possible' ? null : 'request-body', {
    cause: 'workflow-not-found',
    confidence,
    sentence: isHistory ? 'Magnus does not find the run' : 'Magnus does not find the workflow',
    reason: `${answeredBy(call)}${saying(call)}.`,
    evidence: [...answerEvidence(call), ...numericIdEvidence(call)],
    mends: notFoundMends(call, isHistory),
    probes: isPage ? ['doctor'] : [],
  });
}

function isIdLacking(settings: Readonly<Record<string, unknown>>, isHistory: boolean): boolean {
  return isHistory ? !settings.workflowId || !settings.historyId : !settings.l && !settings.workflowIds;
}

function sentL({ body }: RemoteCall): string | null {
  const l = body.kind === 'json' ? body.command.settings.l : undefined;
  return typeof l === 'string' || typeof l === 'number' ? String(l) : null;
}

function numericIdEvidence(call: RemoteCall) {
  const isNumeric = /^\d{6,}$/.test(sentL(call) ?? '');
  return isNumeric ? [{ text: '`l` is a number, as a `workflowId` is', source: 'request body' }] : [];
}

function notFoundMends(call: RemoteCall, isHistory: boolean) {
  if (isHistory) {
    return [
      advice('Copy `workflowId` and `historyId` from the answer to the start of the run.'),
      advice('Magnus keeps a history for 100 days after the start.'),
    ];
  }
  const l = sentL(call);
  const known = call.input.neighbours
    .map(startedRunOf)
    .find((run) => run !== null && run.workflowId === l && run.l !== l);
  return [
    ...(known
      ? [
          {
            text: 'An earlier start of this workflow was made by its encoded id: put that into `l`.',
            action: { kind: 'correct-body' as const, from: JSON.stringify(l), to: JSON.stringify(known.l) },
          },
        ]
      : []),
    advice('`l` is the encoded id from the workflow’s permalink. The `workflowId` of an answer is another one.'),
    advice('It is case-sensitive: copy it, and mind that nothing of it is cut off.'),
  ];
}

function denied(call: RemoteCall): Judgement | null {
  const { reason, status, result } = call.answer;
  const isStatus = reason === null && result === null && status === 403;
  if (reason !== 'accessDenied' && !isStatus) return null;
  const isOther = [...call.said].some((cause) => assertionGateCauses.has(cause));
  const isBroken = [...assertionFaults, ...timeFaults].some((fault) => fault(call)?.proof === 'proven');
  const confidence = isStatus || isOther || isBroken ? (isOther && isStatus ? 'possible' : 'likely') : 'certain';
  const isLock = call.body.kind === 'json' && /lock$/.test(call.body.command.name ?? '');
  return judgement(confidence === 'possible' ? null : 'permission', {
    cause: 'permission-missing',
    confidence,
    sentence: isLock
      ? 'Locking and unlocking is for administrators of the organisation'
      : 'The service account may not do this',
    reason: `${answeredBy(call)}${saying(call)}${isStatus ? ', and what Magnus itself would have said is not known' : ''}.`,
    evidence: answerEvidence(call),
    mends: isLock ? [advice('Ask an administrator of the organisation in Magnus.')] : permissionMends,
    probes: confidence === 'certain' ? [] : ['doctor'],
  });
}

const permissionMends = [
  advice('Make the service account owner or delegate of the workflow. Being in its “Shared With” list is not enough.'),
  advice('Account names are case-sensitive: compare the one in the workflow with `iss`.'),
  advice('A workflow may be locked by an administrator, and a billing project wants a permission of its own.'),
  { text: 'Compare the issuer of the connection with the account in the workflow.', action: openConnection },
];

function backendFailed(call: RemoteCall): Judgement | null {
  const { reason, status, result, form } = call.answer;
  const isStatus = reason === null && result === null && status === 500;
  if (reason !== 'backendError' && !isStatus) return null;
  return judgement('backend', {
    cause: 'backend-error',
    confidence: reason === null ? 'likely' : 'certain',
    sentence: 'Magnus failed in its backend',
    reason: `${answeredBy(call)}${saying(call)}${form === 'page' ? ', which Magnus answers when its backend fails' : ''}.`,
    evidence: answerEvidence(call),
    mends: [
      advice('Send again in a little while. Before that, look into the history: the run may have started.'),
      { text: 'Ask for the history of the run before.', action: { kind: 'run-probe', probe: 'run-history' } },
    ],
    probes: ['run-history'],
  });
}

/** A start is answered before the run has done anything: what becomes of it stands in its history only. */
function runFailed(call: RemoteCall): Judgement | null {
  const own = historyIn(call.answer);
  const history = own ?? laterHistory(call);
  if (history?.failure == null) return null;
  const { reason, message } = history.failure;
  const words = quotable(message);
  const isPrinted = own !== null && reason.toLowerCase() === 'backenderror';
  return judgement('backend', {
    cause: 'backend-error',
    confidence: isPrinted ? 'certain' : 'likely',
    sentence: own === null ? 'The run was started, and failed later' : 'The run failed',
    reason: `its history says \`${quotable(history.state) || 'error'}\`${reason === '' ? '' : `, reason \`${quotable(reason)}\``}${words === '' ? '' : `, and “${words}”`}.`,
    evidence: [
      {
        text: `status.state is ${quotable(history.state) || 'not given'}`,
        source: own === null ? 'history of the run' : 'response body',
      },
      ...(words === '' ? [] : [{ text: words, source: own === null ? 'history of the run' : 'response body' }]),
    ],
    mends: [
      advice(
        '“ok” says that the call was accepted. Open the run in Magnus’ History Browser by its `historyId` for the task that failed.',
      ),
      advice('Compare the values of the parameters with what the failing task expects.'),
    ],
  });
}

function laterHistory({ answer, input }: RemoteCall): RunHistory | null {
  const { historyId } = answer.result ?? {};
  if (historyId === undefined || historyId === null || historyId === '') return null;
  const histories = input.neighbours.map(runHistoryOf).filter((one) => one?.historyId === String(historyId));
  return histories.at(-1) ?? null;
}
