import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPackage, listPackage, statFile } from '@electron/asar';
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { afterPack } from '../../../build-resources/after-pack.ts';
import { decideFuses } from '../../../build-resources/fuses.ts';

const projectDir = join(import.meta.dirname, '..', '..', '..');

type Configuration = Record<string, unknown> & { files: (string | { filter: string[] })[] };
type Filter = (file: string, stat: { isDirectory(): boolean }) => boolean;
type Builder = {
  config: {
    getConfig(projectDir: string, file: string, options: null): Promise<Configuration>;
    validateConfiguration(config: unknown, log: { isEnabled: boolean }): Promise<void>;
  };
  matcher: {
    FileMatcher: new (
      from: string,
      to: string,
      expand: (text: string) => string,
      patterns: string[],
    ) => { createFilter(): Filter };
  };
};

/** electron-builder's own validator and file matcher, from where electron-builder itself finds them. */
function loadBuilder(): Builder {
  const fromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
  return {
    config: fromBuilder('app-builder-lib/out/util/config/config'),
    matcher: fromBuilder('app-builder-lib/out/fileMatcher'),
  };
}

const builder = loadBuilder();
const readConfiguration = () => builder.config.getConfig(projectDir, 'electron-builder.yml', null);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatewright-package-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('electron-builder.yml', () => {
  it("is valid by electron-builder's own schema, which does refuse what is wrong", async () => {
    const configuration = await readConfiguration();
    await expect(builder.config.validateConfiguration(configuration, { isEnabled: false })).resolves.toBeUndefined();
    const wrong = { ...configuration, asarr: true };
    await expect(builder.config.validateConfiguration(wrong, { isEnabled: false })).rejects.toThrow('asarr');
  });

  it('names the four packages, the archive and the hook that sets the fuses', async () => {
    expect(await readConfiguration()).toMatchObject({
      asar: true,
      afterPack: './build-resources/after-pack.ts',
      linux: { target: ['deb', 'AppImage'] },
      win: { target: 'nsis' },
      mac: { target: 'dmg', hardenedRuntime: true },
    });
  });

  it('starts the AppImage with its sandbox: left alone, electron-builder would add --no-sandbox', async () => {
    expect(await readConfiguration()).toMatchObject({ appImage: { executableArgs: [] } });
  });

  it('lets in what is listed and nothing else', async () => {
    const listed = [
      'LICENSE',
      'build/main/history-worker.mjs',
      'build/main/main.mjs',
      'build/main/preload.cjs',
      'build/main/shared-abc.mjs',
      'build/renderer/assets/index-abc.css',
      'build/renderer/assets/index-abc.js',
      'build/renderer/assets/inter-abc.woff2',
      'build/renderer/index.html',
      'package.json',
    ];
    const unlisted = [
      '.env',
      '.git/config',
      'biome.json',
      'build-resources/after-pack.ts',
      'build/main/main.mjs.map',
      'build/main/notes.txt',
      'build/renderer/.vite/manifest.json',
      'build/renderer/assets/index-abc.js.map',
      'build/test-results/trace.zip',
      'dist/old.asar',
      'electron/main.ts',
      'electron-builder.yml',
      'node_modules/zod/index.js',
      'node_modules/zod/package.json',
      'package-lock.json',
      'renderer/main.tsx',
      'shared/model/draft.ts',
      'test/support/key.pem',
      'tsconfig.json',
    ];
    const app = join(folder, 'app');
    for (const file of [...listed, ...unlisted]) {
      await mkdir(dirname(join(app, file)), { recursive: true });
      await writeFile(join(app, file), file);
    }
    const { files } = await readConfiguration();
    const patterns = files.flatMap((entry) => (typeof entry === 'string' ? entry : entry.filter));
    const filter = new builder.matcher.FileMatcher(app, app, (text) => text, patterns).createFilter();
    const entering = [...listed, ...unlisted].filter((file) => filter(join(app, file), { isDirectory: () => false }));

    const archive = join(folder, 'app.asar');
    for (const file of entering) await cp(join(app, file), join(folder, 'staged', file));
    await createPackage(join(folder, 'staged'), archive);
    const packed = listPackage(archive, { isPack: false })
      .map((path) => path.replaceAll('\\', '/').slice(1))
      .filter((path) => !('files' in statFile(archive, path)));
    expect(packed.toSorted()).toEqual(listed.toSorted());
  });
});

/** A file with a fuse wire in it, all fuses at their default, as `flipFuses` finds it in the Electron binary. */
async function makeBinary(name: string, fuseCount: number): Promise<string> {
  const file = join(folder, name);
  const wire = [Buffer.from(sentinel), Buffer.from([1, fuseCount]), Buffer.alloc(fuseCount, '0')];
  await writeFile(file, Buffer.concat([Buffer.alloc(1000), ...wire, Buffer.alloc(1000)]));
  return file;
}

/** What marks the wire in every Electron binary since 12, from the source of @electron/fuses. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseNames = Object.values(FuseV1Options).filter((name) => typeof name === 'string');
const context = (executableName: string) => ({
  appOutDir: folder,
  electronPlatformName: 'linux',
  packager: { executableName, appInfo: { productFilename: 'Gatewright' } },
});

describe('the fuses', () => {
  it('are all decided', () => {
    const { version, strictlyRequireAllFuses, resetAdHocDarwinSignature, ...decided } = decideFuses({
      isTestBuild: false,
    });
    expect([version, strictlyRequireAllFuses, resetAdHocDarwinSignature]).toEqual([FuseVersion.V1, true, true]);
    const byName = Object.fromEntries(
      Object.entries(decided).map(([index, isOn]) => [FuseV1Options[Number(index)], isOn]),
    );
    expect(byName).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
    expect(Object.keys(byName).toSorted()).toEqual(fuseNames.toSorted());
  });

  it('are set in the binary that was packed', async () => {
    const binary = await makeBinary('gatewright', fuseNames.length);
    await afterPack(context('gatewright'));
    const wire = await getCurrentFuseWire(binary);
    expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
    expect(wire[FuseV1Options.WasmTrapHandlers]).toBe(FuseState.ENABLE);
  });

  it('leave the inspector on in a test build, and differ in nothing else', () => {
    const { [FuseV1Options.EnableNodeCliInspectArguments]: shipped, ...rest } = decideFuses({ isTestBuild: false });
    const { [FuseV1Options.EnableNodeCliInspectArguments]: tested, ...testRest } = decideFuses({ isTestBuild: true });
    expect([shipped, tested]).toEqual([false, true]);
    expect(testRest).toEqual(rest);
  });

  it('stop the packaging when Electron has one that nobody has decided', async () => {
    const binary = await makeBinary('gatewright', fuseNames.length + 1);
    const before = await readFile(binary);
    await expect(afterPack(context('gatewright'))).rejects.toThrow('strictlyRequireAllFuses');
    expect(await readFile(binary)).toEqual(before);
  });

  it('stop the packaging for a platform nobody has thought of', async () => {
    await expect(afterPack({ ...context('x'), electronPlatformName: 'mas' })).rejects.toThrow('mas');
  });
});
