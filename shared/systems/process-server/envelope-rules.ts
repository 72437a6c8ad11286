import type { Confidence, Evidence, Mend } from '../../model/gate-report.ts';
import { findHeader } from '../../text/headers.ts';
import { advice, type Judgement, judgement } from '../generic-http/rule.ts';
import type { Knowing } from './container-rules.ts';
import { namespaces } from './envelopes.ts';
import { misplacedElement, wantedNamespace } from './expected-namespaces.ts';
import { namespaceWords, unknownOperation } from './fault-words.ts';
import type { Seen } from './seen.ts';
import { correctedAddress } from './service-address.ts';
import type { XmlElement } from './xml-element.ts';

/** Envelopes whose elements are not in the namespaces this endpoint knows. */
export const envelopeRules: readonly Knowing[] = [soapVersionWrong, operationNamespaceWrong];

const soap12 = 'http://www.w3.org/2003/05/soap-envelope';
/** The envelope is of the other SOAP version than the address. */
function soapVersionWrong(seen: Seen): Judgement | null {
  const { sent, address, answer, status } = seen;
  if (sent.envelope === null || (address.binding !== 'soap11' && address.binding !== 'soap12')) return null;
  const wanted = address.binding === 'soap11' ? namespaces.soapenv : soap12;
  if (sent.envelope.namespace === wanted || answer.fault?.name) return null;
  const isMismatch = answer.fault !== null && /VersionMismatch$/i.test(answer.fault.code);
  const isRefused = status === 400 || status === 415 || status === 500;
  if (!isMismatch && !isRefused) return null;
  const isKnown = sent.envelope.namespace === soap12 || sent.envelope.namespace === namespaces.soapenv;
  const version = address.binding === 'soap11' ? '1.1' : '1.2';
  return wrongNamespace(isMismatch ? 'certain' : 'likely', {
    sentence: `The envelope is not one of SOAP ${version}, which is what this address takes`,
    reason: isMismatch
      ? 'the service answered with `VersionMismatch`, which SOAP keeps for an envelope of a namespace it does not know.'
      : `its namespace is another, and it was answered ${status}.`,
    evidence: [
      { text: sent.envelope.namespace ?? 'a prefix that is not declared', source: 'Envelope of the request' },
      ...(isMismatch ? [{ text: 'VersionMismatch', source: 'fault of the response' }] : []),
      ...contentType(seen),
    ],
    mends: [...renamed(seen, sent.envelope, wanted), ...(isKnown ? otherBinding(seen) : [])],
  });
}

/** The address of the other SOAP version takes the envelope as it is. */
function otherBinding({ address, exchange }: Seen): Mend[] {
  if (!address.isTaskService) return [];
  const other = address.binding === 'soap11' ? 'soap12' : 'soap11';
  const url = correctedAddress(exchange.request.url, address.service, other);
  const version = other === 'soap12' ? '1.2' : '1.1';
  return url === null
    ? []
    : [{ text: `Or send it to the address for SOAP ${version}.`, action: { kind: 'correct-url', url } }];
}

/** The operation, or something in it, is not in the namespace of the task API. */
function operationNamespaceWrong(seen: Seen): Judgement | null {
  const { sent, answer, status, isEmptyList } = seen;
  if (sent.operation === null || !/^[a-z]\w{2,60}$/i.test(sent.name)) return null;
  const wrong = misplacedElement(sent);
  if (wrong === null) return null;
  // A process has namespaces of its own at its own address.
  const isHidden = status === 500 && answer.fault === null && answer.kind !== 'response' && seen.address.isTaskService;
  const isFault = answer.fault !== null && (answer.fault.name === '' || answer.fault.name === 'illegalArgument');
  if (!isEmptyList && !isHidden && !isFault) return null;
  const wanted = wantedNamespace(wrong);
  const said = answer.fault?.text ?? '';
  const isNamed = namespaceWords.test(said) || unknownOperation.test(said) || quotes(said, wrong.namespace);
  const isProven =
    isFault && answer.fault?.name === '' && isNamed && wrong === sent.operation && seen.address.isTaskService;
  return wrongNamespace(isProven ? 'certain' : 'likely', {
    sentence: sentenceOf(wrong),
    reason: reasonOf(seen, isNamed),
    evidence: [
      { text: wrong.namespace || 'no namespace', source: `element ${wrong.name} of the request` },
      ...(answer.fault === null ? [] : [{ text: answer.fault.message, source: 'fault of the response' }]),
      ...(isEmptyList ? [{ text: 'no task in the answer', source: 'response body' }] : []),
    ],
    mends: renamed(seen, wrong, wanted),
  });
}

function sentenceOf(wrong: XmlElement): string {
  const element = `The element \`${wrong.name.slice(0, 60)}\``;
  if (wrong.namespace === null) return `${element} has a prefix that no namespace is declared for`;
  if (wrong.namespace === '') return `${element} is in no namespace, and this service knows it in its own only`;
  const isOasis = wrong.namespace.includes('docs.oasis-open.org');
  return `${element} is in a namespace this service does not know${isOasis ? ': the one of WS-HumanTask 1.1' : ''}`;
}

function reasonOf({ isEmptyList, answer }: Seen, isNamed: boolean): string {
  if (isEmptyList) return 'what is not in its namespace matches no task, and the answer holds none.';
  if (answer.fault === null) return 'the server failed, and what it said does not reach us.';
  return isNamed
    ? 'the fault is about an element or an operation it does not know.'
    : 'the request is in another namespace than the documented one, and was answered with a fault.';
}

/** Declares the right namespace where the wrong one is declared, or on the element when none is. */
function renamed({ sent }: Seen, { name, prefix, namespace, declaration, end }: XmlElement, wanted: string): Mend[] {
  const text = `Use the namespace \`${wanted}\`.`;
  if (end === 0) return [advice(text)];
  const tag = `<${prefix === '' ? '' : `${prefix}:`}${name}`;
  if (declaration === null) {
    const declared = `${tag} xmlns${prefix === '' ? '' : `:${prefix}`}="${wanted}"`;
    return [{ text, action: { kind: 'correct-body', from: tag, to: declared } }];
  }
  const attribute = declaration.slice(0, declaration.search(/["']/));
  const isThere = sent.text.includes(declaration) && namespace !== null;
  return isThere
    ? [{ text, action: { kind: 'correct-body', from: declaration, to: `${attribute}"${wanted}"` } }]
    : [advice(text)];
}

function quotes(text: string, namespace: string | null): boolean {
  return namespace !== null && namespace !== '' && text.includes(namespace);
}

function contentType({ exchange }: Seen): Evidence[] {
  const type = findHeader(exchange.request.headers, 'content-type');
  return type === null ? [] : [{ text: `Content-Type: ${type.slice(0, 80)}`, source: 'request header' }];
}

type Words = { sentence: string; reason: string; evidence: Evidence[]; mends: Mend[] };

function wrongNamespace(confidence: Confidence, words: Words): Judgement {
  return judgement('engine', { cause: 'namespace-wrong', confidence, ...words, probes: ['every-human-role'] });
}
