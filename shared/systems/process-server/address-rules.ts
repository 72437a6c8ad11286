import type { Mend } from '../../model/gate-report.ts';
import { findHeader } from '../../text/headers.ts';
import { advice, type Judgement } from '../generic-http/rule.ts';
import { correct, pathOf, serviceOf, wrongAddress } from './address-mends.ts';
import { type Knowing, leadsToLogin } from './container-rules.ts';
import type { Seen } from './seen.ts';

/** An address that is not the task service's, as the container's answer shows it. */
export const addressRules: readonly Knowing[] = [
  nothingThere,
  methodNotAllowed,
  contentTypeRefused,
  pageInstead,
  ledElsewhere,
];

function nothingThere(seen: Seen): Judgement | null {
  const { status, address } = seen;
  if ((status !== 404 && status !== 410) || seen.answer.fault?.name) return null;
  return wrongAddress('container', {
    confidence: 'likely',
    sentence: address.isTaskService
      ? 'Nothing answers at this address, though it ends as the task service’s does'
      : 'Nothing answers at this address: it is not the task service’s',
    reason: `it was answered ${status}${address.isTaskService ? '; the web application may not run, or stand on another host or port.' : '.'}`,
    evidence: [
      { text: `status ${status}`, source: 'response' },
      { text: pathOf(seen), source: 'request URL' },
    ],
    mends: correct(seen),
  });
}

function methodNotAllowed(seen: Seen): Judgement | null {
  const { status, exchange } = seen;
  if (status !== 405 && status !== 501) return null;
  const { method } = exchange.request;
  return wrongAddress('container', {
    confidence: 'likely',
    sentence:
      method.toUpperCase() === 'POST'
        ? 'What stands at this address takes no POST, so it is not the task service'
        : `The task service takes its operations by POST, and this was a ${method.slice(0, 12)}`,
    reason: `it was answered ${status}.`,
    evidence: [
      { text: `status ${status}`, source: 'response' },
      { text: method.slice(0, 12), source: 'request' },
    ],
    mends: correct(seen),
  });
}

/** A content type that is not the address's own. An envelope of the other SOAP version is another cause. */
function contentTypeRefused(seen: Seen): Judgement | null {
  const { status, address, exchange, sent } = seen;
  if (status !== 415) return null;
  const type = (findHeader(exchange.request.headers, 'content-type') ?? '').slice(0, 80);
  const wanted = {
    soap11: 'text/xml',
    soap12: 'application/soap+xml',
    REST: 'application/xml',
    XML: 'application/xml',
    JSON: 'application/json',
  };
  const isJson = /json/i.test(type) || /^\s*\{/.test(sent.text);
  const toJson = isJson && address.binding !== 'JSON' ? correct(seen, serviceOf(seen), 'JSON') : [];
  const set: Mend = {
    text: `Send it as \`${wanted[address.binding]}\`.`,
    action: { kind: 'set-header', name: 'Content-Type', value: `${wanted[address.binding]}; charset=utf-8` },
  };
  return wrongAddress('container', {
    confidence: 'likely',
    sentence: `The address does not read the content type the call was sent with${type === '' ? '' : `, \`${type}\``}`,
    reason: `it answered 415, and ${isJson ? 'JSON' : 'each way of sending'} has an address of its own.`,
    evidence: [
      { text: 'status 415', source: 'response' },
      { text: `Content-Type: ${type}`, source: 'request header' },
    ],
    mends: toJson.length > 0 ? toJson : [set],
  });
}

/** A web page where the answer of a service should stand. */
function pageInstead(seen: Seen): Judgement | null {
  const { status, answer, address, login } = seen;
  if (status === null || status >= 300 || answer.kind !== 'page') return null;
  if (answer.isLoginPage && address.isTaskService) return null;
  const isService = answer.isServicePage;
  return wrongAddress(isService ? 'engine' : 'container', {
    confidence: answer.isLoginPage && login.kind !== 'password' ? 'possible' : 'likely',
    sentence: isService
      ? 'The SOAP engine answered with a page about the service, because no operation reached it'
      : 'A web page answered instead of the task service',
    reason: `it answered ${status} with a page${address.isTaskService ? '.' : ', and the address is not the task service’s.'}`,
    evidence: [
      { text: 'a web page', source: 'response body' },
      { text: `${seen.exchange.request.method.slice(0, 12)} ${pathOf(seen)}`, source: 'request' },
    ],
    mends: [
      ...correct(seen),
      ...(seen.exchange.request.method.toUpperCase() === 'GET'
        ? [advice('Send the operation’s envelope by POST.')]
        : []),
    ],
  });
}

function ledElsewhere(seen: Seen): Judgement | null {
  const { status, exchange } = seen;
  if (status === null || status < 300 || status >= 400 || status === 304 || leadsToLogin(seen)) return null;
  return wrongAddress('container', {
    confidence: 'likely',
    sentence: 'The address leads elsewhere instead of answering',
    reason: `it was answered ${status}, a redirect.`,
    evidence: [
      { text: `status ${status}`, source: 'response' },
      ...(findHeader(exchange.response?.headers ?? [], 'location') === null
        ? []
        : [{ text: 'Location', source: 'response header' }]),
    ],
    mends: correct(seen),
  });
}
