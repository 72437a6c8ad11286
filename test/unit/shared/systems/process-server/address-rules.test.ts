import { describe, expect, it } from 'vitest';
import { taskEnvelope } from '#shared/systems/process-server/envelopes.ts';
import { correctedAddress } from '#shared/systems/process-server/service-address.ts';
import {
  basicConnection,
  causesOf,
  envelopeOf,
  faultOf,
  listOf,
  plainList,
  reportOn,
  serviceUrl,
  type TaskCall,
  taskShown,
} from './task-calls.ts';

const html = { type: 'text/html;charset=utf-8' };
const first = (spec: TaskCall) => causesOf(reportOn(spec))[0];
const actions = (spec: TaskCall) => reportOn(spec).findings[0]?.mends.map(({ action }) => action);
const at = (path: string) => `http://host:8080${path}`;
const soap12 = 'http://www.w3.org/2003/05/soap-envelope';
const claim = taskEnvelope('claim', 'urn:b4p:2');
const oasis = 'http://docs.oasis-open.org/ns/bpel4people/ws-humantask/api/200803';
const own = 'http://www.example.org/WS-HT/api/xsd';
const inNamespace = (namespace: string, envelope = claim) => envelope.replace(own, namespace);
const wsdl =
  '<?xml version="1.0"?>\n<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" name="taskOperations"/>';
const axisPage =
  '<h1>AeB4PTaskClient-taskOperations</h1>\n<p>Hi there, this is an AXIS service!</p>\n<i>Perhaps there will be a form for invoking the service here...</i>';

