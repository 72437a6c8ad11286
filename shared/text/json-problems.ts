import type { Problem } from '../contract/errors.ts';
import type { JsonFault, JsonFaultKind } from './json-fault.ts';
import { skipSpace } from './json-scalars.ts';
import { scanJson } from './json-scan.ts';
import { textPosition } from './text-position.ts';

type Words = { sentence: string; mend: string };

const words: Readonly<Record<Exclude<JsonFaultKind, 'unclosed'>, Words>> = {
  empty: { sentence: 'There is nothing here.', mend: 'Put in a JSON text.' },
  'unclosed-string': { sentence: 'A text is never closed.', mend: 'Add the closing quote.' },
  'line-break-in-string': {
    sentence: 'The line ends inside a text.',
    mend: 'Add the closing quote, or write the line break as \\n.',
  },
  'control-character': {
    sentence: 'A control character stands inside a text.',
    mend: 'Write it as an escape, such as \\t for a tab.',
  },
  'bad-escape': {
    sentence: 'A backslash is followed by something it cannot escape.',
    mend: 'Write the backslash itself as \\\\.',
  },
  'trailing-comma': { sentence: 'A comma stands after the last item.', mend: 'Remove the comma.' },
  'missing-comma': { sentence: 'A comma is missing between two items.', mend: 'Add a comma here.' },
  'missing-colon': { sentence: 'A colon is missing after a name.', mend: 'Add a colon here.' },
  'missing-value': { sentence: 'A value is missing.', mend: 'Put in the value, or remove what asks for it.' },
  'mismatched-close': {
    sentence: 'The closing bracket does not fit the one that is open.',
    mend: 'Close { with } and [ with ].',
  },
  'smart-quote': {
    sentence: 'A typographic quote stands where a straight one belongs.',
    mend: 'Replace it by ". Word processors and chats change quotes: copy from the source again.',
  },
  'single-quote': { sentence: 'A single quote stands where a double one belongs.', mend: 'Replace it by ".' },
  'escaped-quote': {
    sentence: 'The quotes are escaped with backslashes.',
    mend: 'Replace every \\" by ", or copy the text from its source.',
  },
  'unquoted-key': { sentence: 'A name is not in quotes.', mend: 'Put double quotes around the name.' },
  'unquoted-value': {
    sentence: 'A value is neither in quotes nor a number, true, false or null.',
    mend: 'Put double quotes around it, or write true, false or null in small letters.',
  },
  'bad-number': {
    sentence: 'A number is not written as JSON writes numbers.',
    mend: 'No leading zero or plus, and a digit on each side of the point; or put it in quotes.',
  },
  comment: { sentence: 'A comment stands here; JSON has none.', mend: 'Remove the comment.' },
  'invisible-character': {
    sentence: 'An invisible character stands here, such as a no-break space.',
    mend: 'Delete it, or replace it by a space.',
  },
  'extra-text': { sentence: 'Something follows after the end.', mend: 'Remove what follows.' },
  unexpected: { sentence: 'A character stands here that does not belong.', mend: 'Remove or replace it.' },
};

/**
 * The first fault of a text that should be JSON, with its place and its words; null when it is JSON. The words never
 * repeat the text: a value may be a secret.
 */
export function firstJsonProblem(text: string): Problem | null {
  const scan = scanJson(text, () => undefined);
  if (scan.fault !== null) return jsonProblem(text, scan.fault);
  const rest = skipSpace(text, scan.end);
  return rest < text.length ? jsonProblem(text, { kind: 'extra-text', offset: rest, opening: null }) : null;
}

/** A fault in words. */
export function jsonProblem(text: string, fault: JsonFault): Problem {
  const said = fault.kind === 'unclosed' ? unclosed(text, fault.opening) : words[fault.kind];
  return { field: '', ...textPosition(text, fault.offset), ...said };
}

function unclosed(text: string, opening: number | null): Words {
  if (opening === null) return { sentence: 'The text ends too early.', mend: 'Copy it again, to its end.' };
  const isArray = text.charAt(opening) === '[';
  const { line } = textPosition(text, opening);
  return {
    sentence: `The text ends, but the ${isArray ? '[' : '{'} of line ${line} is still open.`,
    mend: `Add the missing ${isArray ? ']' : '}'}, or copy the text again, to its end.`,
  };
}
