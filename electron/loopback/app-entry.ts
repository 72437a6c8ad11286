import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** The app's first script and its styles, as paths below the built page's folder. */
export type AppEntry = { script: string; styles: string[] };

const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    css: z.array(z.string()).optional(),
    imports: z.array(z.string()).optional(),
  }),
);
type Manifest = z.infer<typeof Manifest>;

/** Reads Vite's manifest. Throws when the page has not been built, or was built without one. */
export async function readAppEntry(rendererDir: string): Promise<AppEntry> {
  const text = await readFile(join(rendererDir, '.vite', 'manifest.json'), 'utf8');
  const manifest = Manifest.parse(JSON.parse(text));
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry === true);
  const script = entry === undefined ? undefined : manifest[entry]?.file;
  if (entry === undefined || script === undefined) throw new Error('The manifest of the built page names no entry.');
  return { script, styles: [...stylesOf(manifest, entry, new Set())] };
}

/** Styles of a chunk and of all it imports statically, those of its imports first, as the browser would apply them. */
function stylesOf(manifest: Manifest, name: string, seen: Set<string>): Set<string> {
  seen.add(name);
  const { imports = [], css = [] } = manifest[name] ?? {};
  const below = imports.filter((other) => !seen.has(other)).flatMap((other) => [...stylesOf(manifest, other, seen)]);
  return new Set([...below, ...css]);
}
