import { describe, expect, it } from 'vitest';
import { callClues } from '#core/exchange/call-clues.ts';
import { createRedactor } from '#core/redact/redactor.ts';
import { noClues } from '#shared/model/clues.ts';

const jwtOf = (claims: unknown) =>
  `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${'s'.repeat(342)}`;
const call = (body: string | null, headers: [string, string][] = []) => ({
  method: 'POST',
  url: new URL('https://magnus.example.org/remote'),
  headers: headers.map(([name, value]) => ({ name, value, from: 'draft' as const })),
  body: body === null ? null : Buffer.from(body),
});
const redactor = createRedactor([{ value: 'deep-secret-of-a-claim', pseudonym: '‹token 1234›' }]);

describe('the clues of a live call', () => {
  it('are read from what was sent, before anything is replaced', () => {
    const sent = [{ name: 'Authorization', value: 'Bearer undefined' }];
    expect(callClues(call(null), sent, redactor).authorization).toEqual({
      scheme: 'bearer',
      form: 'placeholder',
      fault: '',
      username: null,
    });
  });

  it('are read from the draft’s headers when nothing was sent', () => {
    expect(callClues(call(null, [['authorization', 'Bearer']]), null, redactor).authorization?.form).toBe('empty');
  });

  it('find the assertion at the end of a body of many megabytes', () => {
    const body = JSON.stringify({ c: '713aa58d', configuration: 'x'.repeat(3_000_000), jwt: jwtOf({ iss: 'a' }) });
    const clues = callClues(call(body), [], redactor);
    expect(clues.bodyAssertion?.form).toBe('jwt');
  });

  it('quote no claim that holds a known secret', () => {
    const body = JSON.stringify({ jwt: jwtOf({ iss: 'a', act: { token: ['deep-secret-of-a-claim'] } }) });
    expect(callClues(call(body), [], redactor).jwts[0]?.claims).toEqual({ iss: 'a', act: { token: ['‹token 1234›'] } });
  });

  it('are none, and cost next to nothing, for a large body without a credential', () => {
    const body = call('{"context":"'.concat('x'.repeat(30_000_000), '"}'));
    const started = performance.now();
    expect(callClues(body, [], redactor)).toBe(noClues);
    expect(performance.now() - started).toBeLessThan(250);
  });
});
