import { describe, expect, it } from 'vitest';
import { taskEnvelope, taskListEnvelope } from '#shared/systems/process-server/envelopes.ts';
import {
  causesOf,
  claimTwo,
  envelopeOf,
  faultOf,
  listOf,
  plainList,
  reportOn,
  type TaskCall,
  taskShown,
} from './task-calls.ts';

const first = (spec: TaskCall, others: TaskCall[] = []) => causesOf(reportOn(spec, others))[0];
const actions = (spec: TaskCall, others: TaskCall[] = []) =>
  reportOn(spec, others).findings[0]?.mends.map(({ action }) => action);
const refused = (body: string, more: TaskCall = {}): TaskCall => ({ status: 500, body, ...more });
const complete = taskEnvelope('complete', 'urn:b4p:2');
// The words of the claiming sample in the documentation (facts 3.4).
const reserved =
  '<htdt:illegalState xmlns:htdt="http://www.example.org/WS-HT/api/xsd"><htdt:status>RESERVED</htdt:status><htdt:message>Task must be in the READY state to be claimed.</htdt:message></htdt:illegalState>';
const soap12Fault = (detail: string) =>
  `<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><env:Fault><env:Code><env:Value>env:Receiver</env:Value></env:Code><env:Reason><env:Text xml:lang="en">It failed</env:Text></env:Reason><env:Detail>${detail}</env:Detail></env:Fault></env:Body></env:Envelope>`;

describe('the task API’s five faults', () => {
  it.each<[string, string, string, string]>([
    [
      'illegal-access',
      'by its element',
      faultOf('<h:illegalAccess xmlns:h="u">No role.</h:illegalAccess>'),
      'identity',
    ],
    ['illegal-access', 'by the WSDL’s name', faultOf('<ns1:illegalAccessFault xmlns:ns1="u"/>'), 'identity'],
    ['illegal-access', 'in SOAP 1.2', soap12Fault('<illegalAccess>No role.</illegalAccess>'), 'identity'],
    [
      'illegal-access',
      'in JSON (facts 3.7)',
      '{"Fault":{"faultcode":{"$t":"soapenv:Server"},"detail":{"illegalAccess":{"xmlns":"u","$t":"No role."}}}}',
      'identity',
    ],
    [
      'illegal-state',
      'with status and message',
      faultOf(
        '<illegalState><status>COMPLETED</status><message><![CDATA[Task must be in the READY state]]></message></illegalState>',
      ),
      'task-state',
    ],
    ['illegal-state', 'as the fault code alone', faultOf('', 'The task is closed', 'htd:illegalState'), 'task-state'],
    [
      'illegal-state',
      'as the payload itself',
      '<illegalStateFault><status>OBSOLETE</status></illegalStateFault>',
      'task-state',
    ],
    [
      'illegal-argument',
      'by its element',
      faultOf('<illegalArgument>There is no task with this identifier.</illegalArgument>'),
      'engine',
    ],
    [
      'illegal-argument',
      'of a JAX-WS bean',
      faultOf('<ns2:IllegalArgumentFault xmlns:ns2="u"><message>task not found</message></ns2:IllegalArgumentFault>'),
      'engine',
    ],
    [
      'illegal-argument',
      'between comments',
      faultOf('<!-- d --><illegalArgument><!-- x -->Bad&#32;id</illegalArgument>'),
      'engine',
    ],
    [
      'illegal-operation',
      'by its element',
      faultOf('<a:illegalOperation xmlns:a="u">A notification does not know the operation claim.</a:illegalOperation>'),
      'task-state',
    ],
    [
      'illegal-operation',
      'by the WSDL’s name',
      faultOf('<illegalOperationFault>not skipable</illegalOperationFault>'),
      'task-state',
    ],
    [
      'illegal-operation',
      'in JSON',
      '{"soapenv:Envelope":{"soapenv:Body":{"soapenv:Fault":{"detail":{"illegalOperationFault":{"$t":"no"}}}}}}',
      'task-state',
    ],
    [
      'recipient-not-allowed',
      'by its element',
      faultOf('<recipientNotAllowed>carol</recipientNotAllowed>'),
      'identity',
    ],
    ['recipient-not-allowed', 'by the WSDL’s name', faultOf('<x:recipientNotAllowedFault xmlns:x="u"/>'), 'identity'],
    ['recipient-not-allowed', 'in SOAP 1.2', soap12Fault('<recipientNotAllowed/>'), 'identity'],
  ])('%s %s', (cause, _words, body, gate) => {
    for (const status of [500, 200]) {
      const report = reportOn({ sent: complete, status, body });
      expect(causesOf(report)).toEqual([`${cause} certain`]);
      expect(report.stoppedAt).toBe(gate);
    }
  });

  it.each([
    [
      'the data of a task',
      envelopeOf(
        '<getOutputResponse><taskData><Fault><detail><illegalAccess/></detail></Fault></taskData></getOutputResponse>',
      ),
    ],
    ['a task that failed', envelopeOf('<getFaultResponse><faultName>illegalState</faultName></getFaultResponse>')],
    ['a comment', envelopeOf('<claimResponse><!-- <illegalAccess/> --></claimResponse>')],
    ['a name in a text', envelopeOf('<claimResponse>illegalAccess</claimResponse>')],
  ])('are not seen in %s', (_words, body) => {
    expect(causesOf(reportOn({ sent: complete, body }))).toEqual([]);
  });
});

