import type { Entry, World } from './case.ts';
import { caseList } from './case.ts';
import {
  defaults,
  instance,
  instanceBody,
  insufficient,
  logId,
  neoUrl,
  odataUrl,
  personToken,
  sapCall,
  sapError,
  sapToken,
  spaUrl,
  started,
  tokenAnswer,
  tokenCall,
} from './sap-parts.ts';
import { empty, json, page, plain } from './wire.ts';

// Whom SAP Workflow takes the caller for: facts 1.2 to 1.4 and 1.7.

const list = caseList();

const { add } = list;

const withCode = sapError(
  403,
  'User does not have sufficient privileges.',
  'rest.user.not.sufficient.privileges',
  logId,
);

const propagation = (status: number) =>
  sapError(
    status,
    'Principal propagation is not possible, because the used grant type does not carry a user identity.',
    'rest.principalpropagation.not.possible',
    logId,
  );

add('user-identity-required', 'certain', 'the inbox over OData', (w) => [
  sapCall(w, -60, 'GET', '/v1/tcm/TaskCollection?$top=10', propagation(403), { base: odataUrl(w) }),
]);

add('user-identity-required', 'certain', 'another status', (w) => [
  sapCall(w, -60, 'GET', '/v1/tcm/TaskCollection', propagation(401), { base: odataUrl(w) }),
]);

add(
  'user-identity-required',
  'likely',
  'no words',
  (w) => [
    sapCall(w, -60, 'GET', '/v1/tcm/TaskCollection?$filter=Status%20eq%20%27READY%27', empty(403), {
      base: odataUrl(w),
    }),
  ],
  { on: ['credentials'] },
);

const approuter = (w: World) =>
  `https://${w.tenant}.launchpad.cfapps.${w.region}.hana.ondemand.com/comsapbpmworkflow.comsapbpmwusformplayer/bpmworkflowruntime`;

const required = (body = 'Forbidden') => plain(403, body, [['X-CSRF-Token', 'Required']]);

const cookie = ['Cookie', 'JSESSIONID=s%3Ab1c2d3e4f5a6b7c8.kq2; __VCAP_ID__=9a1b'] as const;

add(
  'csrf-token-required',
  'certain',
  'app router',
  (w) => [
    sapCall(w, -60, 'POST', '/rest/v1/workflow-instances', required(), {
      base: approuter(w),
      token: null,
      headers: [cookie],
      body: started,
    }),
  ],
  { on: ['headers'] },
);

add(
  'csrf-token-required',
  'certain',
  'a token that ran out',
  (w) => [
    sapCall(w, -60, 'PATCH', `/rest/v1/task-instances/${w.guid}`, required('CSRF token validation failed'), {
      base: approuter(w),
      token: null,
      headers: [cookie, ['X-CSRF-Token', 'a1b2c3d4-e5f6']],
      body: { status: 'COMPLETED' },
    }),
  ],
  { on: ['headers'] },
);

add(
  'csrf-token-required',
  'certain',
  'Neo',
  (w) => [
    sapCall(w, -60, 'POST', '/v1/workflow-instances', required(''), {
      base: neoUrl(w),
      token: null,
      headers: [
        ['Authorization', 'Basic bWFyeTpzM2NyM3Q='],
        ['Cookie', 'JSESSIONID=4A1B'],
      ],
      body: started,
    }),
  ],
  { on: ['headers'] },
);

add(
  'role-missing',
  'certain',
  'a person, CF',
  (w) => [
    sapCall(w, -60, 'GET', '/v1/workflow-instances', insufficient, { token: personToken(w, { authorities: [] }) }),
  ],
  { on: ['credentials'], accept: ['authority-missing'] },
);

add(
  'role-missing',
  'likely',
  'a person, SBPA',
  (w) => [
    sapCall(w, -60, 'GET', `/workflow/rest/v1/workflow-instances/${instance(w)}/context`, withCode, {
      base: spaUrl(w),
      token: personToken(w, { authorities: [] }),
    }),
  ],
  { on: ['credentials'], accept: ['authority-missing'] },
);

add(
  'role-missing',
  'likely',
  'a person, Neo with Basic',
  (w) => [
    sapCall(w, -60, 'GET', '/v1/workflow-instances', insufficient, {
      base: neoUrl(w),
      token: null,
      headers: [['Authorization', 'Basic cDEyMzQ1Njc4OTA6czNjcjN0']],
    }),
  ],
  { on: ['credentials'], accept: ['authority-missing'] },
);

add(
  'role-missing',
  'likely',
  'a person who may read, completes',
  (w) => [
    sapCall(w, -60, 'PATCH', `/v1/task-instances/${w.guid}`, withCode, {
      token: personToken(w, { authorities: ['TASK_GET'] }),
      body: { status: 'COMPLETED' },
    }),
  ],
  { on: ['credentials'], accept: ['authority-missing'] },
);

// Near misses: the way of a customer who mended it, and 403 pages that are about something else.
const mended = (w: World): Entry[] => {
  const old = sapToken(w, { at: -900, authorities: defaults });
  const young = sapToken(w, { at: -100 });
  return [
    tokenCall(w, -900, tokenAnswer(old)),
    sapCall(w, -880, 'POST', '/v1/workflow-instances', insufficient, { token: old, body: started }),
    tokenCall(w, -100, tokenAnswer(young)),
    sapCall(w, -60, 'POST', '/v1/workflow-instances', json(201, instanceBody(w)), { token: young, body: started }),
  ];
};

add(null, 'certain', 'granted, new token, started', mended, { on: [] });

add('authority-missing', 'certain', 'before it was granted', mended, {
  on: ['credentials'],
  subject: 1,
  accept: ['token-older-than-grant'],
});

add(
  'unknown',
  'possible',
  'a firewall, and the authority is there',
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      '/v1/workflow-instances',
      page(
        403,
        '<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 1234567890123456789<br><br></body></html>',
      ),
    ),
  ],
  { on: ['credentials'], accept: ['wrong-service-instance', 'proxy-refused', 'service-error'] },
);

export const sapPersonCases = list.cases;
