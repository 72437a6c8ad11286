import type { Core } from '#core/create-core.ts';

export type ReadBody = Core['readBody'];

const maxLength = 1024 * 1024;
const idPattern = /^[\w-]{1,64}$/;
const numberPattern = /^\d{1,15}$/;

/** A body is data, whatever it says it is: a page that got hold of its address still could not run it. */
const bodyHeaders = {
  'content-type': 'application/octet-stream',
  'content-security-policy': `default-src 'none'; sandbox`,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * Answers `GET /bodies/<exchangeId>?offset=N&length=N` with a window of a recorded body, at most 1 MiB, and the whole
 * body's length in `x-body-bytes`. 400 for a window that is none, 404 for a body that is not there.
 */
export async function answerBody(url: URL, readBody: ReadBody): Promise<Response> {
  const id = url.pathname.slice('/bodies/'.length);
  if (!idPattern.test(id)) return bare(404);
  const offset = readNumber(url, 'offset');
  const length = readNumber(url, 'length');
  if (offset === null || length === null || length > maxLength) return bare(400);
  const body = await readBody(id, offset, length);
  if (body === null) return bare(404);
  return new Response(new Uint8Array(body.bytes), {
    status: 200,
    headers: { ...bodyHeaders, 'x-body-bytes': String(body.totalBytes) },
  });
}

function readNumber(url: URL, name: string): number | null {
  const [text, ...others] = url.searchParams.getAll(name);
  return text !== undefined && others.length === 0 && numberPattern.test(text) ? Number(text) : null;
}

function bare(status: number): Response {
  return new Response(null, { status, headers: bodyHeaders });
}
