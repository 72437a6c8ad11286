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
  rightClaims,
  rightHeader,
  run,
  type Sent,
} from './remote-sample.ts';

// Rules: domain-facts 2.1 and 2.2. Messages: the practice system's, PyJWT, jsonwebtoken, golang-jwt, jose, java-jwt.
const { jwt: _jwt, ...withoutJwt } = run();
const inHeader = (iss: string, scheme = 'bearer'): Sent => ({
  body: withoutJwt,
  headers: [{ name: 'AUTHORIZATION', value: 'Bearer ‹token a1f3›' }],
  clues: {
    authorization: { scheme, form: 'jwt', fault: '', username: null },
    jwts: [{ in: 'authorization', header: rightHeader, claims: { ...rightClaims, iss } }],
  },
});
const inBody = (form: 'placeholder' | 'empty' | 'opaque' | 'damaged-jwt', fault = ''): Sent => ({
  clues: { bodyAssertion: { property: 'jwt', form, fault }, jwts: [] },
});
const header = (changes: Record<string, unknown>): Sent => ({ header: { ...rightHeader, ...changes } });
const iss = (value: unknown): Sent => ({ claims: { ...rightClaims, iss: value } });

type Case = [words: string, cause: string, sent: Sent, answered: Answered];

describe('an assertion that Magnus cannot take', () => {
  it.each<Case>([
    ['no jwt, refused by Magnus', 'assertion-missing certain', { body: withoutJwt }, invalid],
    [
      'no jwt, and Magnus says so',
      'assertion-missing certain',
      { body: withoutJwt },
      { ...invalid, message: 'The request carries no jwt.' },
    ],
    ['no jwt, and a gateway answers', 'assertion-missing likely', { body: withoutJwt }, { status: 401, text: page }],
    ['a jwt of null', 'assertion-missing certain', { body: { ...withoutJwt, jwt: null } }, invalid],
    ['a placeholder that was never replaced', 'assertion-missing certain', inBody('placeholder'), invalid],
    ['an access token of Google’s (ya29…) for a jwt', 'assertion-missing likely', inBody('opaque'), invalid],
    [
      'a login server’s token in the header',
      'assertion-missing certain',
      inHeader('https://accounts.google.com'),
      invalid,
    ],
    ['the jwt in the header', 'assertion-in-header certain', inHeader(email), invalid],
    [
      'the jwt in the header, and a gateway’s 403',
      'assertion-in-header likely',
      inHeader(email),
      { status: 403, text: page },
    ],
    [
      'the jwt in the header, and a refusal in words (jsonwebtoken)',
      'assertion-in-header certain',
      inHeader(email, ''),
      { ...invalid, message: 'Bad call' },
    ],
    ['half a jwt', 'token-malformed likely', inBody('damaged-jwt', 'two parts of three'), invalid],
    [
      'half a jwt, and PyJWT’s words',
      'token-malformed likely',
      inBody('damaged-jwt', 'one part of three'),
      { ...invalid, message: 'Not enough segments' },
    ],
    [
      'half a jwt, and jsonwebtoken’s',
      'token-malformed likely',
      inBody('damaged-jwt'),
      { ...invalid, message: 'jwt malformed' },
    ],
    ['HS256', 'algorithm-not-rs256 certain', header({ alg: 'HS256' }), invalid],
    [
      'ES256, and PyJWT’s words',
      'algorithm-not-rs256 certain',
      header({ alg: 'ES256' }),
      { ...invalid, message: 'The specified alg value is not allowed' },
    ],
    ['PS256, and a web page', 'algorithm-not-rs256 likely', header({ alg: 'PS256' }), { status: 400, text: page }],
    [
      'no signature at all',
      'algorithm-not-rs256 certain',
      header({ alg: 'none' }),
      { ...invalid, message: 'Ungültige Anfrage' },
    ],
    ['no algorithm', 'algorithm-not-rs256 certain', { header: { typ: 'JWT' } }, invalid],
    ['no type, as jjwt leaves it', 'algorithm-not-rs256 likely', { header: { alg: 'RS256' } }, invalid],
    ['a person’s address', 'issuer-not-service-account certain', iss('ada@acme.example'), invalid],
    [
      'the client_id for an issuer',
      'issuer-not-service-account certain',
      iss('104857600000000000000'),
      { ...invalid, message: 'The claim iss is not the e-mail address of a service account.' },
    ],
    ['no issuer', 'issuer-not-service-account certain', iss(undefined), invalid],
    [
      'an address of another cloud, and a web page',
      'issuer-not-service-account likely',
      iss('x@acme.onmicrosoft.com'),
      { status: 400, text: page },
    ],
    ['a blank at the end of it', 'issuer-not-service-account likely', iss(`${email} `), invalid],
    [
      'a filler for a signature, as in the documentation',
      'token-signature-invalid likely',
      { clues: { bodyAssertion: { property: 'jwt', form: 'jwt', fault: 'its signature is cut short' } } },
      invalid,
    ],
    [
      'another account’s key, and golang-jwt’s words',
      'token-signature-invalid likely',
      {},
      { ...invalid, message: 'token signature is invalid: crypto/rsa: verification error' },
    ],
    [
      'another account’s key, and the practice system’s words',
      'token-signature-invalid likely',
      {},
      { ...invalid, message: 'The signature of the jwt does not fit the registered key of the service account.' },
    ],
  ])('%s: %s', (_words, cause, sent, answered) => {
    expect(firstOf(asked(sent, answered))).toBe(cause);
  });

  it.each<Case>([
    ['a jwt in the body', 'assertion-missing', {}, invalid],
    ['a body that was not recorded', 'assertion-missing', { body: null, bodyBytes: 700, clues: { jwts: [] } }, invalid],
    [
      'a lock, whose page shows no jwt',
      'assertion-missing certain',
      { body: { c: '6f570e7l', configuration: { lockWorkflows: { workflowIds: ['1'] } } } },
      invalid,
    ],
    ['a workflow that is not found', 'assertion-missing', { body: withoutJwt }, { reason: 'notFound' }],
    [
      'a jwt in header and body',
      'assertion-in-header',
      { clues: { authorization: { scheme: 'bearer', form: 'jwt', fault: '', username: null } } },
      invalid,
    ],
    [
      'an access token in the header',
      'assertion-in-header',
      { body: withoutJwt, clues: { authorization: { scheme: 'bearer', form: 'opaque', fault: '', username: null } } },
      invalid,
    ],
    ['a whole jwt', 'token-malformed', {}, { ...invalid, message: 'Invalid JWT' }],
    ['an access token', 'token-malformed', inBody('opaque'), invalid],
    ['RS256', 'algorithm-not-rs256', {}, invalid],
    [
      'HS256 that was accepted',
      'algorithm-not-rs256',
      header({ alg: 'HS256' }),
      { text: '{"status":"ok","result":{"workflowId":"1","historyId":"2"}}' },
    ],
    ['rs256 in small letters', 'algorithm-not-rs256 certain', header({ alg: 'rs256' }), invalid],
    [
      'a service account of another project',
      'issuer-not-service-account',
      iss('bot@other.iam.gserviceaccount.com'),
      invalid,
    ],
    ['a developer account', 'issuer-not-service-account', iss('1318-e6ep@developer.gserviceaccount.com'), invalid],
    ['an issuer hidden in a bundle', 'issuer-not-service-account', iss('‹person 3a1c›'), invalid],
    ['a key that does not fit', 'token-signature-invalid', {}, invalid],
    ['an expired token', 'token-signature-invalid', {}, { ...invalid, message: 'Signature has expired' }],
  ])('%s: not %s', (_words, cause, sent, answered) => {
    expect(causesOf(asked(sent, answered)).filter((one) => one.startsWith(cause))).toEqual([]);
  });
});

