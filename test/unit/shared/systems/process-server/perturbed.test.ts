import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taskEnvelope } from '#shared/systems/process-server/envelopes.ts';
import { emptyList, envelopeOf, faultOf, listOf, plainList, reportOn, type TaskCall, taskShown } from './task-calls.ts';

const canary = 'CANARY-5f1c';
const page = '<!DOCTYPE html><html lang="fr"><head><title>État HTTP</title></head><body>Accès interdit</body></html>';

const bodies = [
  emptyList,
  listOf(taskShown('urn:b4p:2', { owner: 'erin', status: 'RESERVED' })),
  faultOf('<htdt:illegalAccess>no</htdt:illegalAccess>'),
  faultOf('<illegalStateFault><status>RESERVED</status><message>claimed by erin</message></illegalStateFault>'),
  faultOf('<illegalArgument/>'),
  faultOf('', 'unknown namespace', 'VersionMismatch'),
  faultOf('', 'could not find a target service to invoke'),
  '{"Fault":{"detail":{"illegalOperation":{"$t":"no"}}}}',
  envelopeOf('<claimResponse/>'),
  page,
  '<html><form action="j_security_check"></form></html>',
  '<wsdl:definitions xmlns:wsdl="u"/>',
  'null',
  '',
  null,
];

/** What has to be in an exchange for a cause to be certain. */
const decisive: Readonly<Record<string, (spec: TaskCall, others: TaskCall[]) => boolean>> = {
  'credentials-not-sent': ({ status, user }) => status === 401 && user === null,
  'credentials-rejected': ({ status, user }) => status === 401 && user !== null,
  'session-of-other-user': ({ headers }, others) =>
    /cookie/i.test(Object.keys(headers ?? {}).join()) && others.some(({ user }) => user === 'bob'),
  'query-hides-tasks': ({ body }, others) =>
    body === emptyList && others.some(({ body: shown }) => shown?.includes('taskAbstract')),
  'task-claimed-by-other': ({ body }, others) => [body, ...others.map((one) => one.body)].join().includes('erin'),
  'task-escalated': (_spec, others) => others.some(({ body }) => body?.includes('escalated>true')),
  'namespace-wrong': ({ body }) => /namespace|VersionMismatch/.test(body ?? ''),
  'illegal-access': ({ body }) => (body ?? '').includes('illegalAccess'),
  'illegal-state': ({ body }) => (body ?? '').includes('illegalState'),
  'illegal-argument': ({ body }) => (body ?? '').includes('illegalArgument'),
  'illegal-operation': ({ body }) => (body ?? '').includes('illegalOperation'),
  'endpoint-wrong': ({ body }) => /definitions|target service/.test(body ?? ''),
  'service-error': ({ status }) => (status ?? 0) > 500,
  'rate-limited': ({ status }) => status === 429,
};

const anyCase = (text: string) => fc.mixedCase(fc.constant(text));
const maybeCookie = fc.option(anyCase('Cookie'), { nil: null });

const anyCall: fc.Arbitrary<TaskCall> = fc.record({
  user: fc.constantFrom('alice', 'bob', null),
  status: fc.constantFrom(200, 200, 200, 302, 400, 401, 403, 404, 405, 415, 429, 500, 500, 503),
  body: fc.constantFrom(...bodies),
  sent: fc.constantFrom(
    plainList,
    taskEnvelope('claim', 'urn:b4p:2'),
    taskEnvelope('claim', '5'),
    plainList.replaceAll('htdt', 'q'),
    '{"getMyTasks":{}}',
    '<a><b',
    null,
  ),
  later: fc.integer({ min: -20, max: 20 }),
  type: fc.constantFrom('text/xml', 'TEXT/HTML', ''),
  headers: fc.tuple(anyCase('Content-Type'), maybeCookie).map(
    ([type, cookie]): Record<string, string> => ({
      [type]: 'text/xml',
      ...(cookie === null ? {} : { [cookie]: `JSESSIONID=‹cookie 1a2b›; x=${canary}` }),
    }),
  ),
  answerHeaders: fc
    .tuple(anyCase('WWW-Authenticate'), anyCase('Set-Cookie'))
    .map(
      ([ask, set]): Record<string, string> => ({ [ask]: 'bAsIc realm="x"', [set]: 'JSESSIONID=‹cookie 1a2b›; Path=/' }),
    ),
  url: fc.constantFrom(
    `http://u:${canary}@host:8080/active-bpel/services/AeB4PTaskClient-taskOperations`,
    `http://host/active-bpel/services/JSON/AeB4PTaskClient-taskOperations?token=${canary}`,
    'no address',
  ),
});

describe('an exchange of any form', () => {
  it('is explained without a fault, without a secret, and certain only with what decides', () => {
    fc.assert(
      fc.property(anyCall, fc.array(anyCall, { maxLength: 4 }), (spec, others) => {
        const report = reportOn({ ...spec, later: 0 }, others);
        const said = JSON.stringify(report.findings);
        expect(said).not.toContain(canary);
        for (const { cause, confidence } of report.findings) {
          if (confidence === 'certain') expect([cause, decisive[cause]?.(spec, others)]).toEqual([cause, true]);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    ['open tags', '<a>'],
    ['end tags', '</a>'],
    ['attributes', ' x="'],
    ['declarations', '<a xmlns:b="u">'],
    ['entities', '&#x41;'],
    ['comments', '<!--'],
    ['tasks', '<task><id>1</id></task>'],
    ['brackets', '{"a":'],
    ['words of an error', 'could not identity operation '],
    ['blanks', ' \n'],
  ])('takes time in proportion to 64 KiB of %s', (_words, part) => {
    const much = part.repeat(Math.ceil(65_536 / part.length)).slice(0, 65_536);
    const before = performance.now();
    for (const body of [
      much,
      `<Envelope><Body>${much}`,
      `<Envelope><Body><Fault><faultstring>${much}`,
      `<html>${much}`,
    ]) {
      reportOn({ sent: body, body, status: 500 }, [{ sent: body, body }]);
    }
    expect(performance.now() - before).toBeLessThan(1_500);
  });
});
