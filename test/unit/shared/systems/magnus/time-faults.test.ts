import { describe, expect, it } from 'vitest';
import { sentAt } from '../exchange-builder.ts';
import {
  type Answered,
  asked,
  causesOf,
  email,
  explain,
  firstOf,
  invalid,
  mendKinds,
  page,
  run,
  type Sent,
  second,
} from './remote-sample.ts';

// Rules: domain-facts 2.2 and RFC 7519, 4.1.4. Messages: the practice system's, Google's token endpoint, jjwt, PyJWT,
// google-auth, golang-jwt, jose, Nimbus.
const times = (iat: unknown, exp: unknown, more: Record<string, unknown> = {}): Sent => ({
  claims: { iss: email, iat, exp, ...more },
});
const minute = 60;
const hour = 3_600;
const at = (seconds: number) => ({ ...invalid, date: sentAt + seconds * 1_000 });

type Case = [words: string, cause: string, sent: Sent, answered: Answered];

describe('the times of an assertion', () => {
  it.each<Case>([
    ['expired an hour ago', 'assertion-expired certain', times(second - 2 * hour, second - hour), invalid],
    ['expired a minute ago', 'assertion-expired likely', times(second - hour - minute, second - minute), invalid],
    [
      'expired, and no clock of the server',
      'assertion-expired likely',
      times(second - 2 * hour, second - hour),
      { ...invalid, date: null },
    ],
    [
      'expired a minute ago, and jjwt’s words',
      'assertion-expired certain',
      times(second - hour - minute, second - minute),
      {
        ...invalid,
        message:
          'JWT expired at 2026-11-21T09:59:00Z. Current time: 2026-11-21T10:00:00Z, a difference of 60000 milliseconds.  Allowed clock skew: 0 milliseconds.',
      },
    ],
    [
      'expired, and golang-jwt’s words',
      'assertion-expired certain',
      times(second - 2 * hour, second - hour),
      { ...invalid, message: 'token has invalid claims: token is expired' },
    ],
    [
      'expired, and google-auth’s',
      'assertion-expired certain',
      times(second - 2 * hour, second - hour),
      { ...invalid, message: 'Token expired, 1795255200 < 1795258800' },
    ],
    [
      'expired, in German',
      'assertion-expired certain',
      times(second - 2 * hour, second - hour),
      { ...invalid, message: 'Das Token ist abgelaufen.' },
    ],
    [
      'expired, and a gateway’s page',
      'assertion-expired likely',
      times(second - 2 * hour, second - hour),
      { status: 401, text: page },
    ],
    [
      'expired, its times as texts, which some mind',
      'assertion-expired likely',
      times(String(second - 2 * hour), String(second - hour)),
      invalid,
    ],
    [
      'only the words of PyJWT',
      'assertion-expired likely',
      { clues: { jwts: [] } },
      { ...invalid, message: 'Signature has expired' },
    ],
    ['two hours', 'assertion-lifetime-too-long certain', times(second, second + 2 * hour), invalid],
    [
      'a day, and Google’s words',
      'assertion-lifetime-too-long certain',
      times(second, second + 24 * hour),
      {
        ...invalid,
        message: 'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.',
      },
    ],
    [
      'two hours, and the practice system’s words',
      'assertion-lifetime-too-long certain',
      times(second, second + 2 * hour),
      { ...invalid, message: 'The claim exp is more than one hour later than iat.' },
    ],
    [
      'dated back without moving exp',
      'assertion-lifetime-too-long likely',
      times(second - minute, second + hour),
      invalid,
    ],
    [
      'two hours, and a page',
      'assertion-lifetime-too-long likely',
      times(second, second + 2 * hour),
      { status: 400, text: page },
    ],
    ['milliseconds', 'assertion-seconds-expected certain', times(sentAt, sentAt + 3_600_000), invalid],
    [
      'milliseconds, and the practice system’s words',
      'assertion-seconds-expected certain',
      times(sentAt, sentAt + 3_600_000),
      { ...invalid, message: 'The claim iat is not a time in seconds since 1970.' },
    ],
    ['exp alone in milliseconds', 'assertion-seconds-expected certain', times(second, sentAt + 3_600_000), invalid],
    [
      'microseconds',
      'assertion-seconds-expected certain',
      times(sentAt * 1_000, sentAt * 1_000 + 3_600_000_000),
      invalid,
    ],
    ['texts', 'assertion-seconds-expected likely', times(String(second), String(second + hour)), invalid],
    [
      'dates in words',
      'assertion-seconds-expected certain',
      times('2026-11-21T10:00:00Z', '2026-11-21T11:00:00Z'),
      invalid,
    ],
    ['no iat', 'assertion-seconds-expected certain', times(undefined, second + hour), invalid],
    [
      'milliseconds, and a page',
      'assertion-seconds-expected likely',
      times(sentAt, sentAt + 3_600_000),
      { status: 400, text: page },
    ],
    ['a clock ten minutes ahead', 'clock-skew likely', times(second, second + hour), at(-10 * minute)],
    [
      'a clock ten minutes ahead, and golang-jwt’s words',
      'clock-skew certain',
      times(second, second + hour),
      { ...at(-10 * minute), message: 'token has invalid claims: token used before issued' },
    ],
    [
      'a server whose front end has another clock',
      'clock-skew likely',
      times(second, second + hour),
      { ...invalid, message: 'The claim iat is in the future.' },
    ],
    ['a clock three hours behind', 'assertion-expired certain', times(second, second + hour), at(3 * hour)],
    ['dated forward by hand', 'token-not-yet-valid likely', times(second + hour, second + 2 * hour), invalid],
    [
      'dated forward, and google-auth’s words',
      'token-not-yet-valid certain',
      times(second + hour, second + 2 * hour),
      {
        ...invalid,
        message: 'Token used too early, 1795258800 < 1795262400. Check that your computer’s clock is set correctly.',
      },
    ],
    ['an nbf to come', 'token-not-yet-valid likely', times(second, second + hour, { nbf: second + hour / 2 }), invalid],
    [
      'dated forward, and no clock of the server',
      'token-not-yet-valid likely',
      times(second + hour, second + 2 * hour),
      { ...invalid, date: null },
    ],
  ])('%s: %s', (_words, cause, sent, answered) => {
    expect(firstOf(asked(sent, answered))).toBe(cause);
  });

  it.each<Case>([
    ['an hour to go', 'assertion-expired', times(second, second + hour), invalid],
    [
      'over by our clock, and not by the server’s',
      'assertion-expired',
      times(second - 2 * hour, second - minute),
      at(-10 * minute),
    ],
    [
      'a refresh token of Google that was revoked',
      'assertion-expired',
      {},
      { ...invalid, message: 'invalid_grant: Token has been expired or revoked.' },
    ],
    ['expired, and accepted', 'assertion-expired', times(1, 2), { text: '{"status":"ok","result":{}}' }],
    ['an hour to the second', 'assertion-lifetime-too-long', times(second, second + hour), invalid],
    ['milliseconds', 'assertion-lifetime-too-long', times(sentAt, sentAt + 3_600_000), invalid],
    [
      'two hours, and the workflow is not found',
      'assertion-lifetime-too-long',
      times(second, second + 2 * hour),
      { reason: 'notFound' },
    ],
    ['whole seconds', 'assertion-seconds-expected', {}, invalid],
    [
      'fractions, as time.time() gives them',
      'assertion-seconds-expected likely',
      times(second + 0.25, second + hour),
      invalid,
    ],
    ['one second ahead', 'clock-skew', times(second, second + hour), at(-1)],
    ['dated back by a minute', 'clock-skew', times(second - minute, second + hour - minute), at(-30)],
    ['dated back by a minute', 'token-not-yet-valid', times(second - minute, second + hour - minute), at(-30)],
    ['a clock ten minutes ahead', 'token-not-yet-valid likely', times(second, second + hour), at(-10 * minute)],
  ])('%s: not %s', (_words, cause, sent, answered) => {
    expect(causesOf(asked(sent, answered)).filter((one) => one.startsWith(cause))).toEqual([]);
  });
});

