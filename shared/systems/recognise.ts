import type { HeaderLine } from '../model/exchange.ts';
import type { SystemId } from '../model/system-id.ts';
import { splitAuthorization } from '../text/authorization.ts';
import { findJwts } from '../text/find-jwts.ts';
import { findHeader } from '../text/headers.ts';
import { decodeJwt } from '../text/jwt.ts';
import { commandCodes } from './magnus/run-request.ts';

/** What is seen of a call, whoever recorded it. Texts may be null, cut, or no text at all. */
export type Traffic = {
  method: string;
  url: string;
  headers: readonly HeaderLine[];
  bodyText: string | null;
  responseHeaders: readonly HeaderLine[];
  responseBodyText: string | null;
};

/** Bodies are looked at this far: what tells a system stands near their beginning. */
const lookedAt = 64 * 1024;

/**
 * The system a call is about, told from the traffic alone. A token endpoint that could be anybody's is `generic-http`: which
 * system it serves is known by the calls that carry its token.
 */
export function recogniseSystem(traffic: Traffic): SystemId {
  const seen = {
    ...traffic,
    bodyText: traffic.bodyText?.slice(0, lookedAt) ?? null,
    responseBodyText: traffic.responseBodyText?.slice(0, lookedAt) ?? null,
  };
  if (isProcessServer(seen)) return 'process-server';
  if (isMagnus(seen)) return 'magnus';
  return isSapWorkflow(seen) ? 'sap-workflow' : 'generic-http';
}

/** Ways on which only token endpoints lie. */
const tokenPath = /\/(?:oauth2?|connect|openid-connect|v[12](?:\.0)?)\/token\/?$|\/token(?:\.oauth2)?\/?$/i;

/** Whether a call asks a token endpoint for a token (RFC 6749, 3.2): by what it sends, by its way, or by what it gets. */
export function isTokenCall({ method, url, bodyText, responseBodyText }: Traffic): boolean {
  const [path = '', query = ''] = url.split(/[?#]/, 2);
  if (method !== 'POST' && method !== 'GET') return false;
  if (/(?:^|&)grant_type=/.test(query) || /(?:^|[\s&"'{,])"?grant_type["=:]/.test((bodyText ?? '').slice(0, 4096)))
    return true;
  if (tokenPath.test(path)) return true;
  return method === 'POST' && /^\s*\{[^{}[\]]*"access_token"\s*:\s*"/.test((responseBodyText ?? '').slice(0, lookedAt));
}

function isProcessServer({ url, bodyText, responseBodyText }: Traffic): boolean {
  if (/\/active-bpel\/|\/AeB4PTask|\/ae-avc-/i.test(pathOf(url))) return true;
  return [bodyText, responseBodyText].some(
    (text) =>
      text !== null &&
      /www\.example\.org\/WS-HT|ws-humantask\/|active-endpoints(?:\.com)?\/|<(?:\w+:)?getMyTask(?:s|Abstracts)\b/.test(
        text,
      ),
  );
}

function isMagnus({ method, url, headers, bodyText, responseBodyText }: Traffic): boolean {
  const body = bodyText ?? '';
  const isCommand = /"c"\s*:/.test(body) && /"configuration"\s*:/.test(body);
  if (isCommand && Object.values(commandCodes).some((code) => body.includes(`"${code}"`))) return true;
  if (!/\/remote\/?$/i.test(pathOf(url))) return false;
  if (isCommand || isServiceAccount(body, headers)) return true;
  const answer = responseBodyText ?? '';
  const isFailed = /"status"\s*:\s*"failed"/.test(answer) && /"reason"\s*:/.test(answer);
  const isStarted = /"status"\s*:\s*"ok"/.test(answer) && /"(?:historyId|workflowId|history)"\s*:/.test(answer);
  return method === 'POST' && (isFailed || isStarted);
}

/** A Google service account speaks for itself. */
function isServiceAccount(body: string, headers: readonly HeaderLine[]): boolean {
  return [body, findHeader(headers, 'authorization') ?? ''].some((text) =>
    findJwts(text).some((jwt) => String(decodeJwt(jwt)?.claims.iss ?? '').endsWith('.gserviceaccount.com')),
  );
}

const sapHosts = /(?:^|\.)hana(?:trial)?\.ondemand\.com$|(?:^|\.)sap\.(?:cn|com)$|(?:^|\.)platform\.sapcloud\.cn$/i;
const sapApis = /^api\.workflow-sap\.|^spa-api-gateway|^bpmworkflowruntime/i;
const tokenHosts = /\.authentication(?:\.cert)?\.[\w-]+\.(?:hana\.ondemand\.com|platform\.sapcloud\.cn)$/i;

/** Ways that belong to the workflow service wherever it is reached, a proxy of the customer included. */
const workflowPaths =
  /\/workflow-service\/|\/workflow\/rest\/|\/bpmworkflowruntime\/|\/workflow-deploy\/rest\/|\/v1\/(?:workflow|task)-(?:instances|definitions)(?:\/|$)/i;
/** Ways that others have, too. */
const commonPaths = /\/v1\/(?:messages|forms|jobs|export|purge|xsrf-token)(?:\/|$)/i;

function isSapWorkflow({ url, headers, bodyText, responseBodyText }: Traffic): boolean {
  const host = hostOf(url);
  const path = pathOf(url);
  if (sapApis.test(host) || workflowPaths.test(path)) return true;
  if (tokenHosts.test(host)) return true;
  if (sapHosts.test(host) && (commonPaths.test(path) || /workflow-(?:instances|definitions)/.test(path))) return true;
  const isNamed = (text: string | null) => text !== null && (hasWorkflowClient(text) || isServiceError(text));
  return isNamed(responseBodyText) || hasWorkflowClient(bodyText ?? '') || hasWorkflowScope(headers);
}

/** `sb-clone-…!b31337|workflow!b10150`, also percent-encoded in a form. */
function hasWorkflowClient(text: string): boolean {
  return /(?:\||%7C)workflow(?:!|%21)[bt]\d/i.test(text);
}

function isServiceError(text: string): boolean {
  return /"code"\s*:\s*"bpm\.workflowruntime\./.test(text);
}

function hasWorkflowScope(headers: readonly HeaderLine[]): boolean {
  const { credential } = splitAuthorization(findHeader(headers, 'authorization') ?? '');
  const claims = decodeJwt(credential)?.claims;
  if (claims === undefined) return false;
  const said = [claims.scope, claims.client_id, claims.azp].flat().filter((one) => typeof one === 'string');
  return said.some((one) => /(?:^|\s|\|)workflow![bt]\d/.test(one));
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? '';
}

function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}
