import { type FuseConfig, FuseV1Options, FuseVersion } from '@electron/fuses';

type DecidedFuses = Required<Record<FuseV1Options, boolean>>;

/**
 * Every fuse of the installed Electron, decided. A fuse that a new release brings is missing here: the type then fails to
 * compile, and `strictlyRequireAllFuses` stops the packaging, until somebody has thought about it.
 *
 * A test build leaves the inspector on, because Playwright drives Electron through it. It is never shipped.
 */
export function decideFuses({ isTestBuild }: { isTestBuild: boolean }): FuseConfig {
  const fuses: DecidedFuses = {
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: isTestBuild,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  };
  return { version: FuseVersion.V1, strictlyRequireAllFuses: true, resetAdHocDarwinSignature: true, ...fuses };
}
