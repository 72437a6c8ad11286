import type { CauseId } from '../../model/cause.ts';
import type { Confidence, Evidence, Mend } from '../../model/gate-report.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';
import { addressFaults, isBaseKnown } from './address.ts';
import { answerEvidence, answered, answerOf, hasCode, runtimeCode } from './answer.ts';
import { isProcessAutomation, operationOf } from './call.ts';
import { definitionIdOf, deployedDefinitions, resembling } from './deployed-definitions.ts';

/** Why the service answers 404. */
export const resourceRules: readonly Rule[] = [definitionNotFound, instanceNotFound, taskNotFound];

/** What an operation is about, and what the service calls its absence. */
type Thing = { codes: readonly string[]; isAbout(operationId: string, path: string): boolean };

const definition: Thing = {
  codes: ['definition.not.found'],
  isAbout: (id, path) => id === 'start-instance' || path.includes('{definitionId}'),
};
const instance: Thing = {
  codes: ['instance.not.found'],
  isAbout: (_id, path) => path.includes('{workflowInstanceId}'),
};
const task: Thing = {
  codes: ['task.not.found', 'task.instance.not.found'],
  isAbout: (_id, path) => path.includes('{taskInstanceId}'),
};

/** The service's code says it for sure, the operation makes it likely; a web page, or a strange address, only possible. */
function missing(input: ExplainInput, thing: Thing): Confidence | null {
  const answer = answerOf(input);
  if (answer === null || answer.status < 400 || answer.status > 499) return null;
  if (hasCode(answer, ...thing.codes)) return 'certain';
  const operation = operationOf(input);
  if (answer.status !== 404 || answer.isUnrouted || operation === null || runtimeCode(answer) !== null) return null;
  if (!thing.isAbout(operation.id, operation.path)) return null;
  const isStrange = addressFaults(input).some(({ source }) => source === 'request');
  const isDoubtful = isStrange || (answer.isPage && !isBaseKnown(input));
  return isDoubtful ? 'possible' : 'likely';
}

function definitionNotFound(input: ExplainInput): Judgement | null {
  const believed = missing(input, definition);
  if (believed === null) return null;
  const answer = answerOf(input);
  const id = definitionIdOf(input);
  const deployed = id === null ? null : deployedDefinitions(input);
  const isDeployed = deployed?.entries.some((entry) => entry.id === id) === true;
  const isAbsent = deployed?.isComplete === true && !isDeployed && operationOf(input) !== null;
  const isProven = believed === 'certain' || (isAbsent && believed === 'likely' && answer?.isPage === false);
  return found(input, 'definition-not-found', isProven ? 'certain' : isDeployed ? 'possible' : believed, {
    sentence: 'No workflow definition of this id is deployed here',
    evidence: isAbsent ? [{ text: 'the id is not among the deployed ones', source: deployed.where }] : [],
    mends: [
      ...(deployed === null || isDeployed ? [] : resembling(input, deployed.entries)),
      advice('List the definitions and compare the id, letter by letter. It is not the name.'),
      ...(isProcessAutomation(input)
        ? [advice('Release and deploy the project: its id has region, tenant, project and process.')]
        : []),
    ],
    probes: ['list-definitions'],
  });
}

function instanceNotFound(input: ExplainInput): Judgement | null {
  return found(input, 'instance-not-found', missing(input, instance), {
    sentence: 'No workflow instance of this id exists here',
    mends: [advice('List the instances. Without a filter the list holds running and erroneous ones only.')],
    probes: ['list-definitions'],
  });
}

function taskNotFound(input: ExplainInput): Judgement | null {
  return found(input, 'task-not-found', missing(input, task), {
    sentence: 'No task of this id exists here',
    mends: [advice('List the tasks and compare the id. It is neither that of the instance nor that of the activity.')],
    probes: ['list-definitions'],
  });
}

type Words = { sentence: string; mends: Mend[]; evidence?: Evidence[]; probes: readonly ['list-definitions'] };

function found(input: ExplainInput, cause: CauseId, confidence: Confidence | null, words: Words): Judgement | null {
  const answer = answerOf(input);
  if (confidence === null || answer === null) return null;
  return judgement('resource', {
    cause,
    confidence,
    reason: answered(answer),
    ...words,
    evidence: [...answerEvidence(answer), ...(words.evidence ?? [])],
  });
}
