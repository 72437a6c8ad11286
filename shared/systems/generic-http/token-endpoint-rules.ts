import type { CauseId } from '../../model/cause.ts';
import type { ClientCredentials } from '../../model/credential.ts';
import type { Confidence, Evidence, Mend } from '../../model/gate-report.ts';
import { formatDuration } from '../../text/duration.ts';
import type { ExplainInput } from '../system.ts';
import { type ErrorBody, isHtml, jsonObject, readErrorBody } from './error-body.ts';
import { isStoppedAtLogin, loginBody, loginLeg } from './legs.ts';
import { advice, type Judgement, judgement, type Leg, type Rule } from './rule.ts';

/** A login that ended without a token: the answer, and what the connection says about itself. */
type FailedLogin = {
  leg: Leg;
  /** 0 when there was no answer. */
  status: number;
  body: string | null;
  error: ErrorBody | null;
  credential: ClientCredentials | null;
};

/** Why a token endpoint gives no token. */
export const tokenEndpointRules: readonly Rule[] = [
  certificateExpired,
  secretRejected,
  grantNotAllowed,
  scopeInvalid,
  queryNotAllowed,
  endpointWrong,
  responseNotJson,
].map((known) => (input: ExplainInput) => {
  const login = failedLogin(input);
  return login === null ? null : known(login);
});

const openConnection: Mend['action'] = { kind: 'open-connection' };

function failedLogin(input: ExplainInput): FailedLogin | null {
  const leg = loginLeg(input);
  if (leg === null || input.exchange.token !== null) return null;
  if (!isStoppedAtLogin(input) && input.exchange.kind !== 'token') return null;
  const body = loginBody(input);
  const status = leg.response?.status ?? 0;
  const isAnswered = status >= 200 && status < 300;
  if (isAnswered && typeof jsonObject(body)?.access_token === 'string') return null;
  if (isAnswered && body === null && input.exchange.failure === null) return null;
  const credential = input.connection?.credential;
  return {
    leg,
    status,
    body,
    error: readErrorBody(body),
    credential: credential?.kind === 'oauth2-client-credentials' ? credential : null,
  };
}

function found(
  login: FailedLogin,
  cause: CauseId,
  confidence: Confidence,
  words: { sentence: string; reason: string; mends: Mend[]; evidence?: Evidence[] },
): Judgement {
  const { sentence, reason, mends, evidence = answerEvidence(login) } = words;
  return judgement('client-login', { cause, confidence, sentence, reason, evidence, mends });
}

function certificateExpired(login: FailedLogin): Judgement | null {
  const end = login.credential?.secretKind === 'x509' ? login.credential.certificateExpiresAt : null;
  if (end === null || end > login.leg.startedAt || !(login.status === 401 || login.leg.response === null)) return null;
  return found(login, 'client-certificate-expired', 'certain', {
    sentence: 'The certificate of the service key has expired',
    reason: `it ended ${formatDuration(login.leg.startedAt - end)} before the login, and the login failed.`,
    evidence: [{ text: `valid until ${new Date(end).toISOString()}`, source: 'service key' }, ...answerEvidence(login)],
    mends: [{ text: 'Create a new service key and import it here.', action: openConnection }],
  });
}

function secretRejected(login: FailedLogin): Judgement | null {
  if (login.status !== 401 || certificateExpired(login) !== null || grantNotAllowed(login) !== null) return null;
  const isNamed = ['unauthorized', 'invalid_client', 'unauthorized_client'].includes(login.error?.code ?? '');
  const what = login.credential?.secretKind === 'x509' ? 'certificate' : 'secret';
  return found(login, 'client-secret-rejected', isNamed ? 'certain' : 'likely', {
    sentence: `The token endpoint does not accept the client id with this ${what}`,
    reason: `it answered 401${login.error?.message ? ` and said “${login.error.message}”` : '.'}`,
    mends: [
      {
        text: 'Check that the service key still exists and is the newest one; then import it again.',
        action: openConnection,
      },
      ...(login.credential !== null && login.credential.clientAuthentication !== 'post-body'
        ? [
            {
              text: 'Send the secret in the body: a secret that holds a + gets lost in a header or URL.',
              action: openConnection,
            },
          ]
        : []),
    ],
  });
}

function grantNotAllowed(login: FailedLogin): Judgement | null {
  const isGrant =
    /unauthorized grant type/i.test(login.error?.message ?? '') || login.error?.code === 'unsupported_grant_type';
  if (!isGrant) return null;
  return found(login, 'grant-not-allowed', 'certain', {
    sentence: 'This client may not log in by client credentials',
    reason: `the token endpoint answered ${login.status} and named the grant type.`,
    mends: [advice('Use the key of a service instance whose plan serves technical clients.')],
  });
}

function scopeInvalid(login: FailedLogin): Judgement | null {
  if (login.error?.code !== 'invalid_scope') return null;
  return found(login, 'scope-invalid', 'certain', {
    sentence: 'The connection asks for a scope that this client does not have',
    reason: 'the token endpoint answered “invalid_scope”.',
    mends: [{ text: 'Leave the scope empty: the token then carries everything granted.', action: openConnection }],
  });
}

function queryNotAllowed(login: FailedLogin): Judgement | null {
  if (login.status !== 406 && login.error?.code !== 'query_string_not_allowed') return null;
  return found(
    login,
    'query-string-not-allowed',
    login.error?.code === 'query_string_not_allowed' ? 'certain' : 'likely',
    {
      sentence: 'The token endpoint takes no login in the query string',
      reason: `it answered ${login.status}, which it does when parameters must be in the body.`,
      mends: [{ text: 'Send the client id and secret in the body.', action: openConnection }],
    },
  );
}

/** Something answers, and it is no token endpoint. */
function endpointWrong(login: FailedLogin): Judgement | null {
  const isPage = isHtml(login.body);
  if (login.status === 0 || login.status === 401 || login.status >= 500 || !(login.status === 404 || isPage))
    return null;
  return found(login, 'token-endpoint-wrong', login.status === 404 ? 'certain' : 'likely', {
    sentence: 'There is no token endpoint at this address',
    reason: isPage ? `it answered ${login.status} with a web page.` : `it answered ${login.status}.`,
    mends: [
      {
        text: 'Compare the token endpoint with `url` of the service key: it is that address and /oauth/token.',
        action: openConnection,
      },
    ],
  });
}

function responseNotJson(login: FailedLogin): Judgement | null {
  if (login.status < 200 || login.status > 299 || isHtml(login.body)) return null;
  const isJson = jsonObject(login.body) !== null;
  return found(login, isJson ? 'token-response-without-token' : 'token-response-not-json', 'certain', {
    sentence: isJson ? 'The token endpoint’s answer holds no token' : 'The token endpoint’s answer is not JSON',
    reason: `it answered ${login.status}, and its body ${isJson ? 'names no access_token' : 'cannot be read as JSON'}.`,
    mends: [
      {
        text: 'Check the address of the token endpoint, and what stands between: a proxy may answer.',
        action: openConnection,
      },
    ],
  });
}

function answerEvidence(login: FailedLogin): Evidence[] {
  if (login.leg.response === null) return [{ text: login.leg.failure?.code ?? 'no answer', source: 'token endpoint' }];
  const said = login.error?.message ?? login.error?.code ?? null;
  return [
    { text: `status ${login.status}`, source: 'answer of the token endpoint' },
    ...(said === null ? [] : [{ text: said, source: 'body of the token endpoint’s answer' }]),
  ];
}
