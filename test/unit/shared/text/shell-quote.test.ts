import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteFor } from '#shared/text/shell-quote.ts';

/** What a program is given by real bash: each argument as the bytes it got, told apart by U+0000. */
function throughBash(quoted: readonly string[]): string[] {
  const script = `printf '%s\\0' ${quoted.join(' ')}`;
  const got = execFileSync('bash', ['--norc', '-c', script], {
    encoding: 'utf8',
    env: { LC_ALL: 'C.UTF-8', PATH: process.env.PATH },
  });
  return got.split('\0').slice(0, -1);
}

const pwsh = findProgram('pwsh');

function findProgram(name: string): string | null {
  try {
    return execFileSync('bash', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

const anyText = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('\0', ''));
const nastyText = fc
  .array(
    fc.constantFrom(
      "'",
      '"',
      '\\',
      '$',
      '`',
      '!',
      '\n',
      '\r',
      '\t',
      ' ',
      '%',
      '^',
      '‘',
      '’',
      'ä',
      '😀',
      '\x1b',
      '\x85',
      '-',
      '#',
      '~',
      '*',
      '{a,b}',
      '$(id)',
      'x',
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

describe('for bash', () => {
  it('any text comes through as it is', { timeout: 60_000 }, () => {
    const texts = fc.array(fc.oneof(anyText, nastyText), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(texts, (some) => {
        expect(throughBash(some.map((text) => quoteFor('bash', text) ?? ''))).toEqual(
          some.map((text) => text.toWellFormed()),
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['plain-text_1.0', 'plain-text_1.0'],
    ['', "''"],
    ["it's", "'it'\\''s'"],
    ['two\nlines', "'two\nlines'"],
    ['back\rto !the start', "$'back\\rto \\x21the start'"],
  ])('%j is written %j', (text, quoted) => {
    expect(quoteFor('bash', text)).toBe(quoted);
  });

  it('a text with U+0000 cannot be carried', () => {
    expect(quoteFor('bash', 'a\0b')).toBeNull();
  });
});

describe('for cmd.exe', () => {
  it.each([
    ['plain', 'plain'],
    ['', '^"^"'],
    ['two words', '^"two words^"'],
    ['100%PATH%', '^"100^%PATH^%^"'],
    ['a&b|c<d>e^f(g)!', '^"a^&b^|c^<d^>e^^f^(g^)^!^"'],
    ['{"a":"b"}', '^"{\\^"a\\^":\\^"b\\^"}^"'],
    ['C:\\dir\\', '^"C:\\dir\\\\^"'],
    ['a\\"b', '^"a\\\\\\^"b^"'],
    ['a\nb', '^"a^\n\nb^"'],
  ])('%j is written %j', (text, quoted) => {
    expect(quoteFor('cmd', text)).toBe(quoted);
  });

  it.each(['\r', '\t', '\x1b', '\0'])('a text with the control character %j cannot be carried', (control) => {
    expect(quoteFor('cmd', `a${control}b`)).toBeNull();
  });

  it('any text is read back by the rules of cmd and of the C runtime', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, nastyText), (text) => {
        const quoted = quoteFor('cmd', text);
        if (quoted !== null) expect(readRuntimeArgument(readCmdLine(quoted))).toBe(text.toWellFormed());
      }),
    );
  });
});

describe('for PowerShell', () => {
  it.each([
    ['--http1.1', "'--http1.1'"],
    ["it's", "'it''s'"],
    ['a‘b’c', "'a‘‘b’’c'"],
    ['{"a":"b"}', `'{\\"a\\":\\"b\\"}'`],
    ['a\\"b', `'a\\\\\\"b'`],
    ['C:\\dir\\', "'C:\\dir\\'"],
    ['C:\\my dir\\', "'C:\\my dir\\\\'"],
    ['$env:PATH `n', "'$env:PATH `n'"],
  ])('%j is written %j', (text, quoted) => {
    expect(quoteFor('powershell', text)).toBe(quoted);
  });

  it('an empty text cannot be carried: PowerShell drops it on the way', () => {
    expect(quoteFor('powershell', '')).toBeNull();
  });

  it('any text is read back by the rules of PowerShell before 7.3 and of the C runtime', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, nastyText), (text) => {
        const quoted = quoteFor('powershell', text);
        if (quoted !== null) expect(readRuntimeArgument(passLegacy(readPowerShell(quoted)))).toBe(text.toWellFormed());
      }),
    );
  });

  it.skipIf(pwsh === null)(
    'any text comes through real PowerShell (skipped where pwsh is not installed)',
    { timeout: 120_000 },
    () => {
      const texts = fc.sample(
        nastyText.filter((text) => text !== '' && !text.includes('\r')),
        40,
      );
      const quoted = texts.map((text) => quoteFor('powershell', text)).join(' ');
      const script = `& { $PSNativeCommandArgumentPassing = 'Legacy'; printf '%s\\0' ${quoted} }`;
      const got = execFileSync(pwsh ?? '', ['-NoProfile', '-Command', script], { encoding: 'utf8' });
      expect(got.split('\0').slice(0, -1)).toEqual(texts);
    },
  );
});

/** cmd outside of quotes: a caret takes the meaning of the next character; before a line feed it goes, and the next one stays. */
function readCmdLine(line: string): string {
  return line.replaceAll(
    /\^\n([\s\S])|\^([\s\S])/g,
    (_all, afterBreak?: string, escaped?: string) => afterBreak ?? escaped ?? '',
  );
}

/** `CommandLineToArgvW` for one argument. */
function readRuntimeArgument(text: string): string {
  let read = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const slashes = /^\\*/.exec(text.slice(at))?.[0].length ?? 0;
    if (text[at + slashes] === '"') {
      read += '\\'.repeat(slashes >> 1);
      at += slashes;
      if (slashes % 2 === 1) read += '"';
      else isQuoted = !isQuoted;
    } else if (slashes > 0) {
      read += '\\'.repeat(slashes);
      at += slashes - 1;
    } else {
      if (!isQuoted && /[ \t]/.test(text[at] ?? '')) throw new Error('the argument ends here');
      read += text[at];
    }
  }
  return read;
}

/** A single-quoted string: two quotes of any kind in a row are one. */
function readPowerShell(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/['‘’‚‛](['‘’‚‛])/g, '$1');
}

/** How PowerShell before 7.3 puts one argument into the command line: in quotes when it holds white space. */
function passLegacy(text: string): string {
  return /\s/u.test(text) ? `"${text}"` : text;
}
