import { skipSpace } from './json-scalars.ts';
import { type OnJsonToken, scanJson } from './json-scan.ts';

type Span = { start: number; end: number };

/**
 * Gives a property of the outermost object a string value, and leaves every other character as it is: numbers too large for a
 * double, repeated names, white space. Where the name stands already, each of its values is replaced, so that it does
 * not matter which one a reader takes; else it becomes the first member, set out like the one it goes before. Null when the
 * text is no JSON object.
 */
export function setJsonProperty(text: string, name: string, value: string): string | null {
  const found = findMembers(text, name);
  if (found === null) return null;
  const written = JSON.stringify(value);
  if (found.spans.length > 0) return replaceSpans(text, found.spans, written);
  const inside = found.open + 1;
  const next = skipSpace(text, inside);
  const member = `${JSON.stringify(name)}: ${written}`;
  const isEmpty = text.charAt(next) === '}';
  const added = isEmpty ? member : `${text.slice(inside, next)}${member},`;
  return text.slice(0, inside) + added + text.slice(inside);
}

function findMembers(text: string, name: string): { open: number; spans: Span[] } | null {
  const from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const open = skipSpace(text, from);
  const spans: Span[] = [];
  let depth = 0;
  let isWanted = false;
  let start = 0;
  const visit: OnJsonToken = (token, at, end) => {
    if (token === 'key' && depth === 1) isWanted = JSON.parse(text.slice(at, end)) === name;
    const isValueOfOurs = isWanted && depth === 1;
    if (token === 'value' && isValueOfOurs) spans.push({ start: at, end });
    if (token === 'open') {
      if (isValueOfOurs) start = at;
      depth += 1;
    } else if (token === 'close') {
      depth -= 1;
      if (isWanted && depth === 1) spans.push({ start, end });
    }
  };
  const { end, fault } = scanJson(text, visit, from);
  const isObject = fault === null && text.charAt(open) === '{' && skipSpace(text, end) === text.length;
  return isObject ? { open, spans } : null;
}

function replaceSpans(text: string, spans: readonly Span[], written: string): string {
  let at = 0;
  let replaced = '';
  for (const { start, end } of spans) {
    replaced += text.slice(at, start) + written;
    at = end;
  }
  return replaced + text.slice(at);
}
