/** A window of a response body, as the query of `bodies/<id>` asks for it. */
export type BodyWindow = { exchangeId: string; offset: number; length: number };

const maxLength = 1024 * 1024;

/** Reads `<id>?offset=N&length=N`; null unless both are whole numbers and the window is at most 1 MiB. */
export function readBodyWindow(path: string): BodyWindow | null {
  const match = /^([\w-]{1,64})\?(.*)$/.exec(path);
  if (match?.[1] === undefined) return null;
  const query = new URLSearchParams(match[2]);
  const offset = readCount(query.getAll('offset'));
  const length = readCount(query.getAll('length'));
  if (offset === null || length === null || length > maxLength) return null;
  return { exchangeId: match[1], offset, length };
}

function readCount([text, ...others]: string[]): number | null {
  return text !== undefined && others.length === 0 && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
