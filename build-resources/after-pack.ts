import { join } from 'node:path';
import { flipFuses } from '@electron/fuses';
import { decideFuses } from './fuses.ts';

/** What electron-builder's hook is given, as far as it is used. */
export type PackContext = {
  appOutDir: string;
  electronPlatformName: string;
  packager: { executableName?: string; appInfo: { productFilename: string } };
};

/**
 * electron-builder's hook between packing and signing: sets the fuses in the copied Electron binary.
 * `GATEWRIGHT_TEST_BUILD=1` makes the build that Playwright can drive. Our own @electron/fuses is called, not the one
 * electron-builder carries: that one is older and knows fewer fuses.
 */
export async function afterPack({ appOutDir, electronPlatformName, packager }: PackContext): Promise<void> {
  const name = packager.appInfo.productFilename;
  const binaries: Record<string, string> = {
    darwin: `${name}.app`,
    win32: `${name}.exe`,
    linux: packager.executableName ?? name,
  };
  const binary = binaries[electronPlatformName];
  if (binary === undefined) throw new Error(`No fuses are decided for ${electronPlatformName}`);
  await flipFuses(join(appOutDir, binary), decideFuses({ isTestBuild: process.env.GATEWRIGHT_TEST_BUILD === '1' }));
}
