import type { DoctorReport, DoctorStep } from '#shared/model/doctor-report.ts';

/** What is looked at, in order, while nothing is known yet. */
export const stepNames: readonly { id: DoctorStep['id']; name: string }[] = [
  { id: 'lookup', name: 'Name lookup' },
  { id: 'connect', name: 'Connection' },
  { id: 'proxy', name: 'Proxy' },
  { id: 'tls', name: 'TLS' },
  { id: 'login', name: 'Login' },
  { id: 'call', name: 'A harmless call' },
];

/** The whole report in one sentence. */
export function sayReport({ target, steps }: DoctorReport): string {
  const failed = steps.find(({ state }) => state === 'failed');
  if (failed === undefined) return `The way to ${target} is clear.`;
  if (failed.id === 'call') return `${target} is reached, and refuses the harmless call.`;
  return `It stops on the way to ${target}: ${failed.name}.`;
}

/** Time of a step in a few characters: `12 ms`, `1.4 s`, `<1 ms`; empty when it did not happen. */
export function sayTook(tookMs: number | null): string {
  if (tookMs === null) return '';
  if (tookMs < 1) return '<1 ms';
  return tookMs < 1000 ? `${Math.round(tookMs)} ms` : `${(tookMs / 1000).toFixed(1)} s`;
}

/** The part of a connection's page in which a step is mended. */
export function sectionOfStep(id: DoctorStep['id']): 'Endpoints' | 'Trust' | 'Credential' {
  if (id === 'login' || id === 'call') return 'Credential';
  return id === 'tls' ? 'Trust' : 'Endpoints';
}

/**
 * The certificate a failed TLS step could be mended by accepting: the server's own, the first of what it showed. Null when the
 * step passed, showed none, or that very certificate is accepted already.
 */
export function acceptableCertificate(step: DoctorStep, pinnedFingerprint: string | null) {
  const leaf = step.chain[0];
  if (step.id !== 'tls' || step.state !== 'failed' || leaf === undefined) return null;
  return leaf.fingerprint === pinnedFingerprint ? null : leaf;
}
