import type { CauseId } from '../../model/cause.ts';
import type { Evidence, Mend } from '../../model/gate-report.ts';
import { isHtml, readErrorBody } from '../generic-http/error-body.ts';
import { callStatus } from '../generic-http/legs.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';
import { operationOf } from './call.ts';

/** Why the service answers 404. */
export const resourceRules: readonly Rule[] = [definitionNotFound, instanceNotFound, taskNotFound, addressWrong];

/** The kind of thing a 404 is about: the service's code says it for sure, the operation makes it likely. */
function missing(input: ExplainInput, code: RegExp, isAbout: (operationId: string, path: string) => boolean) {
  if (callStatus(input) !== 404) return null;
  if (code.test(codeOf(input) ?? '')) return 'certain';
  const operation = operationOf(input);
  if (codeOf(input) !== null || isHtml(input.bodyText) || operation === null) return null;
  return isAbout(operation.id, operation.path) ? 'likely' : null;
}

function definitionNotFound(input: ExplainInput): Judgement | null {
  const confidence = missing(
    input,
    /definition\.not\.found$/,
    (id, path) => id === 'start-instance' || path.includes('{definitionId}'),
  );
  return found(input, 'definition-not-found', confidence, {
    sentence: 'No workflow definition of this id is deployed here',
    mends: [advice('List the definitions and compare the id, letter by letter. It is not the name.')],
  });
}

function instanceNotFound(input: ExplainInput): Judgement | null {
  const confidence = missing(input, /instance\.not\.found$/, (_id, path) => path.includes('{workflowInstanceId}'));
  return found(input, 'instance-not-found', confidence, {
    sentence: 'No workflow instance of this id exists here',
    mends: [advice('List the instances. Without a filter the list holds running and erroneous ones only.')],
  });
}

function taskNotFound(input: ExplainInput): Judgement | null {
  const confidence = missing(input, /task\.not\.found$/, (_id, path) => path.includes('{taskInstanceId}'));
  return found(input, 'task-not-found', confidence, {
    sentence: 'No task of this id exists here',
    mends: [advice('List the tasks and compare the id.')],
  });
}

/** A 404 that is about the address itself: a call outside the catalogue, a list, or a web page for an answer. */
function addressWrong(input: ExplainInput): Judgement | null {
  const operation = operationOf(input);
  const isOnThing = operation?.path.includes('{') === true || operation?.id === 'start-instance';
  const isOurs =
    callStatus(input) === 404 && (isHtml(input.bodyText) || (!isOnThing && !/not\.found$/.test(codeOf(input) ?? '')));
  return found(input, 'base-url-wrong', isOurs ? (operation === null ? 'possible' : 'likely') : null, {
    sentence: 'The service has nothing at this address',
    mends: [
      advice('Compare the path with the operation list: it is the service’s address, then /v1, then the resource.'),
      {
        text: 'Compare the connection’s workflow address with `workflow_rest_url` of the service key.',
        action: { kind: 'open-connection' },
      },
    ],
  });
}

function found(
  input: ExplainInput,
  cause: CauseId,
  confidence: 'certain' | 'likely' | 'possible' | null,
  words: { sentence: string; mends: Mend[] },
): Judgement | null {
  if (confidence === null) return null;
  const body = readErrorBody(input.bodyText);
  const said = body?.message ?? body?.code ?? null;
  const evidence: Evidence[] = [
    { text: 'status 404', source: 'response' },
    ...(said === null ? [] : [{ text: said, source: 'response body' }]),
  ];
  const reason = said === null ? 'the service answered 404.' : `the service answered 404 and said “${said}”`;
  return judgement('resource', { cause, confidence, reason, evidence, ...words });
}

function codeOf({ bodyText }: ExplainInput): string | null {
  return readErrorBody(bodyText)?.code ?? null;
}
