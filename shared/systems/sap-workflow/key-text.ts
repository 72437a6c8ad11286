import type { Problem } from '../../contract/errors.ts';
import { jsonProblem } from '../../text/json-problems.ts';
import { skipSpace } from '../../text/json-scalars.ts';
import { scanJson } from '../../text/json-scan.ts';

/** The JSON found in a text: its value, and where in the text it begins. */
export type KeyText = { ok: true; value: unknown; text: string; from: number } | { ok: false; problems: Problem[] };

/**
 * Finds the JSON in what a person hands over as a service key: with text before the brace, as `cf service-key` prints it,
 * with more after it, as `cf env` does, with a byte order mark. Anything else is told by its kind, or by its first fault.
 */
export function findKeyText(pasted: string): KeyText {
  const text = pasted.startsWith('\ufeff') ? pasted.slice(1) : pasted;
  const other = otherKind(text);
  if (other !== null) return refuse(other);
  const from = /^\s*\[/.test(text) ? text.indexOf('[') : text.indexOf('{');
  if (from < 0) return refuse(noBrace);
  if (/^\s*"[^{]*:\s*$/.test(text.slice(0, from))) return refuse({ ...noOpeningBrace, line: 1, column: 1 });
  const { end, fault } = scanJson(text, () => undefined, from);
  if (fault !== null) return refuse(jsonProblem(text, fault));
  const rest = skipSpace(text, end);
  if (rest < text.length && ',}]":'.includes(text.charAt(rest))) {
    return refuse(jsonProblem(text, { kind: 'extra-text', offset: rest, opening: null }));
  }
  return { ok: true, value: JSON.parse(text.slice(from, end)), text, from };
}

const nowhere = { field: '', line: null, column: null };

const noBrace: Problem = {
  ...nowhere,
  sentence: 'There is no service key in this text: it has no opening brace.',
  mend: 'Hand over the whole output of `cf service-key INSTANCE KEY`, or the JSON the cockpit shows.',
};

const noOpeningBrace: Problem = {
  ...nowhere,
  sentence: 'The opening brace before the first name is missing.',
  mend: 'Add a { at the beginning, or copy the service key again, from its first character on.',
};

function refuse(problem: Problem): KeyText {
  return { ok: false, problems: [problem] };
}

function otherKind(text: string): Problem | null {
  const start = text.slice(0, 4_096);
  const found = kinds.find(({ isIt }) => isIt(start));
  return found === undefined ? null : { ...nowhere, sentence: found.sentence, mend: found.mend };
}

const kinds: readonly { isIt(start: string): boolean; sentence: string; mend: string }[] = [
  {
    isIt: (start) => start.trim() === '',
    sentence: 'The file is empty.',
    mend: 'Save the service key again: the redirection may have failed before anything was written.',
  },
  {
    isIt: (start) => start.includes('\0') || /^0[\u0080-\u00ff\ufffd]/.test(start) || start.split('\ufffd').length > 16,
    sentence: 'This is a binary file, such as a .p12 key store, and not a service key.',
    mend: 'A service key is JSON text. Create one in the cockpit, or with `cf create-service-key`.',
  },
  {
    isIt: (start) => /^\s*-----BEGIN /.test(start),
    sentence: 'This is a certificate or key in PEM form, and not a service key.',
    mend: 'The service key is the JSON that holds such texts under `certificate` and `key`.',
  },
  {
    isIt: (start) => /^\s*<(?:!doctype|html|\?xml|[a-z])/i.test(start),
    sentence: 'This is a web page or XML, and not a service key.',
    mend: 'Copy the JSON the page shows, not the page itself: a login page may have been saved instead.',
  },
];
