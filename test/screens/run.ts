import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { authorityScenes } from './authority-scenes.ts';
import { answerScenes, callScenes } from './call-scenes.ts';
import { connectionScenes } from './connection-scenes.ts';
import { importScenes } from './import-scenes.ts';
import type { Scene } from './scene.ts';
import { openStudio } from './studio.ts';
import { supportScenes } from './support-scenes.ts';
import { takePictures } from './take-pictures.ts';
import { vaultScenes, viewScenes } from './view-scenes.ts';

/**
 * What `npm run screens -- --out DIR` runs: walks through every screen and state of the real app and takes each in both
 * themes at both sizes. Needs the built page (`npm run build`). Ends with 1 when a scene could not be reached.
 */
const scenes: readonly Scene[] = [
  ...importScenes,
  ...callScenes,
  ...answerScenes,
  ...viewScenes,
  ...connectionScenes,
  ...authorityScenes,
  ...supportScenes,
  ...vaultScenes,
];

const { values } = parseArgs({ options: { out: { type: 'string', default: 'build/screens' } } });
const folder = resolve(values.out);
mkdirSync(folder, { recursive: true });

const studio = await openStudio();
let count = 0;
let reached = 'nothing';
try {
  for (const scene of scenes) {
    reached = scene.name;
    await scene.arrange(studio);
    for (const file of await takePictures(studio.page, scene.name, folder)) {
      process.stdout.write(`${file}\n`);
      count += 1;
    }
    await scene.leave?.(studio);
  }
} catch (fault) {
  process.stderr.write(`The walk ended at ${reached}: ${fault instanceof Error ? fault.message : fault}\n`);
  process.exitCode = 1;
} finally {
  await studio.close();
}
process.stdout.write(`${count} pictures of ${scenes.length} screens in ${folder}\n`);
