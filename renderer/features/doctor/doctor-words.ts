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
  return `The way to ${target} ends at ${endWords[failed.id]}.`;
}

const endWords: Record<Exclude<DoctorStep['id'], 'call'>, string> = {
  lookup: 'the name lookup',
  connect: 'the connection',
  proxy: 'the proxy',
  tls: 'TLS',
  login: 'the login',
};

/** Time of a step in a few characters: `12 ms`, `1.4 s`, `<1 ms`; empty when it did not happen. */
export function sayTook(tookMs: number | null): string {
  if (tookMs === null) return '';
  if (tookMs < 1) return '<1 ms';
  return tookMs < 1000 ? `${Math.round(tookMs)} ms` : `${(tookMs / 1000).toFixed(1)} s`;
}

/** What the page itself offers for a step that failed; null where only the mends of the report help. */
export function pageMendOf({ id, state }: Pick<DoctorStep, 'id' | 'state'>): string | null {
  if (state !== 'failed') return null;
  if (id === 'lookup' || id === 'connect') return 'Or correct the address of this connection.';
  return id === 'tls' ? 'Or add the authority that signed it to those of this connection alone.' : null;
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
