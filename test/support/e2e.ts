import { test as base } from '@playwright/test';
import { GatewrightPage } from '../pages/gatewright-page.ts';
import { type GatewrightProcess, startGatewright, temporaryDataDir } from './gatewright-process.ts';

export type RunningApp = {
  ui: GatewrightPage;
  dataDir: string;
  /** The process that runs now. */
  process(): GatewrightProcess;
  /** Stops the app and starts it again over the same data folder. */
  restart(): Promise<void>;
};

/** Starts Gatewright over a fresh data folder and opens it, and leaves nothing behind. */
export const test = base.extend<{ app: RunningApp }>({
  app: async ({ page }, use, testInfo) => {
    const data = temporaryDataDir();
    let running = await startGatewright(data.path);
    const ui = new GatewrightPage(page);
    await ui.open(running.link);
    await use({
      ui,
      dataDir: data.path,
      process: () => running,
      async restart() {
        await running.stop();
        running = await startGatewright(data.path);
        await ui.open(running.link);
      },
    });
    await running.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('terminal', { body: running.output() });
    data.remove();
  },
});

export { expect } from '@playwright/test';
