import { describe, expect, it } from 'vitest';
import { compareTokens } from '#shared/jwt/compare-tokens.ts';
import { scopeTable } from '#shared/jwt/scope-table.ts';
import { authorityOfScope } from '#shared/systems/sap-workflow/authorities.ts';

describe('scopeTable', () => {
  it('splits the prefix of the system off', () => {
    const scope = ['workflow!b10150.MESSAGE_SEND', 'uaa.resource'];
    expect(scopeTable({ scope, authorities: ['another'] }, authorityOfScope)).toEqual([
      { scope: 'workflow!b10150.MESSAGE_SEND', prefix: 'workflow!b10150.', name: 'MESSAGE_SEND' },
      { scope: 'uaa.resource', prefix: '', name: 'uaa.resource' },
    ]);
  });

  it('reads a text with blanks, scp, and authorities where there is no scope', () => {
    expect(scopeTable({ scope: ' openid  mail openid' }).map(({ name }) => name)).toEqual(['openid', 'mail']);
    expect(scopeTable({ scp: ['a'] })).toHaveLength(1);
    expect(scopeTable({ scope: [], authorities: ['b', 3] })).toEqual([{ scope: 'b', prefix: '', name: 'b' }]);
    expect(scopeTable({})).toEqual([]);
  });
});

describe('compareTokens', () => {
  const left = {
    header: { alg: 'RS256', kid: 'one' },
    claims: { zid: 'a', iat: 1, scope: ['x.A', 'x.B'], aud: ['p', 'q'] },
  };

  it('tells which claims, header parameters and scopes differ', () => {
    const right = {
      header: { alg: 'RS256', kid: 'two' },
      claims: { zid: 'a', exp: 2, scope: 'x.B x.C', aud: ['q', 'p'] },
    };
    expect(compareTokens(left, right)).toEqual({
      differences: [
        { part: 'header', name: 'kid', left: 'one', right: 'two' },
        { part: 'claims', name: 'iat', left: 1, right: undefined },
        { part: 'claims', name: 'exp', left: undefined, right: 2 },
      ],
      alike: { header: ['alg'], claims: ['zid', 'aud'] },
      scopes: { onlyLeft: ['x.A'], onlyRight: ['x.C'], both: ['x.B'] },
    });
  });

  it('finds a token alike to itself, its members in another order', () => {
    const ordered = (claims: object) => ({ header: {}, claims: { ext_attr: claims } });
    expect(compareTokens(left, left).differences).toEqual([]);
    expect(compareTokens(ordered({ a: 1, b: [2] }), ordered({ b: [2], a: 1 })).differences).toEqual([]);
    expect(compareTokens(ordered({ a: [1, 2] }), ordered({ a: [2, 1] })).differences).toHaveLength(1);
  });
});
