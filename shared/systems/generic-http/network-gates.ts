import type { NetworkPhase } from '../../model/exchange.ts';
import type { Evidence, Gate, GateState } from '../../model/gate-report.ts';
import { formatDuration } from '../../text/duration.ts';
import type { Leg } from './rule.ts';

const dayMs = 86_400_000;

const order: readonly NetworkPhase[] = ['lookup', 'connect', 'proxy', 'tls', 'send', 'wait', 'download', 'redirect'];

/**
 * Name lookup, connection, proxy and TLS of one leg. Plain HTTP has no TLS gate: drawing one as passed would say that
 * something was checked. A proxy is drawn where there was one; lookup and connection are then those of the proxy. `stoppedAt` is the gate that the findings name.
 */
export function networkGates(leg: Leg, stoppedAt: string | null): Gate[] {
  const gates = [lookupGate(leg, stoppedAt), connectionGate(leg, stoppedAt), ...proxyGate(leg, stoppedAt)];
  return leg.request.url.startsWith('https:') ? [...gates, tlsGate(leg, stoppedAt)] : gates;
}

/** The request left this machine, or may have. */
export function wasSent(leg: Leg): boolean {
  return leg.response !== null || stateAt(leg, 'send', null, 'send') !== 'not-reached';
}

/** How far the network let a leg through. A failure in a phase makes it `unknown`, unless it is what stopped the call. */
export function stateAt(leg: Leg, phase: NetworkPhase, stoppedAt: string | null, id: string): GateState {
  if (stoppedAt === id) return 'stopped';
  if (leg.response !== null || leg.failure === null) return 'passed';
  const reached = order.indexOf(leg.failure.phase);
  const own = order.indexOf(phase);
  if (reached > own) return 'passed';
  return reached === own ? 'unknown' : 'not-reached';
}

/** The words under a gate that did not let the call through; null for one that did. */
export function noteOf(state: GateState): string | null {
  if (state === 'stopped') return 'stopped here';
  if (state === 'not-reached') return 'not reached';
  return state === 'unknown' ? 'not known' : null;
}

function lookupGate(leg: Leg, stoppedAt: string | null): Gate {
  const state = stateAt(leg, 'lookup', stoppedAt, 'lookup');
  const evidence = leg.peer === null ? [] : [{ text: `the address is ${leg.peer.address}`, source: 'connection' }];
  return {
    id: 'lookup',
    name: 'Lookup',
    state,
    note: noteOf(state) ?? leg.peer?.address ?? 'passed',
    evidence: state === 'passed' ? evidence : failureEvidence(leg, state),
  };
}

function connectionGate(leg: Leg, stoppedAt: string | null): Gate {
  const state = stateAt(leg, 'connect', stoppedAt, 'connection');
  const { connectMs, isConnectionReused } = leg.timings;
  const took = connectMs === null ? 'passed' : formatDuration(connectMs);
  return {
    id: 'connection',
    name: 'Connection',
    state,
    note: noteOf(state) ?? (isConnectionReused ? 'reused' : took),
    evidence: failureEvidence(leg, state),
  };
}

function proxyGate(leg: Leg, stoppedAt: string | null): Gate[] {
  const proxy = leg.peer?.proxy;
  if (!proxy && stoppedAt !== 'proxy' && leg.failure?.phase !== 'proxy') return [];
  const state = stateAt(leg, 'proxy', stoppedAt, 'proxy');
  const note = noteOf(state) ?? proxy ?? 'passed';
  return [{ id: 'proxy', name: 'Proxy', state, note, evidence: failureEvidence(leg, state) }];
}

function tlsGate(leg: Leg, stoppedAt: string | null): Gate {
  const state = stateAt(leg, 'tls', stoppedAt, 'tls');
  const protocol = leg.peer?.tlsProtocol?.replace(/^TLSv/, 'TLS ') ?? 'TLS';
  return {
    id: 'tls',
    name: protocol,
    state,
    note: noteOf(state) ?? certificateNote(leg) ?? (leg.timings.isConnectionReused ? 'reused' : 'passed'),
    evidence: failureEvidence(leg, state),
  };
}

function certificateNote(leg: Leg): string | null {
  const certificate = leg.peer?.certificate;
  if (!certificate) return null;
  const days = Math.floor((certificate.validTo - leg.startedAt) / dayMs);
  return `${issuerName(certificate.issuer)}, ${days === 1 ? '1 day' : `${days} days`}`;
}

/** `C=US, O=DigiCert Inc, CN=DigiCert TLS …` → `DigiCert`; a bare name stays, without its legal form. */
function issuerName(issuer: string): string {
  const organisation = /(?:^|[,\n/]\s*)O=([^,\n/]+)/.exec(issuer) ?? /(?:^|[,\n/]\s*)CN=([^,\n/]+)/.exec(issuer);
  return (organisation?.[1] ?? issuer).replace(/,? (?:Inc|Ltd|LLC|GmbH|Corporation|Corp)\.?$/, '').slice(0, 32);
}

function failureEvidence(leg: Leg, state: GateState): Evidence[] {
  if (leg.failure === null || state !== 'stopped') return [];
  return [
    {
      text: leg.failure.code,
      source: `network error while talking to the ${leg.kind === 'token' ? 'token endpoint' : 'service'}`,
    },
  ];
}
