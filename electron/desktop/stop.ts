import { app, dialog } from 'electron';
import type { Core } from '#core/create-core.ts';

/** How long the core may take to stop before the app ends without it. Every acknowledged entry is on disk already. */
const patienceMs = 5_000;

/** Lets the core stop before the app does. Whatever happens, the app ends. */
export function disposeOnQuit(core: Pick<Core, 'dispose'>, limitMs = patienceMs): void {
  let isStopping = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isStopping) return;
    isStopping = true;
    const timer = setTimeout(() => app.exit(0), limitMs);
    core
      .dispose()
      .catch(() => {})
      .finally(() => {
        clearTimeout(timer);
        app.exit(0);
      });
  });
}

/**
 * Ends the app with a sentence after something nobody expected. Electron's own box would show the error's text, which
 * may quote anything, a secret too; the sentence never does.
 */
export function stopWith(sentence: string): void {
  dialog.showErrorBox('Gatewright has to stop', sentence);
  app.exit(1);
}

/** Errors that nobody caught leave the core in a state nobody knows, so the app ends. The log gets name and place. */
export function stopOnUncaught(logError: (sentence: string, cause: unknown) => void): void {
  const stop = (cause: unknown) => {
    logError('uncaught', cause);
    stopWith('Something went wrong that was not foreseen. What was recorded is safe; please start Gatewright again.');
  };
  process.on('uncaughtException', stop);
  process.on('unhandledRejection', stop);
}
