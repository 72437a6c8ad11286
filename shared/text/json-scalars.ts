import type { JsonFault } from './json-fault.ts';

const quote = 0x22;
const backslash = 0x5c;

/** The offset of the next character that is not JSON white space. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

/** Where the string that opens at `start` ends, its closing quote included. */
export function endOfString(text: string, start: number): number | JsonFault {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === backslash) {
      const length = escapeLength(text, at);
      if (length === 0) return { kind: 'bad-escape', offset: at, opening: start };
      at += length;
    } else if (code >= 0x20) at += 1;
    else if (code === 0x0a || code === 0x0d) return { kind: 'line-break-in-string', offset: start, opening: start };
    else if (code < 0x20) return { kind: 'control-character', offset: at, opening: start };
    else return { kind: 'unclosed-string', offset: start, opening: start };
  }
}

function escapeLength(text: string, at: number): number {
  const next = text.charAt(at + 1);
  if (next === 'u') return /^[\da-fA-F]{4}$/.test(text.slice(at + 2, at + 6)) ? 6 : 0;
  return next !== '' && '"\\/bfnrt'.includes(next) ? 2 : 0;
}

/** Where the number, `true`, `false` or `null` at `start` ends; `start` itself when there is none. */
export function endOfLiteral(text: string, start: number): number | JsonFault {
  const code = text.charCodeAt(start);
  if (code === 0x2d || isDigit(code)) {
    const end = endOfNumber(text, start);
    return end === null || isWordAt(text, end) ? { kind: 'bad-number', offset: start, opening: null } : end;
  }
  for (const word of ['true', 'false', 'null']) {
    if (text.startsWith(word, start) && !isWordAt(text, start + word.length)) return start + word.length;
  }
  return start;
}

function endOfNumber(text: string, start: number): number | null {
  let at = text.charCodeAt(start) === 0x2d ? start + 1 : start;
  const whole = at;
  at = skipDigits(text, at);
  if (at === whole || (text.charCodeAt(whole) === 0x30 && at > whole + 1)) return null;
  if (text.charCodeAt(at) === 0x2e) {
    const fraction = at + 1;
    at = skipDigits(text, fraction);
    if (at === fraction) return null;
  }
  return endOfExponent(text, at);
}

function endOfExponent(text: string, start: number): number | null {
  const mark = text.charCodeAt(start);
  if (mark !== 0x65 && mark !== 0x45) return start;
  const sign = text.charCodeAt(start + 1);
  const digits = sign === 0x2b || sign === 0x2d ? start + 2 : start + 1;
  const end = skipDigits(text, digits);
  return end === digits ? null : end;
}

function skipDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isWordAt(text: string, at: number): boolean {
  return /^[\w.+-]$/.test(text.charAt(at));
}
