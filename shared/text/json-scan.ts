import { faultAfterValue, faultAtColon, faultAtKey, faultAtValue, type JsonFault } from './json-fault.ts';
import { endOfLiteral, endOfString, skipSpace } from './json-scalars.ts';

/** What a piece of JSON text is. `key` and `value` are whole scalars, quotes included. */
export type JsonToken = 'open' | 'close' | 'comma' | 'colon' | 'key' | 'value';

/** Called for every token in its order with its place in the text, `end` exclusive. */
export type OnJsonToken = (token: JsonToken, start: number, end: number) => void;

/** Where the value ended, or the first fault. */
export type JsonScan = { end: number; fault: JsonFault | null };

type State = 'value' | 'value-or-close' | 'key' | 'key-or-close' | 'colon' | 'after' | 'done';

type Scanner = {
  text: string;
  at: number;
  /** Offsets of what is open; an array's is stored as its complement, which saves a second stack. */
  open: number[];
  onToken: OnJsonToken;
};

const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;

const steps: Readonly<Record<Exclude<State, 'done'>, (scanner: Scanner) => State | JsonFault>> = {
  value: readValue,
  'value-or-close': (scanner) => (isAtClose(scanner) ? close(scanner) : readValue(scanner)),
  key: readKey,
  'key-or-close': (scanner) => (isAtClose(scanner) ? close(scanner) : readKey(scanner)),
  colon: readColon,
  after: readAfterValue,
};

/**
 * Reads one JSON value (RFC 8259) beginning at `from`, without building it: no recursion, so that a million levels are
 * fine, and one look at each character. What follows the value is left to the caller.
 */
export function scanJson(text: string, onToken: OnJsonToken, from = 0): JsonScan {
  const scanner: Scanner = { text, at: from, open: [], onToken };
  let state: State = 'value';
  while (state !== 'done') {
    scanner.at = skipSpace(text, scanner.at);
    const next: State | JsonFault = steps[state](scanner);
    if (typeof next !== 'string') return { end: scanner.at, fault: next };
    state = next;
  }
  return { end: scanner.at, fault: null };
}

function readValue(scanner: Scanner): State | JsonFault {
  const { text, at, open } = scanner;
  const code = text.charCodeAt(at);
  if (code === openBrace || code === openBracket) {
    open.push(code === openBrace ? at : ~at);
    take(scanner, 'open', at + 1);
    return code === openBrace ? 'key-or-close' : 'value-or-close';
  }
  const end = code === quote ? endOfString(text, at) : endOfLiteral(text, at);
  if (typeof end !== 'number') return end;
  if (end === at) return faultAtValue(text, at, openingOf(open));
  take(scanner, 'value', end);
  return open.length === 0 ? 'done' : 'after';
}

function readKey(scanner: Scanner): State | JsonFault {
  const { text, at, open } = scanner;
  if (text.charCodeAt(at) !== quote) return faultAtKey(text, at, openingOf(open));
  const end = endOfString(text, at);
  if (typeof end !== 'number') return end;
  take(scanner, 'key', end);
  return 'colon';
}

function readColon(scanner: Scanner): State | JsonFault {
  const { text, at, open } = scanner;
  if (text.charCodeAt(at) !== colon) return faultAtColon(text, at, openingOf(open));
  take(scanner, 'colon', at + 1);
  return 'value';
}

function readAfterValue(scanner: Scanner): State | JsonFault {
  const { text, at, open } = scanner;
  if (isAtClose(scanner)) return close(scanner);
  if (text.charCodeAt(at) !== comma) return faultAfterValue(text, at, openingOf(open));
  take(scanner, 'comma', at + 1);
  return isInArray(open) ? 'value' : 'key';
}

function close(scanner: Scanner): State {
  scanner.open.pop();
  take(scanner, 'close', scanner.at + 1);
  return scanner.open.length === 0 ? 'done' : 'after';
}

function take(scanner: Scanner, token: JsonToken, end: number): void {
  const start = scanner.at;
  scanner.at = end;
  scanner.onToken(token, start, end);
}

function isAtClose({ text, at, open }: Scanner): boolean {
  return text.charCodeAt(at) === (isInArray(open) ? closeBracket : closeBrace);
}

function isInArray(open: readonly number[]): boolean {
  return (open[open.length - 1] ?? 0) < 0;
}

function openingOf(open: readonly number[]): number | null {
  const opening = open[open.length - 1];
  if (opening === undefined) return null;
  return opening < 0 ? ~opening : opening;
}
