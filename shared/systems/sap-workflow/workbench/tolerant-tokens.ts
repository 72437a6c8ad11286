import { type Complaints, fixOf } from './file-problem.ts';
import { readQuoted, startsText } from './tolerant-text.ts';

/** A piece of a text that means to be JSON. `value` is what a text or a bare word says. */
export type Token =
  | { kind: 'mark'; mark: Mark; from: number; to: number }
  | { kind: 'text'; value: string; from: number; to: number }
  | { kind: 'word'; value: string; from: number; to: number };

export type Mark = '{' | '}' | '[' | ']' | ',' | ':';

const marks = new Set<string>(['{', '}', '[', ']', ',', ':']);

/** Takes a text apart. What does not belong is complained of, with its mend, and left out. */
export function tokensOf(text: string, complaints: Complaints): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (/[ \t\r\n]/.test(char)) at += 1;
    else if (marks.has(char)) {
      tokens.push({ kind: 'mark', mark: char as Mark, from: at, to: at + 1 });
      at += 1;
    } else if (startsText(text, at)) {
      const token = readQuoted(text, at, complaints);
      tokens.push(token);
      at = token.to;
    } else {
      const word = readWord(text, at, complaints);
      if (word !== null) tokens.push(word);
      at = word === null ? skipStranger(text, at, complaints, tokens) : word.to;
    }
  }
  return tokens;
}

/** A word without quotes, or one that lacks its opening quote only. */
function readWord(text: string, from: number, complaints: Complaints): Token | null {
  const value = /^[\p{L}\p{N}_$.+!|-]+/u.exec(text.slice(from, from + 2_000))?.[0];
  if (value === undefined) return null;
  const to = from + value.length;
  if (!/^"\s*(?:[,:\]}]|$)/.test(text.slice(to, to + 200))) return { kind: 'word', value, from, to };
  const fix = fixOf('Add the quote', from, from, '"');
  complaints.say('no-quotes', { from, to: to + 1 }, 'The opening quote of this text is missing.', fix);
  return { kind: 'text', value, from, to: to + 1 };
}

/** A character that begins nothing: a comment, a semicolon, something that cannot be seen. Returns where to go on. */
function skipStranger(text: string, at: number, complaints: Complaints, tokens: Token[]): number {
  const comment = commentAt(text, at);
  if (comment !== null) {
    const place = { from: at, to: at + comment.length };
    const before = /[ \t]*$/.exec(text.slice(0, at))?.[0].length ?? 0;
    const fix = fixOf('Remove the comment', at - before, place.to, '');
    complaints.say('comment', place, 'A comment stands here; JSON has none.', fix);
    return place.to;
  }
  const place = { from: at, to: at + 1 };
  if (text.charAt(at) === ';') {
    tokens.push({ kind: 'mark', mark: ',', ...place });
    complaints.say(
      'semicolon',
      place,
      'A semicolon stands where a comma belongs.',
      fixOf('Make it a comma', at, at + 1, ','),
    );
  } else if (at === 0 && text.charAt(at) === '\ufeff') {
    const sentence = 'The text begins with a byte order mark, which JSON does not allow and nobody sees.';
    complaints.say('byte-order-mark', place, sentence, fixOf('Remove the mark', 0, 1, ''));
  } else if (/[\p{Cc}\p{Cf}\p{Z}]/u.test(text.charAt(at))) {
    const insert = /\p{Z}/u.test(text.charAt(at)) ? ' ' : '';
    const sentence = 'An invisible character stands here, such as a no-break space.';
    complaints.say('invisible-character', place, sentence, fixOf('Make it a plain space', at, at + 1, insert));
  } else {
    const end = at + (/^[^\s{}[\],:"']+/.exec(text.slice(at, at + 2_000))?.[0].length ?? 1);
    const fix = fixOf('Remove it', at, end, '');
    complaints.say('unexpected', { from: at, to: end }, 'Something stands here that does not belong.', fix);
    return end;
  }
  return place.to;
}

function commentAt(text: string, at: number): string | null {
  const rest = text.slice(at);
  return /^(?:\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\r\n]*|#[^\r\n]*)/.exec(rest)?.[0] ?? null;
}
