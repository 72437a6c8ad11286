import { readBodyWindow } from './body-window.ts';
import { type DownloadDesk, dispositionOf } from './desk.ts';
import { type Guard, type RequestHead, single } from './guard.ts';
import type { Answer } from './respond.ts';
import type { Sessions } from './session.ts';
import type { StaticFiles } from './static-files.ts';

/** The core's side of the byte channel. */
export type ReadBody = (
  exchangeId: string,
  offset: number,
  length: number,
) => Promise<{ bytes: Uint8Array; totalBytes: number } | null>;

export type AppDeps = {
  guard: Guard;
  sessions: Sessions;
  files: StaticFiles;
  startScript: string;
  desk: Pick<DownloadDesk, 'take'>;
  readBody: ReadBody;
};

// Data is data, whatever it says it is: a tab that got hold of its address could still not run it.
const dataHeaders = {
  'content-type': 'application/octet-stream',
  'content-security-policy': `default-src 'none'; sandbox`,
};

/** The header that carries the session secret on every call of the byte channel. */
export const sessionHeader = 'x-gatewright-session';

/** Answers what is asked for below the app path. `path` is what follows it, without its first slash. */
export async function answerApp(head: RequestHead, path: string, deps: AppDeps): Promise<Answer> {
  if (head.method !== 'GET' && head.method !== 'HEAD') return bare(405);
  if (!deps.guard.isSameSite(head, { allowsPerson: true })) return bare(403);
  if (path === 'start.js') return script(deps.startScript);
  if (path.startsWith('bodies/')) return answerBody(head, path.slice('bodies/'.length), deps);
  if (path.startsWith('download/')) return answerDownload(head, path.slice('download/'.length), deps);
  const file = await deps.files.read(path);
  return file === null ? bare(404) : { status: 200, headers: { 'content-type': file.contentType }, body: file.bytes };
}

async function answerBody(head: RequestHead, path: string, { sessions, readBody }: AppDeps): Promise<Answer> {
  const secret = single(head, sessionHeader);
  if (secret === null || !sessions.isSecret(secret)) return bare(403);
  const window = readBodyWindow(path);
  if (window === null) return bare(400);
  const body = await readBody(window.exchangeId, window.offset, window.length);
  if (body === null) return bare(404);
  return { status: 200, headers: { ...dataHeaders, 'x-body-bytes': String(body.totalBytes) }, body: body.bytes };
}

// A HEAD must not spend the ticket: download managers send one first.
function answerDownload(head: RequestHead, ticket: string, { desk }: AppDeps): Answer {
  if (head.method === 'HEAD') return bare(404);
  const download = desk.take(ticket);
  if (download === null) return bare(404);
  const headers = { ...dataHeaders, 'content-disposition': dispositionOf(download.fileName) };
  return { status: 200, headers, body: download.bytes };
}

function script(text: string): Answer {
  return { status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' }, body: text };
}

function bare(status: number): Answer {
  return { status, headers: {}, body: null };
}
