import { describe, expect, it } from 'vitest';
import { taskEnvelope } from '#shared/systems/process-server/envelopes.ts';
import {
  basicConnection,
  causesOf,
  emptyList,
  envelopeOf,
  faultOf,
  listOf,
  plainList,
  reportOn,
  serviceUrl,
  type TaskCall,
  taskShown,
} from './task-calls.ts';

// Pages as the containers word them: Tomcat's ErrorReportValve, WebLogic's and JBoss Web's defaults.
const tomcat = (title: string) =>
  `<!doctype html><html lang="en"><head><title>${title}</title><style type="text/css">body {font-family:Tahoma;}</style></head><body><h1>${title}</h1><hr class="line" /><h3>Apache Tomcat/9.0.86</h3></body></html>`;
const webLogic = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Draft//EN">\n<HTML>\n<HEAD>\n<TITLE>Error 401--Unauthorized</TITLE>\n</HEAD>\n<BODY bgcolor="white">\n<H2>Error 401--Unauthorized</H2>\n<H4>From RFC 2068</H4></BODY></HTML>`;
const jboss =
  '<html><head><title>JBWEB000065: HTTP Status 401 - </title></head><body><h1>JBWEB000065: HTTP Status 401 - </h1></body></html>';
const html = { type: 'text/html;charset=utf-8' };
const basic = { 'WWW-Authenticate': 'Basic realm="ActiveVOS"' };
const bearer = { scheme: 'bearer', form: 'jwt', fault: '', username: null } as const;
const damaged = { scheme: 'basic', form: 'opaque', fault: 'no colon in it', username: null } as const;
const form =
  '<html><head><title>Login</title></head><body><form method="POST" action="j_security_check"><input name="j_username"/><input type="password" name="j_password"/></form></body></html>';

function first(spec: TaskCall): string | undefined {
  return causesOf(reportOn(spec))[0];
}

describe('credentials-not-sent', () => {
  it.each<[string, TaskCall, string]>([
    [
      'Tomcat asks (facts 3.5)',
      { user: null, status: 401, ...html, body: tomcat('HTTP Status 401 – Unauthorized'), answerHeaders: basic },
      'certain',
    ],
    [
      'Tomcat asks in French',
      {
        user: null,
        status: 401,
        ...html,
        body: tomcat('État HTTP 401 – Non-Autorisé'),
        answerHeaders: { 'www-authenticate': 'BASIC realm="x"' },
      },
      'certain',
    ],
    [
      'WebLogic asks',
      {
        user: null,
        status: 401,
        ...html,
        body: webLogic,
        answerHeaders: { 'WWW-AUTHENTICATE': 'basic realm="weblogic"' },
      },
      'certain',
    ],
    [
      'an expired session alone',
      { user: null, status: 401, headers: { Cookie: 'JSESSIONID=‹cookie 1a2b›' }, body: '' },
      'certain',
    ],
    [
      'the scheme alone',
      { status: 401, clue: { scheme: 'basic', form: 'empty', fault: '', username: null } },
      'likely',
    ],
    ['an empty list for nobody (seed, Authentication)', { user: null, sent: plainList, body: emptyList }, 'likely'],
    ['an empty answer for nobody', { user: null, sent: plainList, body: '' }, 'likely'],
    ['a bearer token where nobody asks', { clue: bearer, sent: plainList, body: emptyList }, 'likely'],
    ['a page to log in', { user: null, sent: plainList, ...html, body: form }, 'likely'],
  ])('%s', (_words, spec, confidence) => {
    expect(first(spec)).toBe(`credentials-not-sent ${confidence}`);
  });

  it('is seen where a redirect to another host left them behind', () => {
    const hop = {
      method: 'POST',
      url: serviceUrl,
      status: 307,
      location: 'https://other/active-bpel',
      dropped: ['Authorization'],
    };
    expect(first({ status: 401, changes: { hops: [hop] } })).toBe('credentials-not-sent certain');
  });

  it('is never certain of a request we only have a part of', () => {
    expect(first({ user: null, status: 401, changes: { peer: null } })).toBe('credentials-not-sent likely');
    expect(first({ user: null, status: 401, headers: {} })).toBe('credentials-not-sent likely');
    const report = reportOn({ user: null, status: 401, changes: { connectionId: 'c1' } }, [], {
      connection: basicConnection(),
    });
    expect(causesOf(report)[0]).toBe('credentials-not-sent likely');
  });

  it.each<[string, TaskCall]>([
    ['a list with a task', { user: null, sent: plainList, body: listOf(taskShown('urn:b4p:1')) }],
    [
      'another answer without content',
      { user: null, sent: taskEnvelope('claim', 'urn:b4p:1'), body: envelopeOf('<h:claimResponse xmlns:h="u"/>') },
    ],
    ['a user the container refuses', { status: 401, answerHeaders: basic }],
  ])('is not said of %s', (_words, spec) => {
    expect(causesOf(reportOn(spec)).join()).not.toContain('credentials-not-sent');
  });
});

