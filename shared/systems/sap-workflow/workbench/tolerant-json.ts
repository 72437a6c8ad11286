import { type Complaints, createComplaints, fixOf } from './file-problem.ts';
import { type Mark, type Token, tokensOf } from './tolerant-tokens.ts';

type Place = { from: number; to: number };
/** A value as far as it could be read, with its place. */
export type FileNode =
  | (Place & { kind: 'object'; members: FileMember[] })
  | (Place & { kind: 'list'; items: FileNode[] })
  | (Place & { kind: 'text'; value: string })
  | (Place & { kind: 'other'; value: number | boolean | null });
export type FileMember = { name: string; key: Place; value: FileNode };

/** Deeper than any parameters file; the reader calls itself once a level. */
const deepest = 60;

type Reader = { text: string; tokens: readonly Token[]; at: number; complaints: Complaints; open: Mark[] };

/** Reads a text that means to be JSON, going on after every fault. `root` is null when there is no value at all. */
export function readTolerantly(text: string): { root: FileNode | null; complaints: Complaints } {
  const complaints = createComplaints(text);
  const tokens = tokensOf(text, complaints);
  const reader: Reader = { text, tokens, at: 0, complaints, open: [] };
  if (isBareMember(tokens)) return { root: readWithoutBraces(reader), complaints };
  const root = readValue(reader);
  const rest = tokens[reader.at];
  const last = tokens.at(-1);
  if (root !== null && rest !== undefined && last !== undefined) {
    const isOnlyMarks = tokens.slice(reader.at).every(({ kind }) => kind === 'mark');
    const fix = isOnlyMarks ? fixOf('Remove what follows', rest.from, last.to, '') : null;
    complaints.say('text-after-end', { from: rest.from, to: last.to }, 'Something follows after the end.', fix);
  }
  return { root, complaints };
}

/** `"authorities": […]` as documents print it: a member without the object around it. */
function isBareMember([first, second]: readonly Token[]): boolean {
  return first !== undefined && first.kind !== 'mark' && second?.kind === 'mark' && second.mark === ':';
}

function readWithoutBraces(reader: Reader): FileNode {
  const { text, tokens, complaints } = reader;
  const from = tokens[0]?.from ?? 0;
  const to = tokens.at(-1)?.to ?? from;
  const isClosed = text.charAt(to - 1) === '}' && !text.slice(from, to).includes('{');
  const edits = [{ from, to: from, insert: '{ ' }, ...(isClosed ? [] : [{ from: to, to, insert: ' }' }])];
  const sentence = 'The braces around the member are missing.';
  complaints.say('missing-braces', { from, to: tokens[0]?.to ?? to }, sentence, {
    label: 'Put braces around it',
    edits,
  });
  const members: FileMember[] = [];
  reader.open.push('}');
  while (reader.at < tokens.length) {
    const member = readMember(reader);
    if (member !== null) members.push(member);
    else reader.at += 1;
    while (isMark(reader, ',') || isMark(reader, '}')) reader.at += 1;
  }
  return { kind: 'object', members, from, to };
}

function readValue(reader: Reader): FileNode | null {
  const token = reader.tokens[reader.at];
  if (token === undefined) return null;
  if (token.kind === 'mark') {
    if (token.mark !== '{' && token.mark !== '[') return null;
    if (reader.open.length >= deepest) {
      reader.complaints.say('too-deep', token, 'This is nested deeper than any parameters file.', null);
      reader.at = reader.tokens.length;
      return { kind: 'other', value: null, from: token.from, to: token.to };
    }
    return token.mark === '{' ? readObject(reader) : readList(reader);
  }
  reader.at += 1;
  if (token.kind === 'text') return token;
  return readWord(reader, token);
}

function readWord({ complaints }: Reader, { value, from, to }: Token & { kind: 'word' }): FileNode {
  const literal = literals.get(value);
  if (literal !== undefined) return { kind: 'other', value: literal, from, to };
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value))
    return { kind: 'other', value: Number(value), from, to };
  const lower = value.toLowerCase();
  const small = literals.has(lower);
  const sentence = small ? 'This word is written in small letters in JSON.' : 'A text is not in quotes.';
  const fix = small
    ? fixOf('Write it small', from, to, lower)
    : fixOf('Put it in quotes', from, to, JSON.stringify(value));
  complaints.say('no-quotes', { from, to }, sentence, fix);
  return small ? { kind: 'other', value: literals.get(lower) ?? null, from, to } : { kind: 'text', value, from, to };
}

const literals: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function readList(reader: Reader): FileNode {
  const from = openContainer(reader, ']');
  const items: FileNode[] = [];
  const to = readParts(reader, ']', () => {
    const item = readValue(reader);
    if (item !== null) items.push(item);
    return item;
  });
  return { kind: 'list', items, from, to };
}

