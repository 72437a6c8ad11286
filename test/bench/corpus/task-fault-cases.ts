import { caseList } from './case.ts';
import { fault, onTask, plainFault, soapCall, taskId } from './soap.ts';

// The task service's own faults (facts 3.3 and 3.4).

const list = caseList({ system: 'process-server' });

const { add } = list;

const noRole = (name: string) => fault(name, 'The user is not in a human role that may do this.');

add('illegal-access', 'certain', 'claim', (w) => [soapCall(w, onTask('claim'), noRole('illegalAccessFault'))]);

add('illegal-access', 'certain', 'the element of WS-HumanTask', (w) => [
  soapCall(w, onTask('complete', '<htdt:taskData><approved>true</approved></htdt:taskData>'), noRole('illegalAccess')),
]);

add('illegal-access', 'certain', 'in the fault code', (w) => [
  soapCall(w, onTask('remove'), plainFault('Access denied', 'htdt:illegalAccessFault', '<htdt:illegalAccess/>')),
]);

const wrongState = (status: string, words: string) =>
  fault('illegalStateFault', words, `<htdt:status>${status}</htdt:status><htdt:message>${words}</htdt:message>`);

add('illegal-state', 'certain', 'complete before start', (w) => [
  soapCall(w, onTask('complete'), wrongState('READY', 'Task must be in the IN_PROGRESS state to be completed.')),
]);

add('illegal-state', 'certain', 'start a completed one', (w) => [
  soapCall(w, onTask('start'), wrongState('COMPLETED', 'Task must be in the READY or RESERVED state to be started.')),
]);

add('illegal-state', 'certain', 'resume', (w) => [
  soapCall(w, onTask('resume'), wrongState('IN_PROGRESS', 'Task must be in the SUSPENDED state to be resumed.')),
]);

add('illegal-argument', 'certain', 'no such task', (w) => [
  soapCall(
    w,
    onTask('getTaskInfo').replace(taskId, 'urn:b4p:99999'),
    fault('illegalArgumentFault', 'Task urn:b4p:99999 does not exist.'),
  ),
]);

add('illegal-argument', 'certain', 'not an id', (w) => [
  soapCall(
    w,
    onTask('claim').replace(taskId, '20717'),
    fault('illegalArgumentFault', 'Invalid task identifier: 20717'),
  ),
]);

add('illegal-argument', 'certain', 'a part', (w) => [
  soapCall(w, onTask('getInput', '<htdt:part>foo</htdt:part>'), fault('illegalArgument', 'Part foo is not defined.')),
]);

add('illegal-operation', 'certain', 'skip', (w) => [
  soapCall(w, onTask('skip'), fault('illegalOperationFault', 'The task is not skipable.')),
]);

add('illegal-operation', 'certain', 'fail', (w) => [
  soapCall(
    w,
    onTask('fail', '<htdt:faultName>rejected</htdt:faultName>'),
    fault('illegalOperationFault', 'The task does not declare faults.'),
  ),
]);

add('illegal-operation', 'certain', 'getFault', (w) => [
  soapCall(w, onTask('getFault'), fault('illegalOperation', 'Operation is not allowed for notifications.')),
]);

add('recipient-not-allowed', 'certain', 'delegate', (w) => [
  soapCall(
    w,
    onTask(
      'delegate',
      '<htdt:organizationalEntity><htd:users xmlns:htd="http://www.example.org/WS-HT"><htd:user>peter</htd:user></htd:users></htdt:organizationalEntity>',
    ),
    fault('recipientNotAllowedFault', 'peter may not receive this task.'),
  ),
]);

add(
  'soap-fault',
  'likely',
  'another',
  (w) => [soapCall(w, onTask('claim'), plainFault('java.lang.NullPointerException'))],
  { accept: ['service-error'] },
);

export const taskFaultCases = list.cases;
