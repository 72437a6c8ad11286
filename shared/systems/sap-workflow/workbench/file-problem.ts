import { textPosition } from '../../../text/text-position.ts';

/** Replaces `from`–`to` of a text; both are offsets in UTF-16 units. */
export type FileEdit = { from: number; to: number; insert: string };

/** What sets a problem right in one step; `label` says it as a command: “Add the comma”. */
export type FileFix = { label: string; edits: readonly FileEdit[] };

/**
 * `error`: cf would refuse the file, or not find the list in it. `warning`: it would be taken, but does not mean what it
 * should. `note`: may be right.
 */
export type FileSeverity = 'error' | 'warning' | 'note';

export type FileProblemKind =
  | 'empty'
  | 'comment'
  | 'byte-order-mark'
  | 'invisible-character'
  | 'smart-quotes'
  | 'single-quotes'
  | 'escaped-quotes'
  | 'unclosed-text'
  | 'bad-escape'
  | 'control-character'
  | 'no-quotes'
  | 'missing-comma'
  | 'extra-comma'
  | 'trailing-comma'
  | 'semicolon'
  | 'missing-colon'
  | 'missing-value'
  | 'missing-bracket'
  | 'missing-braces'
  | 'wrong-bracket'
  | 'text-after-end'
  | 'unexpected'
  | 'too-deep'
  | 'bad-number'
  | 'bare-list'
  | 'not-an-object'
  | 'misspelt-member'
  | 'no-authorities'
  | 'member-twice'
  | 'not-a-list'
  | 'not-a-name'
  | 'stray-space'
  | 'scope-prefix'
  | 'duplicate'
  | 'wrong-case'
  | 'unknown-authority'
  | 'carried-anyway'
  | 'service-key';

/** One fault of the file, with its place. `from`–`to` is what to underline; the sentence never repeats the text. */
export type FileProblem = {
  kind: FileProblemKind;
  severity: FileSeverity;
  /** Both count from 1. */
  line: number;
  column: number;
  from: number;
  to: number;
  sentence: string;
  fix: FileFix | null;
};

/** Gathers problems while a text is read. */
export type Complaints = {
  all: FileProblem[];
  say(kind: FileProblemKind, place: { from: number; to: number }, sentence: string, fix: FileFix | null): void;
};

const severities: Partial<Record<FileProblemKind, FileSeverity>> = {
  duplicate: 'warning',
  'wrong-case': 'warning',
  'scope-prefix': 'warning',
  'stray-space': 'warning',
  'unknown-authority': 'note',
  'carried-anyway': 'note',
};

export function createComplaints(text: string): Complaints {
  const all: FileProblem[] = [];
  return {
    all,
    say(kind, { from, to }, sentence, fix) {
      all.push({ kind, severity: severities[kind] ?? 'error', ...textPosition(text, from), from, to, sentence, fix });
    },
  };
}

/** One edit under its label. */
export function fixOf(label: string, from: number, to: number, insert: string): FileFix {
  return { label, edits: [{ from, to, insert }] };
}

/** The text with edits made; they must not overlap. */
export function applyEdits(text: string, edits: readonly FileEdit[]): string {
  return [...edits]
    .sort((a, b) => b.from - a.from)
    .reduce((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);
}
