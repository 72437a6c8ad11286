import { type Complaints, type FileProblemKind, fixOf } from './file-problem.ts';

type TextToken = { kind: 'text'; value: string; from: number; to: number };

const smart = '“”„‟‘’‚‛«»″';
const isSmart = (char: string) => char !== '' && smart.includes(char);

/** Whether a quoted text begins here, in whatever quotes. */
export function startsText(text: string, at: number): boolean {
  const char = text.charAt(at);
  return char === '"' || char === "'" || char === '`' || isSmart(char) || text.startsWith('\\"', at);
}

/** Reads the text that begins at `from`, to its closing quote or to where it should be. */
export function readQuoted(text: string, from: number, complaints: Complaints): TextToken {
  const opening = text.startsWith('\\"', from) ? '\\"' : text.charAt(from);
  const start = from + opening.length;
  const line = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  const close = closeOf(line, opening);
  if (close === null) return unclosed(text, from, start, line, complaints);
  const end = start + close.at;
  const to = end + close.length;
  const inside = text.slice(start, end);
  const isPlain = opening === '"' && text.charAt(end) === '"';
  if (isPlain) return { kind: 'text', value: plainValue(inside, from, to, complaints), from, to };
  const value = inside.replaceAll('\\"', '"').replaceAll("\\'", "'");
  const [kind, sentence] = faultOf(opening, text.slice(end, to));
  complaints.say(
    kind,
    { from, to },
    sentence,
    fixOf('Put it in straight double quotes', from, to, JSON.stringify(value)),
  );
  return { kind: 'text', value, from, to };
}

/** Where in the rest of its line a text ends. A straight one may have been closed by a typographic quote. */
function closeOf(line: string, opening: string): { at: number; length: number } | null {
  if (opening === '\\"') {
    const at = line.indexOf('\\"');
    return at < 0 ? null : { at, length: 2 };
  }
  const closes = (char: string) =>
    isSmart(opening) ? isSmart(char) || char === '"' : char === opening || (opening === '"' && isSmart(char));
  for (let at = 0; at < line.length; at += 1) {
    if (line.charAt(at) === '\\') at += 1;
    else if (closes(line.charAt(at))) {
      const isSure = line.charAt(at) === opening || isSmart(opening) || /^\s*(?:[,:\]}]|$)/.test(line.slice(at + 1));
      if (isSure) return { at, length: 1 };
    }
  }
  return null;
}

function faultOf(opening: string, closing: string): [FileProblemKind, string] {
  if (opening === '\\"') return ['escaped-quotes', 'The quotes are escaped with backslashes.'];
  if (isSmart(opening) || isSmart(closing)) {
    return [
      'smart-quotes',
      'Typographic quotes stand where straight ones belong. Word processors and chats put them in.',
    ];
  }
  return ['single-quotes', 'Single quotes stand where double ones belong.'];
}

function unclosed(text: string, from: number, start: number, line: string, complaints: Complaints): TextToken {
  const kept = /^[^,:;"'{}[\]]*/.exec(line)?.[0].trimEnd() ?? '';
  const to = start + kept.length;
  const fix = fixOf('Close the text', from, to, JSON.stringify(kept));
  complaints.say('unclosed-text', { from, to: Math.max(to, from + 1) }, 'This text is never closed.', fix);
  // The quote it lacks may stand where nothing opens: then it closes here.
  return { kind: 'text', value: kept, from, to: text.charAt(to) === '\\' ? to + 1 : to };
}

function plainValue(inside: string, from: number, to: number, complaints: Complaints): string {
  try {
    return String(JSON.parse(`"${inside}"`));
  } catch {
    const isControl = /\p{Cc}/u.test(inside);
    const mended = inside
      .replaceAll(/\\(["\\/bfnrt]|u[\da-fA-F]{4})?/g, (all, known?: string) => (known === undefined ? '\\\\' : all))
      .replaceAll(/\p{Cc}/gu, ' ');
    const kind = isControl ? 'control-character' : 'bad-escape';
    const sentence = isControl
      ? 'A control character, such as a tab, stands inside a text.'
      : 'A backslash is followed by something it cannot escape.';
    complaints.say(
      kind,
      { from, to },
      sentence,
      fixOf(isControl ? 'Make it a space' : 'Double the backslash', from, to, `"${mended}"`),
    );
    return mended.replaceAll('\\\\', '\\');
  }
}
