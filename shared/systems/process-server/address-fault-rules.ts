import type { Evidence } from '../../model/gate-report.ts';
import { findHeader } from '../../text/headers.ts';
import type { Judgement } from '../generic-http/rule.ts';
import { correct, wrongAddress } from './address-mends.ts';
import type { Knowing } from './container-rules.ts';
import { extensionOperations, misplacedElement } from './expected-namespaces.ts';
import { unknownOperation, unknownService } from './fault-words.ts';
import type { Seen } from './seen.ts';
import { extensionService, taskService } from './service-address.ts';

/** An address that is not the task service's, as the SOAP engine's own words show it. */
export const addressFaultRules: readonly Knowing[] = [
  noSuchService,
  otherService,
  operationNotThere,
  wsdlInstead,
  actionMissing,
];

const sharedOperations = ['getMyTasks', 'getMyTaskAbstracts', 'query'];

/** The engine itself says that it has no service of this name. */
function noSuchService(seen: Seen): Judgement | null {
  const said = seen.answer.fault ?? null;
  if (said === null || said.name !== '') return null;
  if (!unknownService.test(said.text) && !/NoService$/.test(said.code)) return null;
  return wrongAddress('engine', {
    confidence: seen.address.isTaskService ? 'likely' : 'certain',
    sentence: 'The engine has no service of the name at the end of the address',
    reason: `the fault says so${seen.address.isTaskService ? ', though it is the documented one.' : ', and it is not the task service’s name.'}`,
    evidence: [
      { text: said.message, source: 'fault of the response' },
      { text: seen.address.service, source: 'request URL' },
    ],
    mends: correct(seen),
  });
}

/** An operation of WS-HumanTask sent to ActiveVOS's own service, or the other way about. */
function otherService(seen: Seen): Judgement | null {
  const { address, sent, answer, status } = seen;
  const isOwn = extensionOperations.includes(sent.name);
  const isShared = sent.name === '' || sharedOperations.includes(sent.name);
  if (!address.isTaskService || (address.isExtension ? isOwn || isShared : !isOwn)) return null;
  const isFault = answer.fault !== null && answer.fault.name === '';
  if (!isFault && !(status === 500 && answer.kind !== 'response' && answer.fault === null)) return null;
  const service = address.isExtension ? taskService : extensionService;
  return wrongAddress('engine', {
    confidence: 'likely',
    sentence: `The operation \`${sent.name}\` belongs to the other service, \`${service}\``,
    reason: 'the operations of WS-HumanTask and those that ActiveVOS adds stand at two addresses.',
    evidence: [
      { text: sent.name, source: 'request body' },
      { text: address.service, source: 'request URL' },
      ...(answer.fault === null ? [] : [{ text: answer.fault.message, source: 'fault of the response' }]),
    ],
    mends: correct(seen, service, address.binding),
  });
}

/** The address leads to something that speaks SOAP and does not have the operation. */
function operationNotThere(seen: Seen): Judgement | null {
  const { fault } = seen.answer;
  if (fault === null || fault.name !== '' || !unknownOperation.test(fault.text)) return null;
  if (misplacedElement(seen.sent) !== null) return null;
  return wrongAddress('engine', {
    confidence: seen.address.isTaskService ? 'possible' : 'likely',
    sentence: 'What answers at this address does not know the operation',
    reason: `the fault says so${seen.address.isTaskService ? '; the name of the operation may be misspelt.' : ', and the address is not the task service’s.'}`,
    evidence: [
      { text: fault.message, source: 'fault of the response' },
      { text: seen.address.service, source: 'request URL' },
    ],
    mends: correct(seen),
  });
}

function wsdlInstead(seen: Seen): Judgement | null {
  if (seen.answer.kind !== 'wsdl' || seen.sent.operation === null) return null;
  return wrongAddress('engine', {
    confidence: 'certain',
    sentence: 'The service answered with its WSDL, and carried nothing out',
    reason: 'an operation was sent, and a WSDL came back: the address asks for it.',
    evidence: [{ text: 'a WSDL', source: 'response body' }, ...query(seen)],
    mends: correct(seen),
  });
}

function actionMissing(seen: Seen): Judgement | null {
  const { fault } = seen.answer;
  if (
    fault === null ||
    !/no soapaction header|soapaction http header missing|NoSOAPAction|NoHTTPSOAPAction/i.test(fault.text)
  )
    return null;
  const isSent = findHeader(seen.exchange.request.headers, 'soapaction') !== null;
  return wrongAddress('engine', {
    confidence: 'likely',
    sentence: 'The endpoint of SOAP 1.1 wants a header `SOAPAction`, and may have got none',
    reason: `the fault says so${isSent ? ', though one was sent: something on the way may take it out.' : ', and none was sent.'}`,
    evidence: [{ text: fault.message, source: 'fault of the response' }],
    mends: [
      { text: 'Send an empty one.', action: { kind: 'set-header', name: 'SOAPAction', value: '""' } },
      ...correct(seen),
    ],
  });
}

function query({ exchange }: Seen): Evidence[] {
  return /\?wsdl\b/i.test(exchange.request.url) ? [{ text: '?wsdl', source: 'request URL' }] : [];
}