describe('endpoint-wrong', () => {
  it.each<[string, TaskCall, string]>([
    [
      'Tomcat finds nothing',
      {
        status: 404,
        ...html,
        url: at('/active-bpel/service/AeB4PTaskClient-taskOperations'),
        body: '<!doctype html><html lang="de"><head><title>HTTP Status 404 – nicht gefunden</title></head></html>',
      },
      'likely',
    ],
    [
      'WebSphere finds nothing (SRVE0190E)',
      { status: 404, ...html, body: 'Error 404: SRVE0190E: File not found: /services' },
      'likely',
    ],
    [
      'the method is not allowed',
      { status: 405, ...html, method: 'PUT', body: '<html>HTTP Status 405</html>' },
      'likely',
    ],
    ['Axis shows its page for a GET', { method: 'GET', sent: null, ...html, body: axisPage }, 'likely'],
    [
      'Axis has no such service',
      {
        status: 500,
        url: at('/active-bpel/services/AeB4PTaskClient'),
        body: faultOf(
          '',
          'The AXIS engine could not find a target service to invoke!  targetService is AeB4PTaskClient',
          'ns1:Server.NoService',
        ),
      },
      'certain',
    ],
    [
      'Axis2 has no such operation',
      {
        status: 500,
        url: at('/axis2/services/AeB4PTaskClient'),
        body: faultOf(
          '',
          'The endpoint reference (EPR) for the Operation not found is http://host:8080/axis2/services/AeB4PTaskClient and the WSA Action = null.',
        ),
      },
      'likely',
    ],
    [
      'Axis wants a SOAPAction',
      { status: 500, body: faultOf('', 'no SOAPAction header!', 'ns1:Client.NoSOAPAction') },
      'likely',
    ],
    ['the WSDL comes back', { url: `${serviceUrl}?wsdl`, body: wsdl }, 'certain'],
    [
      'an operation of the other service (facts 3.3)',
      { status: 500, sent: taskEnvelope('getInstance', 'urn:b4p:2'), body: faultOf('', 'No such operation') },
      'likely',
    ],
    [
      'a portal’s page',
      { ...html, url: at('/activevos-central/'), body: '<!DOCTYPE html><html><title>Process Central</title></html>' },
      'likely',
    ],
    [
      'a portal’s login',
      { ...html, url: at('/activevos-central/'), body: '<html><form action="j_security_check"></form></html>' },
      'likely',
    ],
    ['a redirect elsewhere', { status: 302, answerHeaders: { Location: '/portal/' }, body: '' }, 'likely'],
    [
      'a content type it does not read',
      { status: 415, headers: { 'content-type': 'application/xml' }, ...html, body: '<html/>' },
      'likely',
    ],
  ])('%s', (_words, spec, confidence) => {
    expect(first(spec)).toBe(`endpoint-wrong ${confidence}`);
  });

  it.each<[string, TaskCall, unknown]>([
    [
      'the path',
      { status: 404, url: at('/active-bpel/service/AeB4PTaskClient-taskoperations?x=1') },
      { kind: 'correct-url', url: serviceUrl },
    ],
    ['a query', { url: `${serviceUrl}?wsdl`, body: wsdl }, { kind: 'correct-url', url: serviceUrl }],
    [
      'the service',
      { status: 500, sent: taskEnvelope('authorize', ''), body: faultOf('', 'Unknown') },
      { kind: 'correct-url', url: serviceUrl.replace('-task', '-aeTask') },
    ],
    [
      'the binding',
      { status: 415, headers: { 'Content-Type': 'application/json' }, sent: '{"getMyTasks":{}}' },
      { kind: 'correct-url', url: at('/active-bpel/services/JSON/AeB4PTaskClient-taskOperations') },
    ],
    [
      'the content type',
      { status: 415, headers: { 'content-type': 'application/xml' } },
      { kind: 'set-header', name: 'Content-Type', value: 'text/xml; charset=utf-8' },
    ],
    [
      'the SOAPAction',
      { status: 500, body: faultOf('', 'no SOAPAction header!') },
      { kind: 'set-header', name: 'SOAPAction', value: '""' },
    ],
  ])('mends %s', (_words, spec, action) => {
    expect(actions(spec)?.[0]).toEqual(action);
  });

  it('mends the connection’s variable where the wrong part stands there', () => {
    const spec: TaskCall = { status: 404, url: 'http://host:8080/services/AeB4PTaskClient-taskOperations' };
    const mend = reportOn(spec, [], { connection: basicConnection('http://host:8080') }).findings[0]?.mends[0]?.action;
    expect(mend).toEqual({ kind: 'set-variable', name: 'process_server_url', value: 'http://host:8080/active-bpel' });
  });

  it.each<[string, TaskCall]>([
    ['the WSDL that was asked for', { method: 'GET', sent: null, url: `${serviceUrl}?wsdl`, body: wsdl }],
    ['an answer', { sent: plainList, body: listOf(taskShown('urn:b4p:1')) }],
    ['a fault of the task API with status 404', { status: 404, body: faultOf('<illegalArgument/>') }],
    [
      'a login page of the right address',
      { user: null, ...html, body: '<html><form action="j_security_check"></form></html>' },
    ],
  ])('is not said of %s', (_words, spec) => {
    expect(causesOf(reportOn(spec)).join()).not.toContain('endpoint-wrong');
  });

  it.each([
    ['https://u:p@host/ACTIVE-BPEL/x?secret=1', 'https://host/active-bpel/services/AeB4PTaskClient-taskOperations'],
    ['http://host/gw/active-bpel/', 'http://host/gw/active-bpel/services/AeB4PTaskClient-taskOperations'],
    ['http://host/services/a', 'http://host/active-bpel/services/AeB4PTaskClient-taskOperations'],
    [serviceUrl, null],
    ['no address', null],
    ['ftp://host/active-bpel', null],
  ])('corrects %s to %s', (url, corrected) => {
    expect(correctedAddress(url)).toBe(corrected);
  });
});

