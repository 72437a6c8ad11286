import type { NewConnection } from '#shared/contract/connections.ts';
import type { Problem } from '#shared/contract/errors.ts';
import { presetOf } from './connection-presets.ts';
import { credentialOf } from './credential-fields.ts';
import { credentialProblems, type FormProblem } from './credential-problems.ts';
import { address } from './field-problems.ts';
import type { NewConnectionForm } from './new-connection.ts';

const longestName = 80;

/** What the form comes to: everything but the secret. */
export function connectionOf(form: NewConnectionForm): NewConnection {
  const { variable } = presetOf(form.system).endpoint;
  const endpoint = endpointOf(form);
  return {
    name: form.name.trim() === '' ? suggestedName(form) : form.name.trim(),
    system: form.system,
    variables: endpoint === '' ? {} : { [variable]: endpoint },
    credential: credentialOf(form.credential),
  };
}

/** The name a connection gets when none is typed: its system, and the host it speaks to. */
export function suggestedName(form: Pick<NewConnectionForm, 'system' | 'endpoints'>): string {
  const { name } = presetOf(form.system);
  const endpoint = endpointOf(form);
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  const base = form.system === 'generic-http' ? 'Service' : name;
  return (host === '' ? base : form.system === 'generic-http' ? host : `${base} ${host}`).slice(0, longestName);
}

/** Everything that keeps the form from being a connection. */
export function formProblems(form: NewConnectionForm): FormProblem[] {
  const { endpoint } = presetOf(form.system);
  const value = endpointOf(form);
  const mayBeEmpty = form.system === 'generic-http';
  return [
    ...(mayBeEmpty && value === '' ? [] : address(endpoint.variable, value, 'The address')).map(certain),
    ...credentialProblems(credentialOf(form.credential), form.system, form.held?.key ?? null),
  ];
}

function certain(problem: Problem): FormProblem {
  return { ...problem, confidence: 'certain' };
}

/** Drafts put their paths behind it, so it ends without a slash. */
function endpointOf({ system, endpoints }: Pick<NewConnectionForm, 'system' | 'endpoints'>): string {
  return (endpoints[presetOf(system).endpoint.variable] ?? '').trim().replace(/\/+$/, '');
}