describe('illegal-argument', () => {
  const bad = (sent: string) => refused(faultOf('<illegalArgument/>'), { sent });

  it.each<[string, string, string, string]>([
    [
      'an id without its urn',
      taskEnvelope('claim', '5'),
      '<htdt:identifier>5</htdt:identifier>',
      '<htdt:identifier>urn:b4p:5</htdt:identifier>',
    ],
    [
      'an id of another kind',
      taskEnvelope('claim', 'task:17'),
      '<htdt:identifier>task:17</htdt:identifier>',
      '<htdt:identifier>urn:b4p:17</htdt:identifier>',
    ],
    [
      'a role of Apache HISE (facts 3.3)',
      taskListEnvelope('getMyTasks', { taskType: 'TASKS' }).replace(
        '</htdt:taskType>',
        '</htdt:taskType><htdt:genericHumanRole>ACTUALOWNER</htdt:genericHumanRole>',
      ),
      '<htdt:genericHumanRole>ACTUALOWNER</htdt:genericHumanRole>',
      '<htdt:genericHumanRole>OWNER</htdt:genericHumanRole>',
    ],
    [
      'a status in small letters',
      taskListEnvelope('getMyTasks', { taskType: 'TASKS' }).replace(
        '</htdt:taskType>',
        '</htdt:taskType><htdt:status>in_progress</htdt:status>',
      ),
      '<htdt:status>in_progress</htdt:status>',
      '<htdt:status>IN_PROGRESS</htdt:status>',
    ],
  ])('mends %s', (_words, sent, from, to) => {
    expect(actions(bad(sent))).toEqual([{ kind: 'correct-body', from, to }]);
  });

  it('says that a task may be unknown', () => {
    const report = reportOn(
      refused(faultOf('<illegalArgument>There is no task with this identifier.</illegalArgument>')),
    );
    expect(report.findings[0]?.sentence).toContain('may know no task of the id `urn:b4p:2`');
  });
});

describe('task-claimed-by-other, of a task', () => {
  const owned = (owner: string, more: TaskCall = {}): TaskCall => ({
    user: 'bob',
    sent: taskEnvelope('getTaskInfo', 'urn:b4p:2'),
    body: listOf(taskShown('urn:b4p:2', { status: 'RESERVED', owner })),
    later: 1,
    ...more,
  });

  it.each<[string, TaskCall, TaskCall[], string]>([
    [
      'the task itself names erin',
      refused(faultOf(reserved)),
      [owned('erin', { probe: 'task-info', user: 'alice' })],
      'certain',
    ],
    ['a later list names erin', refused(faultOf(reserved)), [owned('erin')], 'certain'],
    [
      'the fault names her in an element',
      refused(faultOf('<illegalState><status>RESERVED</status><actualOwner>erin</actualOwner></illegalState>')),
      [],
      'certain',
    ],
    [
      'erin’s task is completed',
      refused(faultOf('<illegalAccess>no</illegalAccess>'), { sent: complete }),
      [owned('erin')],
      'certain',
    ],
    [
      'the fault says so',
      refused(
        faultOf(
          '<illegalState><status>RESERVED</status><message>Task is already claimed by user erin.</message></illegalState>',
        ),
      ),
      [],
      'likely',
    ],
    ['an earlier list names erin', refused(faultOf(reserved)), [owned('erin', { later: -1 })], 'likely'],
  ])('%s', (_words, spec, others, confidence) => {
    expect(first(spec, others)).toBe(`task-claimed-by-other ${confidence}`);
  });

  it.each<[string, TaskCall, TaskCall[]]>([
    ['the user has it', refused(faultOf(reserved)), [owned('ALICE')]],
    [
      'another task has an owner',
      refused(faultOf(reserved), { sent: taskEnvelope('claim', 'urn:b4p:3') }),
      [owned('erin')],
    ],
    [
      'it is closed',
      refused(faultOf('<illegalState><status>COMPLETED</status></illegalState>')),
      [owned('erin', { later: -1 })],
    ],
  ])('is not said when %s', (_words, spec, others) => {
    expect(causesOf(reportOn(spec, others))[0]).toMatch(/^illegal-state /);
  });

  it('leaves the fault’s own cause behind it', () => {
    const causes = causesOf(reportOn(refused(faultOf(reserved)), [owned('erin')]));
    expect(causes).toEqual(['task-claimed-by-other certain', 'illegal-state likely']);
  });
});