describe('what mends them', () => {
  it('a lifetime and a date can be changed by a button', () => {
    expect(mendKinds(asked(times(second, second + 2 * hour), invalid))).toEqual(['correct-assertion']);
    expect(explain(asked({}, at(-10 * minute))).findings[0]?.mends.map(({ action }) => action)).toEqual([
      null,
      { kind: 'correct-assertion', backDateSeconds: 660, lifetimeSeconds: 3_600 },
    ]);
  });

  it('an assertion the connection signs is new in the next call; one in the body has to be taken out', () => {
    const token = {
      tag: 'a1f3',
      fetchedAt: 0,
      expiresAt: 1_000,
      scopes: [],
      authorities: [],
      header: null,
      claims: null,
    };
    const signed = times(second - 2 * hour, second - hour);
    expect(mendKinds(asked({ ...signed, changes: { token } }, invalid))).toEqual(['send-again']);
    expect(mendKinds(asked(signed, invalid))).toEqual(['open-connection']);
  });

  it('a clock behind is told beside the assertion that was over', () => {
    expect(causesOf(asked({}, at(3 * hour)))).toEqual(['assertion-expired certain', 'clock-skew possible']);
  });

  it('reads header and claims of the token where an older entry has no clues', () => {
    const token = {
      tag: 'a1f3',
      fetchedAt: 0,
      expiresAt: 1_000,
      scopes: [],
      authorities: [],
      header: { alg: 'RS256', typ: 'JWT' },
      claims: { iss: email, iat: second, exp: second + 2 * hour },
    };
    const clues = { authorization: null, bodyAssertion: null, jwts: [] };
    expect(firstOf(asked({ clues, body: run(), changes: { token } }, invalid))).toBe(
      'assertion-lifetime-too-long certain',
    );
  });
});
