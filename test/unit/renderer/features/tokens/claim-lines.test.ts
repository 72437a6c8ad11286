import { describe, expect, it } from 'vitest';
import type { TokenState } from '#shared/model/token.ts';
import { claimLines } from '../../../../../renderer/features/tokens/claim-lines.ts';

const token: TokenState = {
  tag: 'a1f3',
  fetchedAt: 0,
  expiresAt: 43_199_000,
  scopes: [],
  authorities: [],
  header: {},
  claims: { exp: 43_199, aud: ['uaa', 'workflow!b10150'], client_id: 'sb-clone', jti: 'x', zid: null },
};

describe('claimLines', () => {
  it('picks the claims that matter, in a fixed order, with times in words', () => {
    expect(claimLines(token, (epochMs) => `at ${epochMs}`).map(({ name, value }) => [name, value])).toEqual([
      ['client_id', 'sb-clone'],
      ['zid', 'null'],
      ['aud', 'uaa, workflow!b10150'],
      ['exp', 'at 43199000'],
    ]);
  });

  it('has nothing to say of an opaque token', () => {
    expect(claimLines({ ...token, claims: null }, String)).toEqual([]);
  });
});
