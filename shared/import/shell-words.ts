/** A word of a command line. `hasVariable`: the shell would have put something into it that the text does not show. */
export type ShellWord = { text: string; hasVariable: boolean };

/** The words of one command, and where the text goes on behind it. */
export type ShellCommand = { words: ShellWord[]; end: number };

export type Dialect = 'bash' | 'cmd' | 'powershell';

/** Which shell a command was written for, by how its lines go on and how it quotes. */
export function dialectOf(text: string): Dialect {
  if (/`[ \t]*\r?\n|^\s*PS [A-Za-z]:|^& /m.test(text)) return 'powershell';
  if (/\^[ \t]*\r?\n|\^"|^[A-Za-z]:\\[^>\n]*>/m.test(text)) return 'cmd';
  return /curl\.exe/.test(text) && /'\{?\\"/.test(text) ? 'powershell' : 'bash';
}

type Reader = { text: string; at: number; dialect: Dialect; word: string; isOpen: boolean; hasVariable: boolean };

/** Splits one command into its words, as the shell of the dialect would. Ends at a line break outside of quotes, or at `|`, `;`, `&`. */
export function readCommand(text: string, from: number, dialect: Dialect): ShellCommand {
  const reader: Reader = { text, at: from, dialect, word: '', isOpen: false, hasVariable: false };
  const words: ShellWord[] = [];
  const close = () => {
    if (reader.isOpen) words.push({ text: finish(reader), hasVariable: reader.hasVariable });
    Object.assign(reader, { word: '', isOpen: false, hasVariable: false });
  };
  while (reader.at < text.length) {
    const character = text.charAt(reader.at);
    if (skipContinuation(reader)) continue;
    if (character === '\n' || character === '\r' || isEnd(reader, character)) break;
    if (character === ' ' || character === '\t') {
      close();
      reader.at += 1;
    } else {
      readPiece(reader, character);
    }
  }
  close();
  const end = text.indexOf('\n', reader.at);
  return { words, end: end === -1 ? text.length : end + 1 };
}

/** PowerShell hands `\"` on to a program as a quote. */
function finish({ word, dialect }: Reader): string {
  return dialect === 'powershell' ? word.replaceAll('\\"', '"') : word;
}

const continuations: Readonly<Record<Dialect, string>> = { bash: '\\', cmd: '^', powershell: '`' };

function skipContinuation(reader: Reader): boolean {
  const { text, at, dialect } = reader;
  if (text.charAt(at) !== continuations[dialect]) return false;
  const length = /^.[ \t]*(?:\r\n|\n|\r|$)/.exec(text.slice(at, at + 200))?.[0].length;
  if (length === undefined) return false;
  reader.at += length;
  return true;
}

function isEnd({ text, at, isOpen }: Reader, character: string): boolean {
  if (character === '|' || character === ';') return true;
  // `2>&1` and `> file` redirect the output; what follows is no word of curl's.
  if (character === '&') return text.charAt(at + 1) === '&' || /\s/.test(text.charAt(at + 1));
  return character === '>' || (character === '2' && !isOpen && text.charAt(at + 1) === '>');
}

function readPiece(reader: Reader, character: string): void {
  reader.isOpen = true;
  const { dialect, text, at } = reader;
  const readQuoted = quotedReader(reader, character);
  if (readQuoted !== null) {
    readQuoted(reader);
  } else if ((character === '\\' && dialect === 'bash') || (character === '`' && dialect === 'powershell')) {
    reader.word += text.charAt(at + 1);
    reader.at += 2;
  } else {
    noteVariable(reader, character);
    reader.word += character;
    reader.at += 1;
  }
}

/** What reads on from a character that quotes; null for any other. */
function quotedReader({ dialect, text, at }: Reader, character: string): ((reader: Reader) => void) | null {
  if (character === '"') return readDouble;
  if (dialect === 'cmd') return character === '^' ? readCaret : null;
  if (character === "'") return readSingle;
  return dialect === 'bash' && character === '$' && text.charAt(at + 1) === "'" ? readAnsi : null;
}

function noteVariable(reader: Reader, character: string): void {
  const { text, at, dialect } = reader;
  if (dialect === 'cmd') reader.hasVariable ||= character === '%' && /^%\w+%/.test(text.slice(at, at + 64));
  else reader.hasVariable ||= character === '$' && /[A-Za-z_{(]/.test(text.charAt(at + 1));
  if (dialect === 'bash') reader.hasVariable ||= character === '`';
}

/** PowerShell doubles a quote inside; bash ends at the next one whatever stands before it. */
function readSingle(reader: Reader): void {
  const { text, dialect } = reader;
  reader.at += 1;
  while (reader.at < text.length) {
    const end = text.indexOf("'", reader.at);
    const stop = end === -1 ? text.length : end;
    reader.word += text.slice(reader.at, stop);
    reader.at = stop + 1;
    if (dialect !== 'powershell' || text.charAt(reader.at) !== "'") return;
    reader.word += "'";
    reader.at += 1;
  }
}

function readDouble(reader: Reader): void {
  const { text, dialect } = reader;
  reader.at += 1;
  while (reader.at < text.length) {
    const character = text.charAt(reader.at);
    const next = text.charAt(reader.at + 1);
    if (character === '"') {
      reader.at += 1;
      if (dialect === 'bash' || next !== '"') return;
      reader.word += '"';
      reader.at += 1;
    } else if (isEscape(dialect, character, next)) {
      reader.word += dialect === 'bash' && next === '\n' ? '' : next;
      reader.at += 2;
    } else {
      noteVariable(reader, character);
      reader.word += character;
      reader.at += 1;
    }
  }
}

/** In double quotes bash escapes only these; cmd's programs know `\"` and `\\` alone. */
function isEscape(dialect: Dialect, character: string, next: string): boolean {
  if (dialect === 'powershell') return character === '`' && next !== '';
  if (character !== '\\') return false;
  return dialect === 'bash' ? ['"', '\\', '$', '`', '\n'].includes(next) : next === '"' || next === '\\';
}

/** `^` before anything means the thing itself; before a quote, as Chrome writes it, the quote still quotes. */
function readCaret(reader: Reader): void {
  const { text, at } = reader;
  if (text.charAt(at + 1) !== '"') {
    reader.word += text.charAt(at + 1);
    reader.at += 2;
    return;
  }
  reader.at += 2;
  while (reader.at < text.length) {
    if (text.startsWith('^"', reader.at)) {
      reader.at += 2;
      return;
    }
    if (text.startsWith('^\\^"', reader.at)) {
      reader.word += '"';
      reader.at += 4;
      continue;
    }
    // A line break inside quotes is a caret and two breaks.
    const broken = /^\^(?:\r\n|\n){1,2}/.exec(text.slice(reader.at, reader.at + 8))?.[0];
    if (broken !== undefined) {
      reader.word += '\n';
      reader.at += broken.length;
      continue;
    }
    const isEscape = text.charAt(reader.at) === '^';
    reader.word += text.charAt(isEscape ? reader.at + 1 : reader.at);
    reader.at += isEscape ? 2 : 1;
  }
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  e: '\x1b',
};

/** bash's `$'…'`, as browsers write bodies with quotes or line breaks in them. */
function readAnsi(reader: Reader): void {
  const { text } = reader;
  reader.at += 2;
  while (reader.at < text.length) {
    const character = text.charAt(reader.at);
    if (character === "'") {
      reader.at += 1;
      return;
    }
    if (character !== '\\') {
      reader.word += character;
      reader.at += 1;
      continue;
    }
    const rest = text.slice(reader.at + 1, reader.at + 10);
    const coded = /^(?:u([\da-f]{1,4})|U([\da-f]{1,8})|x([\da-f]{1,2}))/i.exec(rest);
    if (coded === null) {
      reader.word += simpleEscapes[rest.charAt(0)] ?? rest.charAt(0);
      reader.at += 2;
    } else {
      const code = Number.parseInt(coded[1] ?? coded[2] ?? coded[3] ?? '0', 16);
      reader.word += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      reader.at += 1 + coded[0].length;
    }
  }
}
