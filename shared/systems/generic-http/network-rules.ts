import type { NetworkPhase } from '../../model/exchange.ts';
import { formatBytes } from '../../text/bytes.ts';
import { formatDuration } from '../../text/duration.ts';
import type { ExplainInput } from '../system.ts';
import { hostOf, networkLeg, partyOf } from './legs.ts';
import type { NetworkCause } from './network-cause.ts';
import { advice, type Judgement, judgement, type Rule } from './rule.ts';
import { tlsCauses } from './tls-causes.ts';
import { wayCauses } from './way-causes.ts';

const causes: readonly NetworkCause[] = [
  {
    cause: 'name-not-found',
    codes: ['ENOTFOUND'],
    confidence: 'certain',
    gate: 'lookup',
    sentence: (host) => `No address is known for \`${host}\``,
    reason: 'the name lookup answered that this name does not exist.',
    mends: [
      'Compare the host with the service key, letter by letter.',
      'If it is right, check that VPN or proxy is on.',
    ],
  },
  {
    cause: 'name-lookup-failed',
    codes: ['EAI_AGAIN', 'LOOKUP_FAILED'],
    confidence: 'certain',
    gate: 'lookup',
    sentence: (host) => `The name \`${host}\` could not be looked up just now`,
    reason: 'the name server gave no answer, which says nothing about the name itself.',
    mends: ['Check the network connection, VPN included, then send again.'],
  },
  {
    cause: 'connection-refused',
    codes: ['ECONNREFUSED'],
    confidence: 'certain',
    gate: 'connection',
    sentence: (host) => `Nothing accepts connections at \`${host}\``,
    reason: 'the machine answered and refused the connection.',
    mends: ['Check the port, and that the service is running.'],
  },
  {
    cause: 'connection-timeout',
    codes: ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'],
    confidence: 'certain',
    gate: 'connection',
    sentence: (host) => `\`${host}\` did not answer the attempt to connect`,
    reason: 'no answer came before the attempt timed out; often a firewall drops it on the way.',
    mends: ['Check VPN, proxy and firewall between this machine and the host.'],
  },
  {
    cause: 'connection-closed',
    codes: ['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'],
    confidence: 'certain',
    gate: 'phase',
    sentence: (host) => `\`${host}\` closed the connection before it answered`,
    reason: 'the connection ended from the other side without an answer.',
    mends: ['Send again. If it stays, a proxy, or a server that asks for a client certificate, may be behind it.'],
  },
  {
    cause: 'not-http',
    codes: [/^HPE_/],
    confidence: 'certain',
    gate: null,
    sentence: (host) => `What answers at \`${host}\` does not speak HTTP`,
    reason: 'its answer could not be read as HTTP.',
    mends: ['Check the port and the scheme: a port that expects https answers http like this.'],
  },
  {
    cause: 'deadline-exceeded',
    codes: ['DEADLINE_EXCEEDED'],
    confidence: 'certain',
    gate: 'phase',
    sentence: (host, leg) => `\`${host}\` did not finish within ${formatDuration(leg.timings.totalMs)}`,
    reason: 'the deadline over the whole exchange passed. The service may still be working on it.',
    mends: ['Look whether the call took effect before you send it again.', 'Raise the deadline in the settings.'],
  },
  {
    cause: 'response-truncated',
    codes: ['RESPONSE_TRUNCATED'],
    confidence: 'certain',
    gate: null,
    sentence: (_host, leg) => `The answer broke off after ${formatBytes(leg.response?.bodyBytes ?? 0)}`,
    reason: 'the connection ended before the body was complete.',
    mends: ['Send again. The call itself was answered, so look first whether it took effect.'],
  },
  {
    cause: 'redirect-loop',
    codes: ['REDIRECT_LOOP'],
    confidence: 'certain',
    gate: null,
    sentence: (host) => `\`${host}\` redirects in a circle`,
    reason: 'the redirects led back to a place they came from, or did not end.',
    mends: ['Read the hops: they often lead to a login page for people, which a technical client cannot use.'],
  },
  {
    cause: 'network-unreachable',
    codes: ['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'],
    confidence: 'certain',
    gate: 'connection',
    sentence: (host) => `No way leads to \`${host}\``,
    reason: 'this machine’s network has no route to its address.',
    mends: ['Check the network connection, VPN included.'],
  },
  {
    cause: 'redirect-blocked',
    codes: ['REDIRECT_BLOCKED'],
    confidence: 'certain',
    gate: null,
    sentence: (host) => `\`${host}\` redirects to a place that is not followed`,
    reason: 'the redirect leads away from https, to another scheme, or to an address that cannot be read.',
    mends: ['Read the Location header of the answer, and call the right address directly if you trust it.'],
  },
  {
    cause: 'response-malformed',
    codes: ['RESPONSE_MALFORMED', 'RESPONSE_HEADERS_TOO_LARGE', 'RESPONSE_UNDECODABLE'],
    confidence: 'certain',
    gate: null,
    sentence: (host) => `The answer of \`${host}\` cannot be read to its end`,
    reason: 'it breaks the rules of HTTP or of its own encoding.',
    mends: ['Send again. If it stays, the service or a proxy on the way has to mend its answers.'],
  },
  {
    cause: 'response-too-large',
    codes: ['RESPONSE_TOO_LARGE'],
    confidence: 'certain',
    gate: null,
    sentence: (_host, leg) => `The answer was cut at ${formatBytes(leg.response?.bodyBytes ?? 0)}`,
    reason: 'it is larger than the limit for answers.',
    mends: ['Ask for less: `$top` and `$skip` page through a list.'],
  },
  {
    cause: 'cancelled',
    codes: ['CANCELLED'],
    confidence: 'certain',
    gate: null,
    sentence: () => 'The call was cancelled before its answer came',
    reason: 'it was stopped from this side. The service may still have received it.',
    mends: [],
  },
];

