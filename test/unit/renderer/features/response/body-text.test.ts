import { describe, expect, it } from 'vitest';
import { hasHugeLine, textOfBody } from '../../../../../renderer/features/response/body-text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('textOfBody', () => {
  it('reads UTF-8 without being told', () => {
    expect(textOfBody(utf8('grüß'), null, true)).toEqual({ kind: 'text', text: 'grüß' });
  });

  it('leaves away a character cut in half at the end of a window', () => {
    expect(textOfBody(utf8('grü').subarray(0, 3), 'application/json', false)).toEqual({ kind: 'text', text: 'gr' });
  });

  it('believes a declared character set', () => {
    expect(textOfBody(Uint8Array.of(0xfc), 'text/plain; charset="ISO-8859-1"', true)).toEqual({
      kind: 'text',
      text: 'ü',
    });
    expect(textOfBody(Uint8Array.of(0x61, 0), 'text/plain;charset=utf-16le', true)).toEqual({
      kind: 'text',
      text: 'a',
    });
  });

  it('calls what is no text binary', () => {
    expect(textOfBody(Uint8Array.of(0x89, 0x50, 0xff), 'text/plain', true)).toEqual({ kind: 'binary' });
    expect(textOfBody(Uint8Array.of(0x61, 0, 0x62), null, true)).toEqual({ kind: 'binary' });
  });

  it('reads on as UTF-8 when nobody knows the declared character set', () => {
    expect(textOfBody(utf8('a'), 'text/plain; charset=klingon', true)).toEqual({ kind: 'text', text: 'a' });
  });

  it('tells nothing from something', () => {
    expect(textOfBody(new Uint8Array(), 'application/json', true)).toEqual({ kind: 'empty' });
  });
});

describe('hasHugeLine', () => {
  it('looks at every line, the last one included', () => {
    expect(hasHugeLine('aaa\naaa\naaa', 3)).toBe(false);
    expect(hasHugeLine('aaa\naaaa\naaa', 3)).toBe(true);
    expect(hasHugeLine('aaa\naaaa', 3)).toBe(true);
    expect(hasHugeLine('', 3)).toBe(false);
  });
});
