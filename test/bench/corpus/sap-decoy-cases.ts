import type { Header } from './case.ts';
import { caseList } from './case.ts';
import {
  clientId,
  defaults,
  everything,
  instanceBody,
  insufficient,
  logId,
  neoUrl,
  personToken,
  restUrl,
  sapCall,
  sapError,
  sapToken,
  spaUrl,
  started,
  tokenAnswer,
  tokenCall,
} from './sap-parts.ts';
import { basic, empty, httpDate, json, page, plain } from './wire.ts';

// Exchanges that look like one thing and are another: what a hasty reader would be certain of, and wrong.

const list = caseList();

const { add } = list;

const insteadOf = (...names: string[]) => everything.filter((one) => !names.includes(one));

const listUrl = '/v1/workflow-instances';

const silent = empty(401, [['WWW-Authenticate', 'Bearer']]);

add(
  'csrf-token-required',
  'certain',
  'and the authority is missing, too',
  (w) => [
    sapCall(w, -60, 'POST', listUrl, plain(403, 'Forbidden', [['X-CSRF-Token', 'Required']]), {
      token: sapToken(w, { authorities: defaults }),
      body: started,
    }),
  ],
  { on: ['headers'], accept: ['authority-missing'], provable: ['csrf-token-required'] },
);

add(
  'unknown',
  'likely',
  'expired by a clock that runs two hours ahead',
  (w) => {
    const answer = { ...silent, headers: [...silent.headers, ['Date', httpDate(w, -7260)] as Header] };
    return [sapCall(w, -60, 'GET', listUrl, answer, { token: sapToken(w, { at: -10_000, life: 7200 }) })];
  },
  {
    on: ['date', 'credentials'],
    accept: ['clock-skew', 'token-expired', 'token-wrong-tenant', 'token-not-yet-valid'],
    provable: ['clock-skew'],
  },
);

add(
  'base-url-wrong',
  'certain',
  'the router knows no such route, and the path has an id',
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      `${listUrl}/${w.guid}`,
      plain(404, `404 Not Found: Requested route ('${new URL(restUrl(w)).host}') does not exist.\n`, [
        ['X-Cf-Routererror', 'unknown_route'],
      ]),
    ),
  ],
  { on: [], accept: ['instance-not-found'], provable: ['base-url-wrong'] },
);

add(
  'definition-not-found',
  'possible',
  'a page for 404',
  (w) => [
    sapCall(w, -60, 'POST', listUrl, page(404, '<html><body><h1>404 Not Found</h1></body></html>'), { body: started }),
  ],
  { on: [], accept: ['base-url-wrong'], provable: [] },
);

add(
  'authority-missing',
  'likely',
  'the newer token is of another client',
  (w) => {
    const other = sapToken(w, {
      at: -100,
      claims: {
        client_id: 'sb-other!b9|workflow!b10150',
        cid: 'sb-other!b9|workflow!b10150',
        azp: 'sb-other!b9|workflow!b10150',
        sub: 'sb-other!b9|workflow!b10150',
      },
    });
    return [
      sapCall(w, -95, 'GET', listUrl, json(200, [instanceBody(w)]), { token: other }),
      sapCall(w, -60, 'GET', listUrl, insufficient, { token: sapToken(w, { at: -3000, authorities: defaults }) }),
    ];
  },
  { on: ['credentials'], accept: ['wrong-service-instance'], provable: ['authority-missing'] },
);

add(
  'authority-missing',
  'certain',
  'the newer token lacks it as well',
  (w) => {
    const [old, young] = [
      sapToken(w, { at: -3000, authorities: defaults }),
      sapToken(w, { at: -62, authorities: insteadOf('WORKFLOW_INSTANCE_GET') }),
    ];
    return [
      sapCall(w, -2900, 'GET', listUrl, insufficient, { token: old }),
      tokenCall(w, -62, tokenAnswer(young)),
      sapCall(w, -60, 'GET', listUrl, insufficient, { token: young }),
    ];
  },
  { on: ['credentials'], accept: ['wrong-service-instance'] },
);

add(
  'service-error',
  'certain',
  'a gateway fails, and the token is over',
  (w) => [
    sapCall(w, -60, 'GET', listUrl, page(502, '<html><body><h1>502 Bad Gateway</h1></body></html>'), {
      token: sapToken(w, { at: -50_000 }),
    }),
  ],
  { on: [] },
);

add(
  'unknown',
  'possible',
  'a person who has the scope',
  (w) => [sapCall(w, -60, 'GET', listUrl, insufficient, { token: personToken(w) })],
  { on: ['credentials'], accept: ['role-missing', 'wrong-service-instance', 'authority-missing'] },
);

add(
  'token-missing',
  'certain',
  'Basic in place of the token',
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      listUrl,
      json(401, {
        error: 'unauthorized',
        error_description: 'Full authentication is required to access this resource',
      }),
      { token: null, headers: [basic(clientId(w), 'bX9-kQ2_7f$Wz=')] },
    ),
  ],
  { on: ['credentials'], accept: ['credentials-rejected', 'bearer-prefix-missing', 'token-malformed'] },
);

const loginPage = page(
  200,
  '<html><head><title>SAP BTP: Sign In</title></head><body onload="document.forms[0].submit()"><form method="post" action="https://accounts.sap.com/saml2/idp/sso"><input type="hidden" name="SAMLRequest" value="x"></form></body></html>',
);

add(
  'unknown',
  'possible',
  'a login page in place of an answer',
  (w) => [
    sapCall(w, -60, 'GET', '/rest/v1/workflow-definitions', loginPage, {
      base: `https://${w.tenant}.launchpad.cfapps.${w.region}.hana.ondemand.com/bpmworkflowruntime`,
      token: null,
    }),
  ],
  {
    on: ['answer', 'credentials'],
    accept: ['base-url-wrong', 'token-missing', 'user-identity-required', 'credentials-not-sent'],
  },
);

add(
  'unknown',
  'possible',
  'SBPA has no such scopes, and the token is fresh',
  (w) => {
    const token = sapToken(w, {
      at: -62,
      authorities: [],
      claims: { scope: ['uaa.resource'], authorities: ['uaa.resource'] },
    });
    return [
      tokenCall(w, -62, tokenAnswer(token)),
      sapCall(
        w,
        -60,
        'GET',
        `/workflow/rest/v1/workflow-instances/${w.guid}/context`,
        sapError(403, 'User does not have sufficient privileges.', 'rest.user.not.sufficient.privileges', logId),
        { base: spaUrl(w), token },
      ),
    ];
  },
  { on: ['credentials'], accept: ['authority-missing', 'wrong-service-instance', 'role-missing'] },
);

add(
  'unknown',
  'possible',
  'a password that has run out',
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      '/v1/workflow-instances',
      page(401, '<html><body><h1>401</h1><p>Your password has expired. Change it to log on.</p></body></html>'),
      { base: neoUrl(w), token: null, headers: [basic('p1234567890', 's3cr3t-9')] },
    ),
  ],
  {
    on: ['credentials', 'answer'],
    accept: ['credentials-rejected', 'token-missing', 'token-expired'],
    provable: ['credentials-rejected'],
  },
);

export const sapDecoyCases = list.cases;
