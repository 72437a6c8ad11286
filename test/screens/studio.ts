import { type Browser, chromium, type Page } from '@playwright/test';
import { type SapWorkflowPractice, startSapWorkflowPractice } from '#core/practice/sap-workflow.ts';
import { GatewrightPage } from '../pages/gatewright-page.ts';
import { chromiumLaunch } from '../support/chromium.ts';
import { type GatewrightProcess, startGatewright, temporaryDataDir } from '../support/gatewright-process.ts';
import { startSampleServer } from '../support/sample-server.ts';
import { startSlowServer } from '../support/slow-server.ts';

/** All that stands around a picture: the app in its browser, and the servers it calls. */
export type Studio = {
  ui: GatewrightPage;
  page: Page;
  /** A system of our own, whose key is imported. */
  system: SapWorkflowPractice;
  samples: Awaited<ReturnType<typeof startSampleServer>>;
  slow: Awaited<ReturnType<typeof startSlowServer>>;
  process(): GatewrightProcess;
  /** Stops the app and starts it again over the same data folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

export async function openStudio(): Promise<Studio> {
  const data = temporaryDataDir();
  const system = await startSapWorkflowPractice({ clock: { now: Date.now } });
  const samples = await startSampleServer();
  const slow = await startSlowServer();
  let running = await startGatewright(data.path);
  const browser = await chromium.launch(await chromiumLaunch());
  const page = await newPage(browser);
  const ui = new GatewrightPage(page);
  await ui.open(running.link);
  return {
    ui,
    page,
    system,
    samples,
    slow,
    process: () => running,
    async restart() {
      await running.stop();
      running = await startGatewright(data.path);
      await ui.open(running.link);
    },
    async close() {
      await browser.close();
      await Promise.all([running.kill(), system.stop(), samples.stop(), slow.stop()]);
      data.remove();
    },
  };
}

/** A person who asked for less motion, so that a picture shows where things end up. */
async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(10_000);
  return context.newPage();
}
