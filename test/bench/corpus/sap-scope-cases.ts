import type { World } from './case.ts';
import { caseList } from './case.ts';
import {
  defaults,
  everything,
  instance,
  instanceBody,
  insufficient,
  logId,
  sapCall,
  sapError,
  sapToken,
  started,
  tokenAnswer,
  tokenCall,
} from './sap-parts.ts';
import { empty, json } from './wire.ts';

// What a token may do in SAP Workflow: facts 1.2, 1.4 and 1.6 (the virtual event's transcripts, the monitor's error
// handler).

const list = caseList();

const { add } = list;

const without = (...names: string[]) => everything.filter((one) => !names.includes(one));

const withCode = sapError(
  403,
  'User does not have sufficient privileges.',
  'rest.user.not.sufficient.privileges',
  logId,
);

add(
  'authority-missing',
  'likely',
  'first call with a fresh key',
  (w) => [
    sapCall(w, -60, 'GET', '/v1/workflow-definitions', insufficient, { token: sapToken(w, { authorities: defaults }) }),
  ],
  { on: ['credentials'] },
);

add(
  'authority-missing',
  'certain',
  'token, start',
  (w) => {
    const token = sapToken(w, { at: -62, authorities: [...defaults, 'MESSAGE_SEND'] });
    return [
      tokenCall(w, -62, tokenAnswer(token)),
      sapCall(w, -60, 'POST', '/v1/workflow-instances', insufficient, { token, body: started }),
    ];
  },
  { on: ['credentials'] },
);

add(
  'authority-missing',
  'likely',
  'the code',
  (w) => [
    sapCall(w, -60, 'POST', '/v1/messages', withCode, {
      token: sapToken(w, { authorities: without('MESSAGE_SEND') }),
      body: { definitionId: 'go', workflowInstanceId: instance(w) },
    }),
  ],
  { on: ['credentials'] },
);

add(
  'authority-missing',
  'likely',
  'of several',
  (w) => [
    sapCall(w, -60, 'PATCH', `/v1/workflow-instances/${instance(w)}`, insufficient, {
      token: sapToken(w, { authorities: without('WORKFLOW_INSTANCE_CANCEL') }),
      body: { status: 'CANCELED' },
    }),
  ],
  { on: ['credentials', 'sent'] },
);

add(
  'authority-missing',
  'likely',
  'the scopes cannot be seen',
  (w) => [
    sapCall(w, -60, 'GET', '/v1/workflow-instances', insufficient, { token: '8f2c1e00d5b44a449a6d0f7c2b1d0300' }),
  ],
  { on: ['answer', 'credentials'], accept: ['wrong-service-instance', 'role-missing'] },
);

add(
  'token-older-than-grant',
  'certain',
  'a newer token has it',
  (w) => {
    const old = sapToken(w, { at: -3000, authorities: defaults });
    const young = sapToken(w, { at: -400 });
    return [
      tokenCall(w, -3000, tokenAnswer(old)),
      sapCall(w, -2900, 'GET', '/v1/workflow-instances', insufficient, { token: old }),
      tokenCall(w, -400, tokenAnswer(young)),
      sapCall(w, -60, 'GET', '/v1/workflow-instances', insufficient, { token: old }),
    ];
  },
  { on: ['credentials', 'witness'] },
);

add(
  'token-older-than-grant',
  'certain',
  'a call with a newer token went through',
  (w) => {
    const young = sapToken(w, { at: -400 });
    return [
      sapCall(w, -300, 'POST', '/v1/workflow-instances', json(201, instanceBody(w)), { token: young, body: started }),
      sapCall(w, -60, 'POST', '/v1/workflow-instances', insufficient, {
        token: sapToken(w, { at: -9000, authorities: without('WORKFLOW_INSTANCE_START') }),
        body: started,
      }),
    ];
  },
  { on: ['credentials'] },
);

add(
  'token-older-than-grant',
  'certain',
  'the newer token comes after',
  (w) => {
    const old = sapToken(w, { at: -9000, authorities: without('TASK_COMPLETE', 'TASK_UPDATE') });
    const young = sapToken(w, { at: -50 });
    const task = `/v1/task-instances/${w.guid}`;
    return [
      sapCall(w, -120, 'PATCH', task, withCode, { token: old, body: { status: 'COMPLETED' } }),
      tokenCall(w, -50, tokenAnswer(young)),
      sapCall(w, -40, 'PATCH', task, empty(204), { token: young, body: { status: 'COMPLETED' } }),
    ];
  },
  { on: ['credentials', 'sent'], subject: 0 },
);

const otherInstance = (w: World) => ({
  ext_attr: { enhancer: 'XSUAA', zdn: w.tenant, subaccountid: w.guid, serviceinstanceid: `99${w.guid.slice(2)}` },
});

add(
  'wrong-service-instance',
  'possible',
  'the authority is there',
  (w) => [sapCall(w, -60, 'GET', '/v1/workflow-instances', insufficient)],
  { on: ['credentials'], accept: ['unknown'] },
);

add(
  'wrong-service-instance',
  'possible',
  'a fresh token with the authority',
  (w) => {
    const token = sapToken(w, { at: -62 });
    return [
      tokenCall(w, -62, tokenAnswer(token)),
      sapCall(w, -60, 'POST', '/v1/workflow-instances', withCode, { token, body: started }),
    ];
  },
  { on: ['credentials'], accept: ['unknown'] },
);

add(
  'wrong-service-instance',
  'likely',
  'another instance was granted it',
  (w) => {
    const granted = sapToken(w, { at: -500, claims: otherInstance(w) });
    const used = sapToken(w, { at: -200, authorities: defaults });
    return [
      tokenCall(w, -500, tokenAnswer(granted)),
      sapCall(w, -450, 'GET', '/v1/workflow-definitions', json(200, [{ id: 'order-approval' }]), { token: granted }),
      tokenCall(w, -200, tokenAnswer(used)),
      sapCall(w, -60, 'GET', '/v1/workflow-definitions', insufficient, { token: used }),
    ];
  },
  { on: ['credentials'], accept: ['authority-missing'] },
);

export const sapScopeCases = list.cases;
