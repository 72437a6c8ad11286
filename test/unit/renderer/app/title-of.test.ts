import { describe, expect, it } from 'vitest';
import { titleOf, unnamed } from '../../../../renderer/app/title-of.ts';

describe('titleOf', () => {
  it('keeps a name that was given', () => {
    expect(titleOf({ name: 'List definitions', url: 'https://host/v1/other' })).toBe('List definitions');
  });

  it('calls what nobody named by the end of its path, without query or slash', () => {
    expect(titleOf({ name: unnamed, url: 'https://host/v1/users/?top=1#x' })).toBe('users');
    expect(titleOf({ name: '', url: '{{rest}}/v1/jobs' })).toBe('jobs');
  });

  it('stays unnamed without an address', () => {
    expect(titleOf({ name: unnamed, url: '' })).toBe(unnamed);
  });
});