describe('credentials-rejected', () => {
  it.each<[string, TaskCall, string]>([
    [
      'Tomcat refuses',
      { status: 401, ...html, body: tomcat('HTTP Status 401 – Unauthorized'), answerHeaders: basic },
      'certain',
    ],
    [
      'JBoss refuses',
      { status: 401, ...html, body: jboss, answerHeaders: { 'www-authenticate': 'basic realm="ActiveVOS"' } },
      'certain',
    ],
    ['an older entry without clues', { status: 401, clue: null, answerHeaders: basic }, 'certain'],
    ['a bearer token (RFC 6750)', { status: 401, clue: bearer, answerHeaders: basic }, 'likely'],
    ['a damaged Basic header (RFC 7617)', { status: 401, clue: damaged, answerHeaders: basic }, 'likely'],
    [
      'a gateway that asks for a token',
      { status: 401, answerHeaders: { 'WWW-Authenticate': 'Bearer realm="gw"' } },
      'likely',
    ],
    [
      'WS-Security refuses',
      {
        status: 500,
        body: faultOf('', 'The security token could not be authenticated or authorized', 'wsse:FailedAuthentication'),
      },
      'likely',
    ],
  ])('%s', (_words, spec, confidence) => {
    expect(first(spec)).toBe(`credentials-rejected ${confidence}`);
  });

  it('says what the call carried instead', () => {
    expect(reportOn({ status: 401, clue: bearer }).findings[0]?.sentence).toContain('a bearer token');
    expect(reportOn({ status: 401, clue: damaged }).findings[0]?.sentence).toContain(
      'damaged Basic header (no colon in it)',
    );
  });

  it.each<[string, TaskCall]>([
    ['nobody', { user: null, status: 401, answerHeaders: basic }],
    ['a user without the role', { status: 403 }],
    ['a user who may', { sent: plainList, body: listOf(taskShown('urn:b4p:1')) }],
  ])('is not said of %s', (_words, spec) => {
    expect(causesOf(reportOn(spec)).join()).not.toContain('credentials-rejected');
  });
});

describe('container-role-missing', () => {
  it.each<[string, TaskCall]>([
    ['Tomcat (facts 3.5)', { status: 403, ...html, body: tomcat('HTTP Status 403 – Forbidden') }],
    ['Tomcat in German', { status: 403, ...html, body: tomcat('HTTP Status 403 – Verboten') }],
    ['WebSphere', { status: 403, ...html, body: 'Error 403: AuthorizationFailed' }],
    ['a session alone', { user: null, status: 403, headers: { cookie: 'JSESSIONID=‹cookie 1a2b›' } }],
  ])('%s', (_words, spec) => {
    expect(first(spec)).toBe('container-role-missing likely');
    expect(reportOn(spec).stoppedAt).toBe('container');
  });

  it.each<[string, TaskCall]>([
    ['nobody, with confidence', { user: null, status: 403 }],
    ['a fault of the task API', { status: 403, body: faultOf('<illegalAccess>no</illegalAccess>') }],
    ['a user who is refused', { status: 401 }],
  ])('is not said of %s', (_words, spec) => {
    expect(causesOf(reportOn(spec))).not.toContain('container-role-missing likely');
  });
});

describe('the strip', () => {
  const states = (spec: TaskCall) =>
    reportOn(spec)
      .gates.slice(-5)
      .map(({ state }) => state)
      .join(' ');

  it.each<[string, TaskCall, string]>([
    ['a 401 to nobody', { user: null, status: 401 }, 'stopped not-reached not-reached not-reached not-reached'],
    ['a 401', { status: 401 }, 'passed stopped not-reached not-reached not-reached'],
    [
      'a 404 to nobody',
      { user: null, status: 404, ...html, body: tomcat('HTTP Status 404 – Not Found') },
      'unknown stopped not-reached not-reached not-reached',
    ],
    [
      'a fault of the task state',
      { status: 500, body: faultOf('<illegalState/>') },
      'passed passed passed unknown stopped',
    ],
    ['an empty list', { sent: plainList, body: emptyList }, 'passed passed passed unknown unknown'],
    ['a list', { sent: plainList, body: listOf(taskShown('urn:b4p:1')) }, 'passed passed passed passed passed'],
    ['a 503', { status: 503 }, 'passed unknown unknown unknown unknown'],
  ])('of %s claims no more than is known', (_words, spec, expected) => {
    expect(states(spec)).toBe(expected);
  });
});
