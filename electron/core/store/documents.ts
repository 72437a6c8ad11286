import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import { makeFolder, setAside, sweepTemporaryCopies } from './data-folder.ts';
import { writeFailure } from './store-failure.ts';

/** Where a store lives and whom it tells, in a sentence, of something that was mended while opening. */
export type StoreOptions = { dataDir: string; onNotice: (sentence: string) => void };

/** The content of a document: a JSON object. */
export type DocumentContent = Record<string, unknown>;

/** A small JSON file that is rewritten whole. Nothing that grows goes here. */
export type StoredDocument = {
  file: string;
  /** What was on disk when it was opened; null when there was nothing or it was set aside. */
  initial: DocumentContent | null;
  /** Replaces the content; returns when it is on disk. Throws `STORE_FAILED` and leaves the old content as it was. */
  write(content: DocumentContent): void;
};

/** The newest layout of a document's content this version can read. */
const documentFormat = 1;

/**
 * Opens `<name>.json` in the data folder. An unreadable file, or one of a newer layout, is set aside and the document
 * starts empty with a notice. `subject` names the content in sentences: `The drafts`.
 */
export function openDocument(name: string, subject: string, options: StoreOptions): StoredDocument {
  makeFolder(options.dataDir);
  const file = join(options.dataDir, `${name}.json`);
  sweepTemporaryCopies(file);
  const initial = existsSync(file)
    ? readOrSetAside(() => openConf(name, options.dataDir).store, file, subject, options.onNotice)
    : null;
  const conf = openConf(name, options.dataDir);
  return {
    file,
    initial,
    write: (content) => {
      try {
        conf.store = { format: documentFormat, ...content };
        syncFolder(options.dataDir);
      } catch (error) {
        throw writeFailure(subject, error);
      }
    },
  };
}

function openConf(name: string, dataDir: string): Conf<DocumentContent> {
  return new Conf<DocumentContent>({
    cwd: dataDir,
    configName: name,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
  });
}

function readOrSetAside(
  read: () => DocumentContent,
  file: string,
  subject: string,
  onNotice: (sentence: string) => void,
): DocumentContent | null {
  let why = 'could not be read';
  try {
    const content = read();
    const format = content.format;
    if (format === documentFormat) return content;
    if (typeof format === 'number' && format > documentFormat) why = 'were written by a newer Gatewright';
  } catch {
    // Whatever the reason (not JSON, not a file, no permission), the answer is the same.
  }
  const asideName = setAside(file);
  onNotice(`${subject} ${why}. The file is kept as ${asideName}, and new ones were started.`);
  return null;
}

/** Makes the rename itself durable; conf syncs the file only. Folders cannot be synced on Windows. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
