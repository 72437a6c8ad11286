import { describe, expect, it } from 'vitest';
import { taskEnvelope, taskListEnvelope } from '#shared/systems/process-server/envelopes.ts';
import { readSoapFault } from '#shared/systems/process-server/soap-fault.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { call, inputOf, responseOf } from '../exchange-builder.ts';

const { explain } = systemOf('process-server');
const url = 'http://host:8080/active-bpel/services/AeB4PTaskClient-taskOperations';
const xml = [{ name: 'Content-Type', value: 'text/xml' }];
const basic = [{ name: 'Authorization', value: 'Basic ‹password 9c2e›' }];

function answered(status: number, bodyText: string | null, headers = basic, body = taskEnvelope('claim', 'urn:b4p:2')) {
  const request = { method: 'POST', url, headers, body, bodyBytes: body.length };
  const response = responseOf(status, { 'WWW-Authenticate': 'Basic realm="Process Server"' });
  return explain(inputOf(call({ request, token: null, response }), { bodyText }));
}

const fault = (detail: string) =>
  `<s:Envelope><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>It failed</faultstring><detail>${detail}</detail></s:Fault></s:Body></s:Envelope>`;

describe('an answer of the Process Server', () => {
  it.each([
    [401, xml, 'credentials-not-sent', 'certain', 'credentials'],
    [401, basic, 'credentials-rejected', 'certain', 'container'],
    [403, basic, 'container-role-missing', 'likely', 'container'],
  ] as const)('%i with %j is explained', (status, headers, cause, confidence, gate) => {
    expect(answered(status, '<html>', [...headers])).toMatchObject({
      stoppedAt: gate,
      findings: [{ cause, confidence }],
    });
  });

  it.each([
    ['illegalArgument', 'illegal-argument', 'engine'],
    ['illegalAccess', 'illegal-access', 'identity'],
    ['illegalState', 'illegal-state', 'task-state'],
    ['illegalOperation', 'illegal-operation', 'task-state'],
    ['recipientNotAllowed', 'recipient-not-allowed', 'identity'],
  ])('with the fault %s is explained by it alone, and not by its status', (name, cause, gate) => {
    const report = answered(500, fault(`<h:${name} xmlns:h="u">Not so.</h:${name}>`));
    expect(report.findings).toHaveLength(1);
    expect(report).toMatchObject({ stoppedAt: gate, findings: [{ cause, confidence: 'certain' }] });
    expect(report.findings[0]?.reason).toContain('“Not so.”');
  });

  it('says which state a task is in', () => {
    const message = 'Task must be in the READY state to be claimed.';
    const detail = `<h:illegalState><h:status>RESERVED</h:status><h:message>${message}</h:message></h:illegalState>`;
    const [finding] = answered(500, fault(detail)).findings;
    expect(finding?.sentence).toBe('The task’s state does not allow it: it is `RESERVED`');
    expect(finding?.reason).toContain(message);
  });

  it('with a fault nobody knows is not claimed to be understood', () => {
    expect(answered(500, fault('')).findings).toMatchObject([{ cause: 'soap-fault', confidence: 'likely' }]);
    expect(answered(500, 'no envelope').findings[0]).toMatchObject({ cause: 'service-error', confidence: 'likely' });
  });

  it('with an empty list to nobody may be the answer to an anonymous user', () => {
    const list = taskListEnvelope('getMyTasks', { taskType: 'TASKS' });
    const empty = '<s:Envelope><s:Body><h:getMyTasksResponse/></s:Body></s:Envelope>';
    const one = empty.replace('Response/>', 'Response><h:taskAbstract/></h:getMyTasksResponse>');
    const anonymous = answered(200, empty, [], list);
    expect(anonymous.stoppedAt).toBe('credentials');
    expect(anonymous.findings[0]).toMatchObject({ cause: 'credentials-not-sent', confidence: 'likely' });
    expect(answered(200, empty, basic, list).findings[0]).toMatchObject({
      cause: 'no-human-role',
      confidence: 'possible',
    });
    expect(answered(200, one, [], list).findings).toEqual([]);
  });
});

describe('a fault', () => {
  it('is read by local names, with or without the suffix of the WSDL', () => {
    expect(readSoapFault(fault('<illegalAccessFault>a &lt; b</illegalAccessFault>'))).toEqual({
      name: 'illegalAccess',
      status: null,
      owner: null,
      message: 'a < b',
      code: 'Server',
      text: 'It failed Server illegalAccessFault a < b',
    });
    expect(readSoapFault('<s:Fault><faultstring> It\n failed </faultstring></s:Fault>')).toEqual({
      name: '',
      status: null,
      owner: null,
      message: 'It failed',
      code: '',
      text: 'It failed  faultstring It\n failed',
    });
    expect(readSoapFault('<s:Body/>')).toBeNull();
    expect(readSoapFault(null)).toBeNull();
  });
});
