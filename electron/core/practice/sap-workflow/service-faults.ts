import { randomUUID } from 'node:crypto';
import type { Fault, Faults } from '../faults.ts';
import { answerServiceError } from './rest-answers.ts';

const group = 'Service';

/** What can be wrong at the service itself, whoever asks. */
export const serviceFaults = [
  {
    id: 'csrf-token-required',
    name: 'CSRF token wanted',
    words: 'an application router stands before the service: calls that change something need a CSRF token',
    group,
    cause: 'csrf-token-required',
  },
  {
    id: 'calls-limited',
    name: 'Calls limited',
    words: 'the service throttles: 429 with SAP’s code',
    group,
    cause: 'rate-limited',
  },
  {
    id: 'instances-limited',
    name: 'Instances limited',
    words: 'the tenant holds as many workflow instances as it may: nothing more is started',
    group,
    cause: 'rate-limited',
  },
  {
    id: 'service-failed',
    name: 'Internal server error',
    words: 'the service fails on every call: 500 with SAP’s code',
    group,
    cause: 'service-error',
  },
] as const satisfies readonly Fault[];

export type ServiceFaultId = (typeof serviceFaults)[number]['id'];

/** What the fault that is on answers a call with whose token is good; null when the call is to go on. */
export function failInstead(faults: Faults<ServiceFaultId>, method: string, path: string): Response | null {
  if (faults.isOn('calls-limited')) {
    const response = answerServiceError(429, 'The request rate limit is exceeded.', `${prefix}.rate.limit.exceeded`);
    response.headers.set('Retry-After', '30');
    return response;
  }
  if (faults.isOn('service-failed')) {
    return answerServiceError(500, 'An internal server error occurred.', `${prefix}.internal.server.error`);
  }
  if (faults.isOn('instances-limited') && method === 'POST' && path === '/v1/workflow-instances') {
    const message = 'The maximum number of workflow instances is reached.';
    return answerServiceError(400, message, `${prefix}.rest.instance.limit.reached`);
  }
  return null;
}

const prefix = 'bpm.workflowruntime';

export type CsrfGuard = {
  /** The refusal of a call that changes something without the token; null when it may go on. */
  refuse(method: string, token: string | null): Response | null;
  /** What `GET …/xsrf-token` brings with `X-CSRF-Token: Fetch`. */
  token: string;
};

/** The application router's check: one token for everybody, made at start. */
export function createCsrfGuard(faults: Faults<ServiceFaultId>): CsrfGuard {
  const token = randomUUID();
  return {
    token,
    refuse(method, given) {
      const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(method);
      if (isRead || !faults.isOn('csrf-token-required') || given === token) return null;
      return new Response('Forbidden', {
        status: 403,
        headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-CSRF-Token': 'Required' },
      });
    },
  };
}
