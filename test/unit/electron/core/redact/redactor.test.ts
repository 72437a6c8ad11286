import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '#core/redact/redactor.ts';
import { pseudonym, secretTag } from '#core/redact/secret-tag.ts';
import { spellingsOf } from '#core/redact/spellings.ts';
import { dresses, findSecret } from '../../../../support/find-secret.ts';

const secret = `k8$ü+/= ${randomBytes(12).toString('base64')}"\\`;
const known = { value: secret, pseudonym: pseudonym('client secret', secret) };
const redactor = createRedactor([known]);

const secrets = fc.string({ minLength: 8, maxLength: 60, unit: 'binary-ascii' });
const surroundings = fc.uint8Array({ maxLength: 300 });

describe('a redactor', () => {
  it('names a secret by its kind and four digits of its SHA-256', () => {
    expect(pseudonym('token', 'abc')).toBe('‹token ba78›');
    expect(secretTag('abc')).toBe('ba78');
  });

  it('replaces the secret and leaves the rest as it was', () => {
    expect(redactor.text(`before ${secret} after`)).toBe(`before ${known.pseudonym} after`);
  });

  it('gives back the very same object when nothing was found', () => {
    const bytes = randomBytes(4096);
    expect(redactor.bytes(bytes)).toBe(bytes);
    expect(createRedactor([]).bytes(bytes)).toBe(bytes);
  });

  it.each(dresses(secret).map(({ name, needle }) => [name, needle] as const))('finds it %s', (_name, needle) => {
    const out = redactor.bytes(Buffer.concat([randomBytes(50), needle, randomBytes(50)]));
    expect(Buffer.from(out).includes(needle)).toBe(false);
  });

  it('finds it in the Base64 of user:password', () => {
    const header = Buffer.from(`sb-client!b12:${secret}`).toString('base64');
    expect(findSecret(Buffer.from(redactor.text(header)), secret)).toEqual([]);
    expect(redactor.text(header)).toContain(known.pseudonym);
  });

  it('finds it where both parts were form-encoded before Base64, as RFC 6749 2.3.1 has it', () => {
    const encoded = encodeURIComponent(secret).replaceAll('%20', '+');
    const header = Buffer.from(`client:${encoded}`).toString('base64');
    expect(redactor.text(header)).toContain(known.pseudonym);
  });

  it('keeps UTF-16 text readable around what it replaced', () => {
    const out = redactor.bytes(Buffer.from(`before ${secret} after`, 'utf16le'));
    expect(Buffer.from(out).toString('utf16le')).toMatch(/^before.*after$/s);
    expect(findSecret(out, secret)).toEqual([]);
  });

  it('replaces a JWT, and its signature where it stands alone', () => {
    const signature = randomBytes(32).toString('base64url');
    const jwt = createRedactor([{ value: `eyJhbGciOiJ.eyJzdWIiOi.${signature}`, pseudonym: '‹token 1›' }]);
    expect(jwt.text(`x eyJhbGciOiJ.eyJzdWIiOi.${signature} y ${signature}`)).toBe('x ‹token 1› y ‹token 1›');
    expect(jwt.text('eyJhbGciOiJ.eyJzdWIiOi.')).toBe('eyJhbGciOiJ.eyJzdWIiOi.');
  });

  it('takes the longer of two secrets that begin alike', () => {
    const both = createRedactor([
      { value: 'abcdefgh', pseudonym: '‹short›' },
      { value: 'abcdefghijkl', pseudonym: '‹long›' },
    ]);
    expect(both.text('abcdefghijkl abcdefgh!')).toBe('‹long› ‹short›!');
  });

  it('finds every spelling in a stream that comes byte by byte', () => {
    for (const { bytes } of spellingsOf(secret, known.pseudonym)) {
      const whole = Buffer.concat([Buffer.from('<'), bytes, Buffer.from('>')]);
      const stream = redactor.stream();
      const out = [...whole].map((byte) => stream.push(Uint8Array.of(byte)));
      out.push(stream.end());
      expect(Buffer.concat(out).equals(redactor.bytes(whole))).toBe(true);
      expect(Buffer.concat(out).includes(Buffer.from(bytes))).toBe(false);
    }
  });

  it('knows more secrets after `and`', () => {
    expect(redactor.and([{ value: 'hunter2!', pseudonym: '‹password›' }]).text(`${secret} hunter2!`)).toBe(
      `${known.pseudonym} ‹password›`,
    );
  });

  it('leaves secrets of three characters alone', () => {
    expect(createRedactor([{ value: 'abc', pseudonym: '‹x›' }]).text('abcabc')).toBe('abcabc');
  });
});

describe('for any secret, any dress and any surroundings', () => {
  it('nothing of it is left', () => {
    fc.assert(
      fc.property(secrets, surroundings, surroundings, fc.nat(), (value, before, after, pick) => {
        const all = dresses(value).filter(({ needle }) => needle.length >= 8);
        const dress = all[pick % all.length];
        if (!dress) return;
        const out = createRedactor([{ value, pseudonym: '‹§›' }]).bytes(Buffer.concat([before, dress.needle, after]));
        expect(findSecret(out, value)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('would be found without redaction', () => {
    fc.assert(
      fc.property(secrets, surroundings, (value, before) => {
        expect(findSecret(Buffer.concat([before, Buffer.from(value)]), value)).toContain('plain');
      }),
      { numRuns: 300 },
    );
  });

  it('a stream gives the same bytes as one piece, however it is cut', () => {
    const chunks = fc.array(
      fc.oneof(
        surroundings,
        fc.nat().map((pick) => dresses(secret)[pick % dresses(secret).length]?.needle ?? Buffer.alloc(0)),
      ),
    );
    fc.assert(
      fc.property(chunks, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (pieces, cuts) => {
        const whole = Buffer.concat(pieces);
        const stream = redactor.stream();
        const out: Uint8Array[] = [];
        for (let at = 0, i = 0; at < whole.length; i += 1) {
          const length = cuts[i % cuts.length] ?? 1;
          out.push(stream.push(whole.subarray(at, at + length)));
          at += length;
        }
        out.push(stream.end());
        expect(Buffer.concat(out).equals(redactor.bytes(whole))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