describe('task-escalated, of a task', () => {
  const gone = (more: TaskCall = {}): TaskCall => ({
    user: 'bob',
    sent: plainList,
    body: listOf(taskShown('urn:b4p:2', { escalated: true })),
    later: 1,
    ...more,
  });
  const listed: TaskCall = { sent: plainList, body: listOf(taskShown('urn:b4p:2')), later: -9 };
  const noAccess = refused(faultOf('<illegalAccess>The user has no role.</illegalAccess>'));

  it.each<[string, TaskCall[], string]>([
    ['alice’s list had it before, and bob’s shows it escalated', [listed, gone()], 'certain'],
    [
      'the task itself says so',
      [listed, gone({ user: 'alice', probe: 'task-info', sent: taskEnvelope('getTaskInfo', 'urn:b4p:2') })],
      'certain',
    ],
    ['only bob’s list shows it', [gone()], 'likely'],
  ])('%s', (_words, others, confidence) => {
    expect(first(noAccess, others)).toBe(`task-escalated ${confidence}`);
  });

  it.each<[string, TaskCall, TaskCall[]]>([
    ['not escalated', noAccess, [listed, gone({ body: listOf(taskShown('urn:b4p:2')) })]],
    ['another one', refused(faultOf('<illegalAccess/>'), { sent: taskEnvelope('claim', 'urn:b4p:9') }), [gone()]],
    ['refused for its state', refused(faultOf(reserved)), [listed, gone()]],
  ])('is not said of a task that is %s', (_words, spec, others) => {
    expect(causesOf(reportOn(spec, others)).join()).not.toContain('task-escalated');
  });
});

describe('illegal-operation', () => {
  it('says whether the task can be skipped', () => {
    const skip = refused(faultOf('<illegalOperation/>'), { sent: taskEnvelope('skip', 'urn:b4p:2') });
    expect(reportOn(skip).findings[0]?.sentence).toBe('This task may not be one that can be skipped');
    const shown: TaskCall = { sent: plainList, body: listOf(taskShown('urn:b4p:2')), later: -1 };
    expect(reportOn(skip, [shown]).findings[0]?.sentence).toBe('This task cannot be skipped');
  });
});

describe('identity-service-unavailable', () => {
  it.each<[string, TaskCall]>([
    [
      'the fault of the identity service (facts 3.5)',
      refused(
        faultOf(
          '<searchFault xmlns="http://docs.active-endpoints/wsdl/identity/2007/03/identity.wsdl">The search failed</searchFault>',
        ),
      ),
    ],
    [
      'the directory does not answer (javax.naming)',
      refused(
        faultOf(
          '',
          'javax.naming.CommunicationException: ldap.acme.com:389 [Root exception is java.net.ConnectException: Connection refused]',
        ),
      ),
    ],
    ['in a refusal', refused(faultOf('<illegalAccess>The identity service is not available.</illegalAccess>'))],
    [
      'on a page',
      {
        status: 503,
        type: 'text/html',
        body: '<html><body>Error: Identity Service provider could not be reached: timed out</body></html>',
      },
    ],
  ])('%s', (_words, spec) => {
    expect(first(spec)).toBe('identity-service-unavailable likely');
  });

  it.each<[string, TaskCall]>([
    [
      'a fault that mentions it',
      refused(faultOf('<illegalArgument>Use the identity service to find the name.</illegalArgument>')),
    ],
    ['a server that failed', { status: 503, body: '' }],
    ['a list with tasks', { sent: plainList, body: listOf(taskShown('urn:b4p:1')) }],
  ])('is not said of %s', (_words, spec) => {
    expect(causesOf(reportOn(spec)).join()).not.toContain('identity-service-unavailable');
  });
});

describe('soap-fault', () => {
  it.each<[string, string]>([
    ['a fault nobody knows', faultOf('', 'Something else')],
    [
      'a fault of Axis',
      faultOf(
        '<ns1:hostname xmlns:ns1="http://xml.apache.org/axis/">bpm1</ns1:hostname>',
        'java.lang.NullPointerException',
        'soapenv:Server.userException',
      ),
    ],
    ['a fault in JSON', '{"Fault":{"faultstring":{"$t":"It failed"}}}'],
  ])('%s is the last resort', (_words, body) => {
    expect(causesOf(reportOn({ sent: claimTwo, status: 500, body }))).toEqual(['soap-fault likely']);
  });

  it('may stand behind a gateway’s page, with what the request alone shows', () => {
    const page = { status: 500, type: 'text/html', body: '<html><body>Interner Fehler</body></html>' };
    expect(causesOf(reportOn({ ...page, sent: claimTwo }))).toEqual([
      'service-error likely',
      'illegal-state possible',
      'illegal-access possible',
      'soap-fault possible',
    ]);
    expect(causesOf(reportOn({ ...page, sent: taskEnvelope('claim', '5') }))[0]).toBe('illegal-argument likely');
  });

  it('is not said of a status without a fault', () => {
    expect(causesOf(reportOn({ status: 502, body: '<html>Bad gateway</html>', type: 'text/html' }))).toEqual([
      'service-error certain',
    ]);
    expect(causesOf(reportOn({ status: 401, body: faultOf('', 'Unauthorized') })).join()).not.toContain('soap-fault');
  });
});
