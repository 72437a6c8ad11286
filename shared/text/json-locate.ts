import { type JsonToken, type OnJsonToken, scanJson } from './json-scan.ts';

/** Where a value is inside a JSON text: names of members and positions in arrays, from the outside in. */
export type JsonPath = readonly (string | number)[];

type Frame = { segment: string | number | null };

/**
 * The offset at which the value under a path begins; null when there is none, or the text is no JSON before it. Of a
 * repeated name the last counts, as with `JSON.parse`. Reading begins at `from`.
 */
export function locateJson(text: string, path: JsonPath, from = 0): number | null {
  const frames: Frame[] = [];
  let found: number | null = null;
  const visit: OnJsonToken = (token, start, end) => {
    if ((token === 'value' || token === 'open') && isAt(frames, path)) found = start;
    const name = token === 'key' && frames.length <= path.length ? nameOf(text.slice(start, end)) : null;
    follow(frames, token, text.charAt(start) === '[', name);
  };
  scanJson(text, visit, from);
  return found;
}

function isAt(frames: readonly Frame[], path: JsonPath): boolean {
  return frames.length === path.length && path.every((segment, depth) => frames[depth]?.segment === segment);
}

function follow(frames: Frame[], token: JsonToken, isArray: boolean, name: string | null): void {
  const frame = frames.at(-1);
  if (token === 'open') frames.push({ segment: isArray ? 0 : null });
  else if (token === 'close') frames.pop();
  else if (frame === undefined) return;
  else if (token === 'key') frame.segment = name;
  else if (token === 'comma' && typeof frame.segment === 'number') frame.segment += 1;
}

function nameOf(quoted: string): string {
  const name: unknown = JSON.parse(quoted);
  return typeof name === 'string' ? name : '';
}
