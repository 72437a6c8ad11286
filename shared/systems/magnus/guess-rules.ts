import { advice, type Judgement, judgement } from '../generic-http/rule.ts';
import { openConnection } from './assertion-mends.ts';
import {
  answerEvidence,
  answeredBy,
  isInvalid,
  type RemoteCall,
  type RemoteRule,
  readRemoteCall,
  saying,
} from './remote-call.ts';
import { parameterMends, runningMends, startSent } from './witness-rules.ts';

/** What may be meant when nothing of the call or the answer shows more. Asked last, and only then. */
export const guessRules: readonly RemoteRule[] = [refusedAsInvalid, issuer, parameters, running];

/** `invalid` stands for the assertion as well as for the body, so no gate is named. */
function refusedAsInvalid(call: RemoteCall): Judgement | null {
  if (!isInvalid(call)) return null;
  const isOwn = call.answer.reason === 'invalid';
  return judgement(null, {
    cause: 'remote-invalid',
    confidence: 'possible',
    sentence: 'Magnus does not accept the call as it stands',
    reason: `${answeredBy(call)}${saying(call)}.${isOwn ? ' That may mean the assertion or the body.' : ''}`,
    evidence: answerEvidence(call),
    mends: [
      advice('Compare the body with the ready draft: names of parameters are case-sensitive.'),
      {
        text: 'Check the assertion: RS256, `iat` and `exp` in seconds, at most one hour apart, and this machine’s clock.',
        action: openConnection,
      },
    ],
    probes: ['doctor'],
  });
}

function isGuess(call: RemoteCall): boolean {
  const { reason, status, result } = call.answer;
  return isInvalid(call) || (reason === null && result === null && status === 401);
}

function issuer(call: RemoteCall): Judgement | null {
  if (!isGuess(call)) return null;
  const iss = call.assertion.jwt?.claims.iss;
  if (call.assertion.property === 'absent' || (typeof iss === 'string' && wasAccepted(call, iss))) return null;
  const isSample = iss === 'test@developer.gserviceaccount.com';
  return judgement(isSample ? 'assertion' : null, {
    cause: 'issuer-not-registered',
    confidence: isSample ? 'likely' : 'possible',
    sentence: isSample
      ? 'The issuer is the example of Magnus’ documentation, which nobody registers'
      : 'The service account may not be registered with Magnus, or with another key',
    reason: `every service account has to be registered beforehand, and ${answeredBy(call)}${saying(call)}.`,
    evidence: answerEvidence(call),
    mends: [
      advice(
        'Ask the Potens.io administrator whether this account, and this key of it, is registered. Names are case-sensitive.',
      ),
      { text: 'Compare the issuer with the account that is registered.', action: openConnection },
    ],
    probes: ['doctor'],
  });
}

/** An earlier call by the same account went through. */
function wasAccepted({ input }: RemoteCall, iss: string): boolean {
  return input.neighbours.some(({ exchange, bodyText }) => {
    const call = readRemoteCall({ ...input, exchange, bodyText, neighbours: [] });
    return call?.answer.result != null && call.assertion.jwt?.claims.iss === iss;
  });
}

/** The words are about the assertion, whatever they say of it: then the body was not looked at. */
function isAboutAssertion({ answer }: RemoteCall): boolean {
  return /\b(?:jwt|assertion|token|signature|claims?)\b/i.test(answer.said);
}

function parameters(call: RemoteCall): Judgement | null {
  const start = startSent(call);
  if (
    start === null ||
    start.names.length === 0 ||
    isAboutAssertion(call) ||
    !(isInvalid(call) || call.answer.reason === 'backendError')
  )
    return null;
  return judgement(null, {
    cause: 'parameter-name-case',
    confidence: 'possible',
    sentence: 'A parameter may be written in another way than in the workflow',
    reason: `names are case-sensitive, ${start.names.length === 1 ? 'one was' : `${start.names.length} were`} sent, and ${answeredBy(call)}${saying(call)}.`,
    evidence: answerEvidence(call),
    mends: parameterMends(null),
  });
}

function running(call: RemoteCall): Judgement | null {
  const start = startSent(call);
  if (start === null || start.isQueued || isAboutAssertion(call) || !isInvalid(call)) return null;
  return judgement(null, {
    cause: 'already-running',
    confidence: 'possible',
    sentence: 'The workflow may be running already: v1 runs one instance at a time',
    reason: `it was started without \`queue\`, and ${answeredBy(call)}${saying(call)}. What Magnus answers to a second start is not documented.`,
    evidence: answerEvidence(call),
    mends: runningMends(call),
    probes: ['run-history'],
  });
}
