/** A shell a command line can be pasted into. */
export type Shell = 'bash' | 'cmd' | 'powershell';

/**
 * One argument as that shell's prompt wants it, so that the program gets exactly `text`; null when the shell cannot carry it.
 * No argument of any shell can hold U+0000.
 */
export function quoteFor(shell: Shell, text: string): string | null {
  // Half a surrogate pair is no character, and UTF-8 has no bytes for it.
  const wellFormed = text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  if (wellFormed.includes('\u0000')) return null;
  switch (shell) {
    case 'bash':
      return quoteBash(wellFormed);
    case 'cmd':
      return quoteCmd(wellFormed);
    case 'powershell':
      return quotePowerShell(wellFormed);
  }
}

/**
 * Bash: single quotes take everything as it stands but a single quote. Control characters other than a line break would act on
 * the terminal the line is pasted into (a carriage return sends it off), so text with one is written as `$'…'`.
 */
function quoteBash(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!/[^\P{Cc}\n]/u.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const escaped = text.replaceAll(/[\\'!]|\p{Cc}/gu, (char) => bashEscapes[char] ?? bashCode(char));
  return `$'${escaped}'`;
}

const bashEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** `!` recalls history even where it is quoted. Controls above U+007F are two bytes of UTF-8 each. */
function bashCode(char: string): string {
  const code = char.charCodeAt(0);
  return code < 0x80 ? `\\x${hex(code)}` : `\\x${hex(0xc0 | (code >> 6))}\\x${hex(0x80 | (code & 0x3f))}`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/**
 * cmd.exe: the program takes its line apart by the rules of Microsoft's C runtime (double quotes, `\"`, backslashes doubled
 * before a quote), and cmd reads the line before by rules of its own, where a quote shuts off all but `%`. So every
 * character that means something to cmd, the quotes included, gets a caret: cmd is then never within quotes. A line feed
 * is a caret and two of them. Other control characters act on the prompt or get lost.
 */
function quoteCmd(text: string): string | null {
  if (/[^\P{Cc}\n]/u.test(text)) return null;
  if (/^[\w@+:./-]+$/.test(text)) return text;
  return quoteForRuntime(text)
    .replaceAll(/[()%!^"<>&|]/g, '^$&')
    .replaceAll('\n', '^\n\n');
}

/** The rules of `CommandLineToArgvW` and of Microsoft's C runtime. */
function quoteForRuntime(text: string): string {
  return `"${text.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}

/**
 * PowerShell: single quotes, doubled inside, and so are the typographic ones it takes for the same. What a program then gets
 * depends on the version: before 7.3 an argument with white space is put into double quotes and nothing is escaped. The
 * line `curlLine` makes asks newer ones to do the same (`$PSNativeCommandArgumentPassing`), and here everything is escaped
 * for that. An empty argument cannot be carried.
 */
function quotePowerShell(text: string): string | null {
  if (text === '') return null;
  const escaped = text.replaceAll(/(\\*)"/g, '$1$1\\"');
  const isWrapped = /\s/u.test(text);
  const passed = isWrapped ? escaped.replace(/(\\+)$/, '$1$1') : escaped;
  return `'${passed.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;
}