describe('what is said of it', () => {
  it('several faults are believed less, the earlier gate’s first', () => {
    expect(
      causesOf(asked({ header: { alg: 'HS256', typ: 'JWT' }, claims: { iat: 1, exp: 2 } }, invalid)).slice(0, 2),
    ).toEqual(['algorithm-not-rs256 likely', 'issuer-not-service-account likely']);
  });

  it('words that name another cause go before what was merely seen', () => {
    const message = 'The service account of the claim iss is not registered.';
    expect(causesOf(asked({ header: { alg: 'HS256', typ: 'JWT' } }, { ...invalid, message })).slice(0, 2)).toEqual([
      'issuer-not-registered likely',
      'algorithm-not-rs256 possible',
    ]);
  });

  it('what a call before got away with is no proof', () => {
    const before = asked(header({ alg: 'HS256' }), { text: '{"status":"ok","result":{}}' });
    const neighbours = [{ exchange: { ...before.exchange, id: 'b' }, bodyText: before.bodyText }];
    expect(causesOf(asked(header({ alg: 'HS256' }), invalid, { neighbours }))).toContain(
      'algorithm-not-rs256 possible',
    );
  });

  it('`accessDenied` is documented as a right on the workflow, so the assertion got through, whatever it looks like', () => {
    expect(causesOf(asked(header({ alg: 'HS256' }), { reason: 'accessDenied' }))).toEqual([
      'permission-missing likely',
      'algorithm-not-rs256 possible',
    ]);
    const long = { claims: { iat: sentAt / 1_000, exp: sentAt / 1_000 + 7_200 } };
    expect(causesOf(asked(long, { reason: 'accessDenied' }))[0]).toBe('permission-missing likely');
  });

  it('a fault that is seen is not proven by the answer while another may be meant', () => {
    const old = { iat: sentAt / 1_000 - 7_200, exp: sentAt / 1_000 - 3_600 };
    const found = causesOf(asked({ header: { alg: 'HS256', typ: 'JWT' }, claims: old }, invalid));
    expect(found[0]).toBe('algorithm-not-rs256 likely');
    expect(found.join()).toContain('assertion-expired');
    expect(found.join()).not.toContain('certain');
  });

  it('is mended by a button that changes how the connection signs', () => {
    expect(mendKinds(asked(header({ alg: 'HS256' }), invalid))).toEqual(['correct-assertion']);
    expect(explain(asked(inHeader(email), invalid)).findings[0]?.mends.map(({ action }) => action)).toEqual([
      { kind: 'correct-assertion', placement: { in: 'body-property', property: 'jwt' } },
      { kind: 'remove-header', name: 'Authorization' },
    ]);
  });

  it('works alike on an entry of before the clues, by its redacted header', () => {
    const sent: Sent = { body: withoutJwt, headers: [{ name: 'authorization', value: 'Bearer ‹assertion 9c2e›' }] };
    expect(firstOf(asked(sent, invalid, { connection: null }))).toBe('assertion-in-header certain');
  });

  it('stops the strip at the assertion', () => {
    const report = explain(asked(header({ alg: 'HS256' }), invalid));
    expect(report.stoppedAt).toBe('assertion');
    expect(report.probes).toEqual([]);
  });
});
