import { updateApp } from '../../app/store.ts';

/** Goes to the anatomy of a connection's token or assertion; of a JWT that is pasted there, for null. */
export function openAnatomy(connectionId: string | null): void {
  updateApp({ view: 'anatomy', anatomyConnectionId: connectionId });
}