function readObject(reader: Reader): FileNode {
  const from = openContainer(reader, '}');
  const members: FileMember[] = [];
  const to = readParts(reader, '}', () => {
    const member = readMember(reader);
    if (member !== null) members.push(member);
    return member === null ? null : member.value;
  });
  return { kind: 'object', members, from, to };
}

function openContainer(reader: Reader, closing: Mark): number {
  const from = reader.tokens[reader.at]?.from ?? 0;
  reader.at += 1;
  reader.open.push(closing);
  return from;
}

function readMember(reader: Reader): FileMember | null {
  const { tokens, complaints } = reader;
  const key = tokens[reader.at];
  if (key === undefined || key.kind === 'mark') return null;
  reader.at += 1;
  if (key.kind === 'word') {
    complaints.say(
      'no-quotes',
      key,
      'A name is not in quotes.',
      fixOf('Put it in quotes', key.from, key.to, JSON.stringify(key.value)),
    );
  }
  if (isMark(reader, ':')) reader.at += 1;
  else
    complaints.say(
      'missing-colon',
      key,
      'A colon is missing after this name.',
      fixOf('Add the colon', key.to, key.to, ':'),
    );
  const value = readValue(reader);
  if (value === null) complaints.say('missing-value', key, 'This name has no value.', null);
  return { name: key.value, key, value: value ?? { kind: 'other', value: null, from: key.to, to: key.to } };
}

/** What stands between brackets, with all that can be wrong about commas and the closing one. Returns where it ends. */
function readParts(reader: Reader, closing: Mark, readPart: () => Place | null): number {
  const { tokens } = reader;
  let previous: Place | null = null;
  let comma: Place | null = null;
  for (;;) {
    const token = tokens[reader.at];
    if (token === undefined || isClosing(token)) return closeAfter(reader, closing, previous, comma);
    if (isMark(reader, ',')) {
      if (comma !== null || previous === null) complainOfComma(reader, 'extra-comma', token);
      else comma = token;
      reader.at += 1;
      continue;
    }
    const part = readPart();
    if (part === null) skipUnexpected(reader, token);
    else {
      if (previous !== null && comma === null) complainOfMissingComma(reader, previous);
      previous = part;
      comma = null;
    }
  }
}

function isClosing(token: Token): boolean {
  return token.kind === 'mark' && (token.mark === '}' || token.mark === ']');
}

function complainOfComma({ complaints }: Reader, kind: 'trailing-comma' | 'extra-comma', comma: Place): void {
  const sentence = kind === 'trailing-comma' ? 'A comma stands after the last item.' : 'There is a comma too many.';
  complaints.say(kind, comma, sentence, fixOf('Remove the comma', comma.from, comma.to, ''));
}

function complainOfMissingComma({ complaints }: Reader, { to }: Place): void {
  const place = { from: Math.max(0, to - 1), to };
  complaints.say('missing-comma', place, 'A comma is missing after this item.', fixOf('Add the comma', to, to, ','));
}

function skipUnexpected(reader: Reader, { from, to }: Place): void {
  const fix = fixOf('Remove it', from, to, '');
  reader.complaints.say('unexpected', { from, to }, 'Something stands here that does not belong.', fix);
  reader.at += 1;
}

function closeAfter(reader: Reader, closing: Mark, previous: Place | null, comma: Place | null): number {
  const token = reader.tokens[reader.at];
  if (comma !== null && token !== undefined) complainOfComma(reader, 'trailing-comma', comma);
  return close(reader, closing, token, previous);
}

/** Closes a container: by its own bracket, or where the bracket should have been. */
function close(reader: Reader, closing: Mark, token: Token | undefined, previous: Place | null): number {
  const { complaints, open, tokens } = reader;
  open.pop();
  if (token?.kind === 'mark' && token.mark === closing) {
    reader.at += 1;
    return token.to;
  }
  const name = closing === ']' ? 'The list' : 'The object';
  const isOuters = token?.kind === 'mark' && open.includes(token.mark);
  if (token !== undefined && !isOuters) {
    reader.at += 1;
    complaints.say(
      'wrong-bracket',
      token,
      `${name} is closed by the wrong bracket.`,
      fixOf(`Make it ${closing}`, token.from, token.to, closing),
    );
    return token.to;
  }
  const end = token === undefined ? (tokens.at(-1)?.to ?? 0) : (previous?.to ?? token.from);
  const place = { from: Math.max(0, end - 1), to: end };
  const insert = token === undefined ? `\n${closing}` : closing;
  complaints.say(
    'missing-bracket',
    place,
    `${name} is never closed.`,
    fixOf(`Add the missing ${closing}`, end, end, insert),
  );
  return end;
}

function isMark({ tokens, at }: Reader, mark: Mark): boolean {
  const token = tokens[at];
  return token?.kind === 'mark' && token.mark === mark;
}
