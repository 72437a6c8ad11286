import { strToU8, Unzip, type UnzipFile, UnzipInflate, zipSync } from 'fflate';
import { longestTraffic } from '#shared/import/read-traffic.ts';
import { decodeText } from '#shared/text/decode-text.ts';

/** What stands in a support bundle, by the names of its files. */
export const bundleFiles = { har: 'exchanges.har', report: 'report.md', environment: 'environment.json' } as const;

export type OpenedZip = { ok: true; har: string } | { ok: false; sentence: string; mend: string };

/** A zip begins with a local file header, an empty one with the end of its directory. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

/** More files than this has no bundle, and no HAR that somebody zipped. */
const mostFiles = 200;

/**
 * Takes the recorded calls out of a zip: those of a support bundle, or any one HAR that was zipped to be mailed. Names are
 * looked at and never used as paths. What inflates to more than the limit is given up while it inflates.
 */
export function readBundleZip(bytes: Uint8Array): OpenedZip {
  const found = new Map<string, string>();
  const names: string[] = [];
  let fault: 'size' | 'broken' | null = null;
  const take = (file: UnzipFile) => {
    names.push(file.name.slice(0, 200));
    const isHar =
      /\.har$|\.json$|\.txt$/i.test(file.name) && !/(?:^|\/)(?:environment\.json|package\.json)$/i.test(file.name);
    if (!isHar || names.length > mostFiles || fault !== null) return;
    const chunks: Uint8Array[] = [];
    let total = 0;
    file.ondata = (error, chunk, isFinal) => {
      if (error !== null) fault ??= 'broken';
      total += chunk?.length ?? 0;
      if (total > longestTraffic) {
        fault ??= 'size';
        file.terminate();
      }
      if (fault !== null) return;
      chunks.push(chunk);
      if (isFinal) found.set(file.name, decodeText(Buffer.concat(chunks)));
    };
    file.start();
  };
  try {
    const unzip = new Unzip(take);
    unzip.register(UnzipInflate);
    // In pieces, so that a bomb is noticed before it is whole.
    for (let at = 0; at < bytes.length && fault === null; at += 65_536) {
      unzip.push(bytes.subarray(at, at + 65_536), at + 65_536 >= bytes.length);
    }
  } catch {
    fault ??= 'broken';
  }
  return outcomeOf(found, names, fault);
}

function outcomeOf(found: Map<string, string>, names: string[], fault: 'size' | 'broken' | null): OpenedZip {
  const mend = 'Ask for the .gatewright.zip as it was saved, or for the HAR alone.';
  if (fault === 'size')
    return { ok: false, sentence: `What is in this zip is larger than ${longestTraffic / 1024 / 1024} MB.`, mend };
  const har =
    found.get(bundleFiles.har) ?? onlyOne([...found].filter(([name]) => /\.har$/i.test(name))) ?? onlyOne([...found]);
  if (har !== null) return { ok: true, har };
  if (fault === 'broken') return { ok: false, sentence: 'This zip is damaged and cannot be read.', mend };
  return { ok: false, sentence: `This is ${whatZip(names)}, and no support bundle.`, mend };
}

function onlyOne(entries: [string, string][]): string | null {
  return entries.length === 1 ? (entries[0]?.[1] ?? null) : null;
}

/** Many kinds of file are a zip inside. */
function whatZip(names: string[]): string {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/^raw\/\d+_[cms]\./)) return 'a Fiddler archive (SAZ)';
  if (has(/^word\/|^xl\/|^ppt\//)) return 'an Office document';
  if (has(/^META-INF\/MANIFEST\.MF$/)) return 'a Java archive';
  if (has(/^trace\.(?:network|trace)$|\.trace$/)) return 'a Playwright trace';
  return names.length === 0 ? 'an empty zip' : 'a zip with other files';
}

/** Packs a bundle. The same content gives the same bytes: files carry the time given, not that of packing. */
export function packBundle(files: { har: string; report: string; environment: string }, now: number): Uint8Array {
  // The format counts from 1980 and cannot say more than two seconds.
  const mtime = new Date(Math.max(now, Date.UTC(1980, 0, 2)));
  return zipSync(
    {
      [bundleFiles.har]: strToU8(files.har),
      [bundleFiles.report]: strToU8(files.report),
      [bundleFiles.environment]: strToU8(files.environment),
    },
    { mtime },
  );
}
