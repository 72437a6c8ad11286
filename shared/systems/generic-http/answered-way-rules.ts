import type { Confidence } from '../../model/gate-report.ts';
import { formatBytes } from '../../text/bytes.ts';
import { findHeader } from '../../text/headers.ts';
import type { ExplainInput } from '../system.ts';
import { answerWords } from './answer-words.ts';
import { squidError } from './gateway-pages.ts';
import { hostOf, loginBody, networkLeg } from './legs.ts';
import { advice, type Judgement, judgement, type Rule } from './rule.ts';
import { wayCauses } from './way-causes.ts';

/** Faults on the way that come as an answer: a proxy’s own, a port’s that expects TLS, or half of one. */
export const answeredWayRules: readonly Rule[] = [proxyLogin, networkLogin, proxyPage, plainToTls, brokenOff, circle];

/** Without a tunnel the proxy’s own 407 looks like an answer of the host. Only proxies write `Proxy-Authenticate`. */
function proxyLogin(input: ExplainInput): Judgement | null {
  const leg = networkLeg(input);
  const known = wayCauses.find(({ cause }) => cause === 'proxy-auth-required');
  if (leg.response?.status !== 407 || known === undefined) return null;
  const scheme = findHeader(leg.response.headers, 'proxy-authenticate');
  const isProxy = (leg.peer?.proxy ?? '') !== '' || scheme !== null;
  return judgement(leg.peer?.proxy ? 'proxy' : null, {
    cause: known.cause,
    confidence: isProxy ? 'certain' : 'likely',
    sentence: known.sentence(hostOf(leg.request.url), leg),
    reason: known.reason,
    evidence: [
      { text: 'status 407', source: 'response' },
      ...(scheme === null
        ? []
        : [{ text: `Proxy-Authenticate: ${scheme.split(/[\s,]/)[0]}`, source: 'response header' }]),
    ],
    mends: known.mends.map(advice),
  });
}

/** 511 is written by networks that want a login before they let anybody through (RFC 6585, section 6). */
function networkLogin(input: ExplainInput): Judgement | null {
  const leg = networkLeg(input);
  if (leg.response?.status !== 511) return null;
  return judgement(null, {
    cause: 'proxy-auth-required',
    confidence: 'likely',
    sentence: 'The network wants a login before it lets calls through',
    reason: 'something on the way answered 511, so the host itself was never asked.',
    evidence: [{ text: 'status 511', source: 'response' }],
    mends: [advice('Open any page in a browser and log in to the network there, then send again.')],
  });
}

const squidCauses = [
  [/^ERR_DNS_FAIL/, 'name-not-found', 'The proxy found no address for'],
  [/^ERR_CONNECT_FAIL/, 'connection-refused', 'The proxy could not connect to'],
  [
    /^ERR_(?:ACCESS_DENIED|FORWARDING_DENIED|CANNOT_FORWARD|SECURE_CONNECT_FAIL)/,
    'proxy-refused',
    'The proxy does not open the way to',
  ],
] as const;

/** Squid names its own error in a header; without a tunnel it answers in the host’s place. */
function proxyPage(input: ExplainInput): Judgement | null {
  const leg = networkLeg(input);
  const error = squidError(leg) ?? '';
  const [, cause, what] = squidCauses.find(([pattern]) => pattern.test(error)) ?? [];
  if (cause === undefined || (leg.response?.status ?? 0) < 400) return null;
  return judgement(leg.peer?.proxy ? 'proxy' : null, {
    cause,
    confidence: 'likely',
    sentence: `${what} \`${hostOf(leg.request.url)}\``,
    reason: `the proxy answered in its place and named ${error}.`,
    evidence: [{ text: `X-Squid-Error: ${error}`, source: 'response header' }],
    mends: [advice('Check the host for a typing error, and ask who runs the proxy to allow it.')],
    probes: ['doctor'],
  });
}

/** nginx, Go and Apache say so by 400. */
function plainToTls(input: ExplainInput): Judgement | null {
  const leg = networkLeg(input);
  if (leg.response?.status !== 400 || !leg.request.url.startsWith('http:')) return null;
  const { all } = answerWords(leg, leg.kind === 'token' ? loginBody(input) : input.bodyText);
  if (
    !/plain http request was sent to https port|http request to an https server|speaking plain http to an ssl-enabled/i.test(
      all,
    )
  )
    return null;
  return judgement(null, {
    cause: 'tls-protocol',
    confidence: 'likely',
    sentence: `\`${hostOf(leg.request.url)}\` expects TLS on this port, and was called without`,
    reason: 'it answered 400 and said that plain HTTP came to its https port.',
    evidence: [{ text: 'status 400', source: 'response' }],
    mends: [
      leg.kind === 'call'
        ? {
            text: 'Call it by `https`.',
            action: { kind: 'correct-url', url: leg.request.url.replace(/^http:/, 'https:') },
          }
        : {
            text: 'Write `https` in the token endpoint.',
            action: { kind: 'token-url', tokenUrl: leg.request.url.replace(/^http:/, 'https:') },
          },
    ],
  });
}

/** A transfer that broke off without a code, as in imports. */
function brokenOff(input: ExplainInput): Judgement | null {
  const leg = networkLeg(input);
  if (leg.failure !== null || leg.response === null || leg.response.isComplete) return null;
  return judgement(null, {
    cause: 'response-truncated',
    confidence: leg.response.status < 400 ? 'likely' : 'possible',
    sentence: `The answer broke off after ${formatBytes(leg.response.bodyBytes)}`,
    reason: 'its body is marked as incomplete.',
    evidence: [{ text: `${leg.response.bodyBytes} bytes, incomplete`, source: 'response' }],
    mends: [advice('Send again. The call itself was answered, so look first whether it took effect.')],
  });
}

/** Hops that come back to where they were, in a record that ends in one more redirect. */
function circle(input: ExplainInput): Judgement | null {
  const leg = networkLeg(input);
  const status = leg.response?.status ?? 0;
  if (leg.failure !== null || status < 300 || status > 399 || leg.hops.length < 2) return null;
  const urls = leg.hops.map(({ url }) => url);
  const isBack = new Set(urls).size < urls.length;
  const confidence: Confidence = isBack ? 'likely' : 'possible';
  if (!isBack && leg.hops.length < 5) return null;
  return judgement(null, {
    cause: 'redirect-loop',
    confidence,
    sentence: `\`${hostOf(leg.request.url)}\` redirects in a circle`,
    reason: `${leg.hops.length} redirects were followed and the last answer is one more.`,
    evidence: [{ text: `${leg.hops.length} redirects`, source: 'hops' }],
    mends: [advice('Read the hops: they often lead to a login page for people, which a technical client cannot use.')],
  });
}
