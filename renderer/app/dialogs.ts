import { useSyncExternalStore } from 'react';

/** The dialogs that more than one place can open. */
type Dialog = 'paste' | 'vault';

let open: Dialog | null = null;
const listeners = new Set<() => void>();

export function openPasteDialog(): void {
  setDialog('paste');
}

export function openVaultDialog(): void {
  setDialog('vault');
}

export function closeDialog(): void {
  setDialog(null);
}

export function useIsDialogOpen(dialog: Dialog): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open === dialog,
  );
}

function setDialog(dialog: Dialog | null): void {
  open = dialog;
  for (const listener of listeners) listener();
}
