import type { Mend } from '../../model/gate-report.ts';
import { findHeader } from '../../text/headers.ts';
import { retryAfterMs } from '../../text/retry-after.ts';
import type { ExplainInput } from '../system.ts';
import { misplacedLogin } from './certificate-host.ts';
import { isJsonText, jsonObject } from './error-body.ts';
import { aboutLogin, answered, type FailedLogin, found, tokenUrlOf } from './failed-login.ts';
import { isUnknownRoute } from './gateway-pages.ts';
import { retryEvidence, waitMend } from './http-rules.ts';
import { advice, type Judgement, judgement, type Rule } from './rule.ts';

/** Why nothing useful comes back from a token endpoint, whoever asks. */
export const endpointRules: readonly Rule[] = [
  loginPaused,
  ...[rateLimited, otherEndpoint, queryNotAllowed, formMissing, responseNotJson, endpointWrong].map(aboutLogin),
];

/** An earlier 429 of the token endpoint is still being kept to, so nobody was called. */
function loginPaused({ exchange }: ExplainInput): Judgement | null {
  if (exchange.failure?.code !== 'LOGIN_RATE_LIMITED') return null;
  return judgement('client-login', {
    cause: 'token-rate-limited',
    confidence: 'certain',
    sentence: 'The token endpoint asked for a pause, and it is not over',
    reason: 'it answered 429 before and said when to come back.',
    evidence: [{ text: exchange.failure.sentence, source: 'earlier answer of the token endpoint' }],
    mends: [
      advice(
        'Wait until then, then send again. A token serves until it expires: keep it rather than fetch one per call.',
      ),
    ],
  });
}

function rateLimited(login: FailedLogin): Judgement | null {
  if (login.status !== 429) return null;
  const headers = login.leg.response?.headers ?? [];
  return found(login, 'token-rate-limited', 'certain', {
    sentence: 'The token endpoint asks for fewer calls',
    evidence: retryEvidence(headers),
    mends: [
      waitMend(findHeader(headers, 'retry-after'), retryAfterMs(headers, login.input.now)),
      advice('A token serves until it expires: keep it rather than fetch one per call.'),
    ],
  });
}

/** A secret sent to the endpoint for certificates, or the reverse. */
function otherEndpoint(login: FailedLogin): Judgement | null {
  const misplaced = misplacedLogin(login);
  if (misplaced === null || ![400, 401, 403].includes(login.status)) return null;
  const { isCertificateHost, tokenUrl } = misplaced;
  const what = isCertificateHost
    ? 'a client secret was sent to the endpoint for certificates'
    : 'a certificate was shown to the endpoint for client secrets';
  return found(login, 'token-endpoint-wrong', 'likely', {
    sentence: isCertificateHost
      ? 'This is the token endpoint for certificates, and the connection has a client secret'
      : 'This is the token endpoint for client secrets, and the connection has a certificate',
    reason: `${what}, and it ${answered(login)}.`,
    evidence: [
      {
        text: new URL(tokenUrl).host,
        source: `\`${isCertificateHost ? 'url' : 'certurl'}\` of the service key, by its pattern`,
      },
    ],
    mends: [
      {
        text: `Use the other endpoint: \`${isCertificateHost ? 'url' : 'certurl'}\` of the service key, and /oauth/token.`,
        action: { kind: 'token-url', tokenUrl },
      },
    ],
  });
}

function queryNotAllowed(login: FailedLogin): Judgement | null {
  const { words, status, clientSecret } = login;
  const isSaid =
    words.codes.includes('query_string_not_allowed') || /parameters must be passed in the body/i.test(words.all);
  const isQuery = clientSecret?.in === 'query' || (tokenUrlOf(login)?.search ?? '').includes('grant_type=');
  const fits = status === 406 || (status === 405 && isQuery && login.leg.request.method === 'GET');
  if (!isSaid && !fits) return null;
  return found(
    login,
    'query-string-not-allowed',
    isSaid && !login.isPage ? 'certain' : isQuery ? 'likely' : 'possible',
    {
      sentence: 'The token endpoint takes no login in the query string',
      reason: `it ${answered(login)}${isSaid ? '.' : ', which it does when parameters must be in the body.'}`,
      mends: [
        {
          text: 'Send the client id and secret in the body.',
          action: { kind: 'client-authentication', clientAuthentication: 'post-body' },
        },
      ],
    },
  );
}

