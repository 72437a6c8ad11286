import type { Gate, GateState } from '../../model/gate-report.ts';
import { formatDuration } from '../../text/duration.ts';
import { findHeader } from '../../text/headers.ts';
import { momentWords } from '../../text/moment.ts';
import { isStoppedAtLogin, loginLeg } from '../generic-http/legs.ts';
import { noteOf, wasSent } from '../generic-http/network-gates.ts';
import type { ExplainInput } from '../system.ts';
import { answerOf } from './answer.ts';
import { isCarried, neededBy, operationOf } from './call.ts';

type ServiceGateId = 'client-login' | 'token' | 'authority' | 'resource' | 'payload';

const order: readonly string[] = [
  'client-login',
  'token',
  'authority',
  'resource',
  'payload',
] satisfies ServiceGateId[];

/** The gates of the service itself. A token call has the first two only. */
export function serviceGates(input: ExplainInput, stoppedAt: string | null): Gate[] {
  const login = [loginGate(input, stoppedAt), tokenGate(input, stoppedAt)];
  if (input.exchange.kind === 'token') return login;
  return [
    ...login,
    gate('authority', 'Authority', authorityState(input, stoppedAt), 'granted', authorityEvidence(input)),
    gate('resource', resourceName(input), stateOf('resource', input, stoppedAt), 'found', []),
    gate('payload', 'Payload', stateOf('payload', input, stoppedAt), payloadNote(input), []),
  ];
}

function gate(id: ServiceGateId, name: string, state: GateState, note: string, evidence: Gate['evidence']): Gate {
  return { id, name, state, note: noteOf(state) ?? note, evidence: state === 'passed' ? evidence : [] };
}

/** How a call fared at a gate, as far as the answer tells: an answer of 2xx passed them all. */
function stateOf(id: ServiceGateId, input: ExplainInput, stoppedAt: string | null): GateState {
  if (stoppedAt === id) return 'stopped';
  const status = input.exchange.response?.status ?? 0;
  if (stoppedAt === null && status >= 200 && status < 300) return 'passed';
  if (stoppedAt === null) return wasSent(input.exchange) ? 'unknown' : 'not-reached';
  return order.indexOf(stoppedAt) > order.indexOf(id) ? 'passed' : 'not-reached';
}

/** A token at hand proves the login; but a call that never left this machine came to no gate behind the network's. */
function loginGate(input: ExplainInput, stoppedAt: string | null): Gate {
  const leg = loginLeg(input);
  const hasToken = input.exchange.token !== null;
  const isProven = hasToken && stoppedAt !== 'client-login' && wasSent(input.exchange);
  const state = isProven ? 'passed' : stateOf('client-login', input, stoppedAt);
  if (leg === null && !hasToken && !isStoppedAtLogin(input)) return unused('client-login', 'Client login');
  const took = leg === null ? 'token reused' : `${secretWord(input)}, ${formatDuration(leg.timings.totalMs)}`;
  const evidence =
    leg?.response == null ? [] : [{ text: `status ${leg.response.status}`, source: 'answer of the token endpoint' }];
  return gate('client-login', 'Client login', state, took, evidence);
}

function tokenGate(input: ExplainInput, stoppedAt: string | null): Gate {
  const { token, startedAt, kind } = input.exchange;
  const state = tokenState(input, stoppedAt);
  if (token === null && kind === 'token') return gate('token', 'Token', state, 'issued', []);
  if (token === null && carriesBearer(input)) return gate('token', 'Token', state, 'not readable', []);
  if (token === null)
    return state === 'stopped' || isStoppedAtLogin(input)
      ? gate('token', 'Token', state, '', [])
      : unused('token', 'Token');
  const left = token.expiresAt - startedAt;
  const note = left > 0 ? `${formatDuration(left)} left` : 'expired';
  return gate('token', 'Token', state, note, [
    { text: `valid until ${momentWords(token.expiresAt)}`, source: `token ${token.tag}` },
  ]);
}

/** A token was sent of which nothing can be read: an opaque one, or one whose end a file has not kept. */
function carriesBearer({ exchange }: ExplainInput): boolean {
  const { scheme = '' } = exchange.clues.authorization ?? {};
  const sent = findHeader(exchange.request.headers, 'authorization') ?? scheme;
  return wasSent(exchange) && /^bearer\b/i.test(sent);
}

/** A router, or a page, that answered in the service’s place looked at no token. */
function tokenState(input: ExplainInput, stoppedAt: string | null): GateState {
  const state = stateOf('token', input, stoppedAt);
  const answer = stoppedAt === 'resource' ? answerOf(input) : null;
  return answer?.isPage || answer?.isUnrouted ? 'unknown' : state;
}

/** An answer behind the authority check does not prove which authority was asked for, so the token is asked, too. */
function authorityState(input: ExplainInput, stoppedAt: string | null): GateState {
  const state = stateOf('authority', input, stoppedAt);
  const isBehind = stoppedAt === 'resource' || stoppedAt === 'payload';
  return isBehind && isCarried(input) !== true ? 'unknown' : state;
}

function authorityEvidence(input: ExplainInput): Gate['evidence'] {
  const { token } = input.exchange;
  if (token === null || isCarried(input) !== true) return [];
  return [{ text: `carries ${neededBy(input).join(' or ')}`, source: `claim \`scope\` of token \`${token.tag}\`` }];
}

function unused(id: ServiceGateId, name: string): Gate {
  return { id, name, state: 'not-reached', note: 'not used', evidence: [] };
}

function secretWord({ connection }: ExplainInput): string {
  const credential = connection?.credential;
  if (credential?.kind !== 'oauth2-client-credentials') return 'login';
  return credential.secretKind === 'x509' ? 'certificate' : 'secret';
}

function payloadNote({ exchange }: ExplainInput): string {
  return exchange.request.body === null ? 'none sent' : 'accepted';
}

const resourceNames: readonly (readonly [path: RegExp, name: string])[] = [
  [/^\/v1\/workflow-definitions/, 'Definition'],
  [/^\/v1\/(?:workflow-instances|messages)/, 'Instance'],
  [/^\/v1\/task-/, 'Task'],
  [/^\/v1\/forms/, 'Form'],
  [/^\/v1\/jobs/, 'Job'],
];

/** What the service has to find before it looks at the payload: a start needs its definition. */
function resourceName(input: ExplainInput): string {
  const operation = operationOf(input);
  if (operation?.id === 'start-instance') return 'Definition';
  return resourceNames.find(([path]) => path.test(operation?.path ?? ''))?.[1] ?? 'Resource';
}