describe('namespace-wrong', () => {
  const refusal = faultOf('', `Unexpected element {${oasis}}claim found.`);

  it.each<[string, TaskCall, string]>([
    [
      'OASIS 200803, and a fault about it (facts 3.2)',
      { status: 500, sent: inNamespace(oasis), body: refusal },
      'certain',
    ],
    [
      'OASIS 200803, and Axis knows no such operation',
      {
        status: 500,
        sent: inNamespace(oasis),
        body: faultOf('', `Could not find an appropriate XML operation for QName {${oasis}}claim`),
      },
      'certain',
    ],
    [
      'no namespace',
      {
        status: 500,
        sent: claim.replaceAll('htdt:', '').replace('xmlns:htdt', 'xmlns:unused'),
        body: faultOf('', 'Message part claim was not recognized.  (Does it exist in service WSDL?)'),
      },
      'certain',
    ],
    [
      'a prefix nobody declared',
      {
        status: 500,
        sent: claim.replace(` xmlns:htdt="${own}"`, ''),
        body: faultOf('', 'The prefix "htdt" for element "htdt:claim" is not bound.'),
      },
      'certain',
    ],
    [
      'OASIS 200803, and another fault',
      { status: 500, sent: inNamespace(oasis), body: faultOf('', 'It failed') },
      'likely',
    ],
    [
      'OASIS 200803, and a gateway’s page',
      { status: 500, sent: inNamespace(oasis), ...html, body: '<html><body>Fehler</body></html>' },
      'likely',
    ],
    [
      'the namespace of the data, and an empty list',
      { sent: inNamespace('http://www.example.org/WS-HT/api', plainList), body: listOf() },
      'likely',
    ],
    [
      'parameters without a namespace',
      { sent: plainList.replaceAll('htdt:taskType', 'taskType'), body: listOf() },
      'likely',
    ],
    [
      'SOAP 1.2 to SOAP 1.1 (4.4.1 VersionMismatch)',
      {
        status: 500,
        sent: claim.replace('http://schemas.xmlsoap.org/soap/envelope/', soap12),
        body: faultOf('', 'Version Mismatch', 'soapenv:VersionMismatch'),
      },
      'certain',
    ],
    [
      'SOAP 1.2, refused by its type',
      {
        status: 415,
        headers: { 'Content-Type': 'application/soap+xml' },
        sent: claim.replace('http://schemas.xmlsoap.org/soap/envelope/', soap12),
        ...html,
        body: '<html/>',
      },
      'likely',
    ],
  ])('%s', (_words, spec, confidence) => {
    expect(first(spec)).toBe(`namespace-wrong ${confidence}`);
    expect(reportOn(spec).stoppedAt).toBe('engine');
  });

  it.each<[string, string, { from: string; to: string }]>([
    ['the declaration', inNamespace(oasis), { from: `xmlns:htdt="${oasis}"`, to: `xmlns:htdt="${own}"` }],
    [
      'an element without one',
      claim.replaceAll('htdt:', '').replace('xmlns:htdt', 'xmlns:unused'),
      { from: '<claim', to: `<claim xmlns="${own}"` },
    ],
  ])('mends %s', (_words, sent, mend) => {
    expect(actions({ status: 500, sent, body: faultOf('', 'unknown namespace') })?.[0]).toEqual({
      kind: 'correct-body',
      ...mend,
    });
  });

  it('offers the address for the other version of SOAP', () => {
    const sent = claim.replace('http://schemas.xmlsoap.org/soap/envelope/', soap12);
    expect(actions({ status: 500, sent, body: faultOf('', '', 'VersionMismatch') })).toContainEqual({
      kind: 'correct-url',
      url: at('/active-bpel/services/soap12/AeB4PTaskClient-taskOperations'),
    });
  });

  it.each<[string, TaskCall]>([
    [
      'data of its own namespace',
      {
        status: 500,
        sent: claim.replace(
          '</htdt:claim>',
          '<d:status xmlns:d="urn:acme"/></htdt:claim>'.replace('d:status', 'd:order').replace('d:status', 'd:order'),
        ),
        body: faultOf('', 'unknown namespace'),
      },
    ],
    [
      'the right one under another prefix',
      { status: 500, sent: claim.replaceAll('htdt', 'x'), body: faultOf('', 'unknown namespace') },
    ],
    ['a wrong one that was answered well', { sent: inNamespace(oasis), body: envelopeOf('<claimResponse/>') }],
    [
      'a wrong one refused for the task’s state',
      { status: 500, sent: inNamespace(oasis), body: faultOf('<illegalState/>') },
    ],
  ])('is not said of %s', (_words, spec) => {
    expect(causesOf(reportOn(spec)).join()).not.toContain('namespace-wrong');
  });
});
