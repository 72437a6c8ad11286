import { caseList } from './case.ts';
import { envelope, htdt, myTasks, onTask, plainFault, soapCall } from './soap.ts';

// Namespaces of the task service (facts 3.2), and faults about them as Axis words them.

const list = caseList({ system: 'process-server' });

const { add } = list;

const oasis = 'http://docs.oasis-open.org/ns/bpel4people/ws-humantask/api/200803';

const wrongNamespace = (body: string, namespace = oasis) => body.replaceAll(htdt, namespace);

add(
  'namespace-wrong',
  'certain',
  'that of OASIS',
  (w) => [
    soapCall(
      w,
      wrongNamespace(myTasks()),
      plainFault(
        'No operation found for document/literal message with element {http://docs.oasis-open.org/ns/bpel4people/ws-humantask/api/200803}getMyTasks',
      ),
    ),
  ],
  { on: ['sent'], accept: ['soap-fault'] },
);

add(
  'namespace-wrong',
  'certain',
  'a digit',
  (w) => [
    soapCall(
      w,
      wrongNamespace(onTask('claim'), 'http://www.example.org/WS-HT/api/xsd/'),
      plainFault('Unable to dispatch the message to an operation.', 'soapenv:Client'),
    ),
  ],
  { on: ['sent'], accept: ['soap-fault'] },
);

add(
  'namespace-wrong',
  'certain',
  'none',
  (w) => [
    soapCall(
      w,
      envelope('<getMyTasks><taskType>TASKS</taskType></getMyTasks>'),
      plainFault('No such operation: getMyTasks', 'soapenv:Client'),
    ),
  ],
  { on: ['sent'], accept: ['soap-fault'] },
);

export const taskNamespaceCases = list.cases;
