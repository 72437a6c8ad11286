import { describe, expect, it } from 'vitest';
import { createRedactor } from '#core/redact/redactor.ts';
import { redactHeaders, setCookieSecrets, typedSecrets } from '#core/redact/typed-secrets.ts';

const basic = `Basic ${Buffer.from('tim:correct horse:battery').toString('base64')}`;
const lines = [
  { name: 'Authorization', value: 'Bearer typed-token-1' },
  { name: 'COOKIE', value: 'lang=de; session=0123456789abcdef' },
  { name: 'Proxy-Authorization', value: basic },
  { name: 'constructor', value: 'harmless' },
];

describe('headers typed by hand', () => {
  it('are kept with a pseudonym in place of the credential', () => {
    const kept = redactHeaders(lines, createRedactor([]));
    expect(kept.map(({ name, value }) => `${name}: ${value.replaceAll(/[0-9a-f]{4}›/g, '#›')}`)).toEqual([
      'Authorization: Bearer ‹authorization #›',
      'COOKIE: lang=‹cookie #›; session=‹cookie #›',
      'Proxy-Authorization: Basic ‹proxy authorization #›',
      'constructor: harmless',
    ]);
  });

  it('keep the pseudonym of a token that is known', () => {
    const redactor = createRedactor([{ value: 'typed-token-1', pseudonym: '‹token a1f3›' }]);
    expect(redactHeaders(lines, redactor)[0]?.value).toBe('Bearer ‹token a1f3›');
  });

  it('are known afterwards, also where an answer takes them apart', () => {
    const redactor = createRedactor(typedSecrets(lines));
    for (const echoed of ['typed-token-1', '0123456789abcdef', 'correct horse:battery', basic.slice(6)]) {
      expect(redactor.text(`you sent ${echoed}!`)).toMatch(/^you sent ‹.+ [0-9a-f]{4}›!$/);
    }
    expect(redactor.text('lang=de')).toBe('lang=de');
  });

  it('have known secrets replaced in every other header', () => {
    const redactor = createRedactor([{ value: 'a-secret-value', pseudonym: '‹s›' }]);
    const plain = [{ name: 'x-clean', value: 'as it was' }];
    expect(redactHeaders(plain, redactor)[0]).toBe(plain[0]);
    expect(redactHeaders([...plain, { name: 'X-Echo', value: 'is a-secret-value' }], redactor)).toEqual([
      ...plain,
      { name: 'X-Echo', value: 'is ‹s›' },
    ]);
  });
});

describe('session cookies an answer hands out', () => {
  const handed = [
    { name: 'Set-Cookie', value: 'JSESSIONID=0123456789abcdef; Path=/app; HttpOnly' },
    { name: 'set-cookie', value: 'gone=; Max-Age=0' },
    { name: 'SET-COOKIE', value: 'lang=de' },
    { name: 'set-cookie', value: 'no-name-at-all' },
  ];

  it('are kept by name and place, their values never', () => {
    const kept = redactHeaders(handed, createRedactor([]));
    expect(kept.map(({ name, value }) => `${name}: ${value.replaceAll(/[0-9a-f]{4}›/g, '#›')}`)).toEqual([
      'Set-Cookie: JSESSIONID=‹cookie #›; Path=/app; HttpOnly',
      'set-cookie: gone=; Max-Age=0',
      'SET-COOKIE: lang=‹cookie #›',
      'set-cookie: ‹cookie #›',
    ]);
  });

  it('go by the same name when they are sent back', () => {
    const redactor = createRedactor([]);
    const [set] = redactHeaders(handed, redactor);
    const [sent, bare] = redactHeaders(
      [
        { name: 'Cookie', value: 'x=1; JSESSIONID=0123456789abcdef' },
        { name: 'cookie', value: 'bm8tbmFtZS1hdC1hbGw==' },
      ],
      redactor,
    );
    expect(sent?.value.split('; ')[1]).toBe(set?.value.split('; ')[0]);
    expect(bare?.value).toMatch(/^‹cookie [0-9a-f]{4}›$/);
  });

  it('are known afterwards, unless they are too short to be one', () => {
    const redactor = createRedactor(setCookieSecrets(handed));
    expect(redactor.text('you are 0123456789abcdef')).toMatch(/^you are ‹cookie [0-9a-f]{4}›$/);
    expect(redactor.text('lang=de')).toBe('lang=de');
  });
});
