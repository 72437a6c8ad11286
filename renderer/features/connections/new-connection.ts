import type { SystemId } from '#shared/model/system-id.ts';
import { sharedValue } from '../../app/shared-value.ts';
import { updateApp } from '../../app/store.ts';
import { type CredentialFields, fieldsFor } from './credential-fields.ts';
import { withKey } from './key-fields.ts';
import type { HeldKey } from './read-key.ts';

/** The form of a new connection while it is filled in. What is secret stands in its own fields and in the core. */
export type NewConnectionForm = {
  name: string;
  system: SystemId;
  /** Endpoint per variable, so that a look at another system loses nothing. */
  endpoints: Readonly<Record<string, string>>;
  credential: CredentialFields;
  held: HeldKey | null;
  /** The form was opened by a key, which is then shown first. */
  beganWithKey: boolean;
};

const form = sharedValue<NewConnectionForm | null>(null);

/** The form; null while none is open. It outlives a look at another view. */
export const useNewConnection = form.use;

/** Opens the form of a new connection, or goes back to the one that is half filled in. */
export function openNewConnection(): void {
  form.set(form.get() ?? blankForm('sap-workflow'));
  updateApp({ view: 'connections', shownConnectionId: null });
}

/** Opens a form with a key that was read, for the system such a key is most often for. */
export function startWithKey(held: HeldKey): void {
  const blank = blankForm(systemOfKey(held));
  form.set({ ...blank, held, beganWithKey: true, credential: withKey(blank.credential, held) });
  updateApp({ view: 'connections', shownConnectionId: null });
}

export function changeNewConnection(change: Partial<NewConnectionForm>): void {
  const before = form.get();
  if (before !== null) form.set({ ...before, ...change });
}

/** Another system: its own way in, with what was typed before still there. */
export function changeSystem(system: SystemId): void {
  const before = form.get();
  if (before === null) return;
  const { kind, lifetimeSeconds, backDateSeconds, placedIn } = fieldsFor(system);
  const credential = { ...before.credential, kind, lifetimeSeconds, backDateSeconds, placedIn };
  form.set({ ...before, system, credential: before.held === null ? credential : withKey(credential, before.held) });
}

export function closeNewConnection(): void {
  form.set(null);
}

function blankForm(system: SystemId): NewConnectionForm {
  return { name: '', system, endpoints: {}, credential: fieldsFor(system), held: null, beganWithKey: false };
}

function systemOfKey({ key }: HeldKey): SystemId {
  return key.kind === 'private-key' ? 'magnus' : 'generic-http';
}
