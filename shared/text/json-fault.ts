/** Every way in which text fails to be JSON that has its own words. */
export type JsonFaultKind =
  | 'empty'
  | 'unclosed'
  | 'unclosed-string'
  | 'line-break-in-string'
  | 'control-character'
  | 'bad-escape'
  | 'trailing-comma'
  | 'missing-comma'
  | 'missing-colon'
  | 'missing-value'
  | 'mismatched-close'
  | 'smart-quote'
  | 'single-quote'
  | 'escaped-quote'
  | 'unquoted-key'
  | 'unquoted-value'
  | 'bad-number'
  | 'comment'
  | 'invisible-character'
  | 'extra-text'
  | 'unexpected';

/** A fault, where it is, and where the thing it spoils was opened (null when nothing is open). Offsets in UTF-16 units. */
export type JsonFault = { kind: JsonFaultKind; offset: number; opening: number | null };

/** What is wrong where a key should begin. */
export function faultAtKey(text: string, at: number, opening: number | null): JsonFault {
  if (isLetter(text, at)) return { kind: 'unquoted-key', offset: at, opening };
  return faultAtClose(text, at, opening) ?? commonFault(text, at, opening);
}

/** What is wrong where a value should begin. */
export function faultAtValue(text: string, at: number, opening: number | null): JsonFault {
  if (at >= text.length && opening === null) return { kind: 'empty', offset: at, opening };
  if (isLetter(text, at)) return { kind: 'unquoted-value', offset: at, opening };
  if (/^[+.]$/.test(text.charAt(at))) return { kind: 'bad-number', offset: at, opening };
  if (text.charAt(at) === ',') return { kind: 'missing-value', offset: at, opening };
  return faultAtClose(text, at, opening) ?? commonFault(text, at, opening);
}

/** What is wrong where a colon should be. */
export function faultAtColon(text: string, at: number, opening: number | null): JsonFault {
  const common = commonFault(text, at, opening);
  return common.kind === 'unexpected' ? { kind: 'missing-colon', offset: afterPrevious(text, at), opening } : common;
}

/** What is wrong where a comma or the end of a container should be. */
export function faultAfterValue(text: string, at: number, opening: number | null): JsonFault {
  const next = text.charAt(at);
  if (next === '}' || next === ']') return { kind: 'mismatched-close', offset: at, opening };
  if (/^["\d{[-]$/.test(next) || isLetter(text, at)) {
    return { kind: 'missing-comma', offset: afterPrevious(text, at), opening };
  }
  return commonFault(text, at, opening);
}

function faultAtClose(text: string, at: number, opening: number | null): JsonFault | null {
  const next = text.charAt(at);
  if (next !== '}' && next !== ']') return null;
  const before = afterPrevious(text, at) - 1;
  const previous = text.charAt(before);
  if (previous === ',') return { kind: 'trailing-comma', offset: before, opening };
  return { kind: previous === ':' ? 'missing-value' : 'mismatched-close', offset: at, opening };
}

function commonFault(text: string, at: number, opening: number | null): JsonFault {
  return { kind: commonKind(text, at), offset: at, opening };
}

function commonKind(text: string, at: number): JsonFaultKind {
  const next = text.charAt(at);
  if (next === '') return 'unclosed';
  if (/^[“”„‟‘’‚‛«»″]$/.test(next)) return 'smart-quote';
  if (next === "'" || next === '`') return 'single-quote';
  if (next === '\\' && text.charAt(at + 1) === '"') return 'escaped-quote';
  if (next === '#' || text.startsWith('//', at) || text.startsWith('/*', at)) return 'comment';
  if (/^[\p{Cc}\p{Cf}\p{Z}]$/u.test(next)) {
    return 'invisible-character';
  }
  return 'unexpected';
}

/** The offset just behind the last character before `at` that is not white space. */
function afterPrevious(text: string, at: number): number {
  let end = Math.min(at, text.length);
  while (end > 0 && /\s/.test(text.charAt(end - 1))) end -= 1;
  return end;
}

function isLetter(text: string, at: number): boolean {
  return /^[\p{L}_$]$/u.test(text.charAt(at));
}