/** One rule per cause of the network. The leg that ended the exchange is judged. */
export const networkRules: readonly Rule[] = [...[...causes, ...wayCauses, ...tlsCauses].map(ruleOf), proxyLogin];

function ruleOf(known: NetworkCause): Rule {
  return (input) => {
    const leg = networkLeg(input);
    const code = leg.failure?.code;
    if (leg.failure === null || code === undefined || !known.codes.some((one) => matches(one, code))) return null;
    return judgement(known.gate === 'phase' ? gateOfPhase(leg.failure.phase) : known.gate, {
      cause: known.cause,
      confidence: known.confidence,
      sentence: known.sentence(hostOf(leg.request.url), leg),
      reason: known.reason,
      evidence: [{ text: code, source: `network error while talking to the ${partyOf(leg)}` }],
      mends: known.mends.map(advice),
    });
  };
}

/** Without a tunnel the proxy's own 407 looks like an answer of the host. */
function proxyLogin(input: ExplainInput): Judgement | null {
  const leg = networkLeg(input);
  const known = wayCauses.find(({ cause }) => cause === 'proxy-auth-required');
  if (leg.response?.status !== 407 || known === undefined) return null;
  return judgement(leg.peer?.proxy ? 'proxy' : null, {
    cause: known.cause,
    confidence: leg.peer?.proxy ? 'certain' : 'likely',
    sentence: known.sentence(hostOf(leg.request.url), leg),
    reason: known.reason,
    evidence: [{ text: 'status 407', source: 'response' }],
    mends: known.mends.map(advice),
  });
}

function matches(known: string | RegExp, code: string): boolean {
  return typeof known === 'string' ? known === code : known.test(code);
}

function gateOfPhase(phase: NetworkPhase): string | null {
  if (phase === 'lookup' || phase === 'proxy' || phase === 'tls') return phase;
  return phase === 'connect' ? 'connection' : null;
}
