import { describe, expect, it } from 'vitest';
import { sayValue } from '../../../../../renderer/features/tokens/say-value.ts';

describe('sayValue', () => {
  it('says times as a clock and a day', () => {
    expect(sayValue('exp', 1_795_298_399)).toMatch(/^\d\d:\d\d:\d\d, \d{1,2} Nov 2026$/);
  });

  it.each([
    ['exp', 'soon', 'soon'],
    ['aud', ['uaa', 'workflow'], 'uaa, workflow'],
    ['ext_attr', { zdn: 'acme' }, '{"zdn":"acme"}'],
    ['email_verified', true, 'true'],
    ['zid', null, 'null'],
    ['missing', undefined, ''],
  ])('says %s as it is', (name, value, said) => {
    expect(sayValue(name, value)).toBe(said);
  });
});
