import { join } from 'node:path';
import { createCore } from '#core/create-core.ts';
import { startDesktop } from './desktop/desktop-app.ts';
import { readStartOptions } from './desktop/start-options.ts';

// Not awaited: Electron becomes ready only when this module has been evaluated, and `startDesktop` waits for that.
void startDesktop({
  createCore,
  clock: { now: Date.now },
  platform: process.platform,
  env: process.env,
  options: readStartOptions(process.argv.slice(1)),
  mainDir: import.meta.dirname,
  rendererDir: join(import.meta.dirname, '..', 'renderer'),
});