/** A login is a form (RFC 6749, 4.4.2). Sent as JSON, or not at all, the endpoint does not even find the grant in it. */
function formMissing(login: FailedLogin): Judgement | null {
  const { words, status, isPage } = login;
  const isSaid =
    /missing[^.]{0,20}grant[ _]?type|grant[ _]?type[^.]{0,30}(?:missing|required|not (?:present|provided))/i.test(
      words.all,
    );
  if (isPage || (!(status === 400 && isSaid) && status !== 415)) return null;
  return found(login, 'payload-invalid', 'likely', {
    sentence: 'The token endpoint found no login in the body of the call',
    reason: `it ${answered(login)}. A login is sent as a form, \`grant_type\` and all, and not as JSON.`,
    mends: [
      {
        text: 'Send the parameters as `application/x-www-form-urlencoded`.',
        action: { kind: 'set-header', name: 'Content-Type', value: 'application/x-www-form-urlencoded' },
      },
    ],
  });
}

/** What the beginning of a body can tell: more of it may make it JSON. */
const readBytes = 65_536;

function responseNotJson(login: FailedLogin): Judgement | null {
  const { status, body, isPage, leg, isSecondHand } = login;
  if (status < 200 || status > 299) return null;
  const isJson = isJsonText(body) || (isSecondHand && /has no access_token/.test(login.words.all));
  const isWhole =
    leg.response?.isComplete === true &&
    leg.response.bodyBytes < readBytes &&
    (body !== null || leg.response.bodyBytes === 0);
  const isProven = !isPage && isWhole && !isSecondHand;
  return found(
    login,
    isJson ? 'token-response-without-token' : 'token-response-not-json',
    isProven ? 'certain' : 'likely',
    {
      sentence: isJson
        ? 'The token endpoint’s answer holds no token'
        : isPage
          ? 'A web page came instead of a token'
          : 'The token endpoint’s answer is not JSON',
      reason: `it answered ${status}, and its body ${isJson ? 'names no access_token' : isPage ? 'is a page for people: of a login, a proxy or a network that wants one' : 'cannot be read as JSON'}.`,
      mends: [
        {
          text: 'Check the address of the token endpoint, and what stands between: a proxy may answer.',
          action: { kind: 'open-connection' },
        },
      ],
    },
  );
}

const noTenant =
  /AADSTS90002\b|realm (?:does not exist|not found)|identity zone|(?:tenant|realm|zone|subdomain)\b[^.]{0,60}(?:not found|does not exist|unknown)|cannot find (?:tenant|realm|zone)/i;

/** Something answers, and it is no token endpoint; or it is one, and not of this tenant. */
function endpointWrong(login: FailedLogin): Judgement | null {
  const { status, isPage, words, leg, body } = login;
  const isTenant = (status === 404 || status === 400) && noTenant.test(words.all);
  const isElse = isPage && status < 500 && ![0, 401, 407, 429].includes(status);
  const isMethod = status === 405 || (status >= 300 && status < 400);
  if (status !== 404 && !isTenant && !isElse && !isMethod) return null;
  const isRoute = isUnknownRoute(leg, words.all);
  const isProven = !isPage && !isRoute && (isTenant || (status === 404 && jsonObject(body) !== null));
  return found(
    login,
    'token-endpoint-wrong',
    isProven ? 'certain' : status >= 200 && status < 300 ? 'possible' : 'likely',
    {
      sentence: isTenant
        ? 'There is no tenant of this name at the token endpoint'
        : 'There is no token endpoint at this address',
      reason: isRoute
        ? 'a gateway answered 404: it has no route to this host.'
        : `it ${answered(login)}${isPage ? ', with a web page' : ''}.`,
      mends: [rightEndpoint(login)],
    },
  );
}

function rightEndpoint(login: FailedLogin): Mend {
  const url = tokenUrlOf(login);
  const text = 'Compare the token endpoint with `url` of the service key: it is that address and /oauth/token.';
  const isSap = url !== null && /\.authentication\.[\w.-]*hana\.ondemand\.com$/.test(url.hostname);
  return isSap && url.pathname !== '/oauth/token'
    ? { text, action: { kind: 'token-url', tokenUrl: `${url.origin}/oauth/token` } }
    : { text, action: { kind: 'open-connection' } };
}
