import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentAt } from '../exchange-builder.ts';
import { accepted, asked, email, explain, page, run, second } from './remote-sample.ts';

const canary = 'CANARY7f3a9c';
const secretJwt = `eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ${canary}.${canary}`;

const time = fc.oneof(
  fc.constantFrom<unknown>(
    second,
    second + 3_600,
    second - 7_200,
    second + 7_200,
    sentAt,
    String(second),
    '2026-11-21',
    null,
    undefined,
    {},
    true,
    -1,
    1e30,
  ),
  fc.double(),
);
const jwt = fc.record({
  header: fc.record(
    {
      alg: fc.constantFrom<unknown>('RS256', 'HS256', 'none', 7, undefined),
      typ: fc.constantFrom<unknown>('JWT', 'jwt', undefined),
    },
    { requiredKeys: [] },
  ),
  claims: fc.record(
    {
      iss: fc.constantFrom<unknown>(
        email,
        'ada@acme.example',
        'test@developer.gserviceaccount.com',
        '‹person 1a2b›',
        5,
        '',
      ),
      iat: time,
      exp: time,
      nbf: time,
      extra: fc.constant(canary),
    },
    { requiredKeys: [] },
  ),
  in: fc.constantFrom('body' as const, 'authorization' as const),
});
const runs = fc.constantFrom<unknown>(
  run(),
  run({ parameters: [{ name: 'var_price', value: '100' }] }),
  run({ queue: 'true', l: 5 }),
  run({ parameters: [null, 5, { name: {} }], l: '' }),
  { ...run(), c: 713 },
  { ...run(), jwt: canary },
  { c: 'a83270b7', configuration: { getHistory: { workflowId: 5, historyId: '7' } } },
  { c: '6f570e7l', configuration: null },
  '{"jwt":"‹assertion a1f3›",',
  '\ufeff{}',
  '[]',
  page,
  null,
);
const words = fc.constantFrom(
  'Invalid request.',
  'Token is expired',
  'Das Token ist abgelaufen',
  'not registered',
  'already running',
  'Unknown parameter',
  'Signature verification failed',
  `bad jwt ${secretJwt}`,
  `ya29.${canary}`,
  'used too early',
  '',
);
const answer = fc.oneof(
  fc
    .record(
      {
        status: fc.constantFrom<unknown>('failed', 'FAILED', 'ok', undefined, 7),
        error: fc.oneof(
          fc.record(
            {
              reason: fc.constantFrom<unknown>(
                'invalid',
                'Invalid',
                'notFound',
                'accessDenied',
                'backendError',
                'other',
                4,
                null,
              ),
              message: fc.oneof(words, fc.constant(9)),
            },
            { requiredKeys: [] },
          ),
          fc.constantFrom('unauthorized', null, []),
        ),
        result: fc.constantFrom<unknown>(
          {},
          null,
          5,
          { history: { status: { state: 'failed', error: { message: 'x' } } } },
          { history: 7 },
        ),
      },
      { requiredKeys: [] },
    )
    .map((one) => JSON.stringify(one)),
  words,
  fc.constantFrom(page, '', null, '\ufeff ', '<?xml version="1.0"?>', 'null', '"text"'),
);
const perturbed = fc.record({
  jwts: fc.array(jwt, { maxLength: 3 }),
  form: fc.constantFrom(
    'jwt' as const,
    'opaque' as const,
    'damaged-jwt' as const,
    'placeholder' as const,
    'empty' as const,
    null,
  ),
  fault: fc.constantFrom('', 'its signature is cut short'),
  sent: runs,
  bodyBytes: fc.constantFrom(0, 400, 33 * 1024 * 1024),
  status: fc.constantFrom(200, 204, 302, 400, 401, 403, 404, 405, 409, 413, 418, 429, 500, 503),
  text: answer,
  date: fc.constantFrom(null, sentAt, sentAt - 600_000, sentAt + 10_000_000),
  header: fc.constantFrom('authorization', 'AUTHORIZATION', 'Authorization', 'X-Other'),
  url: fc.constantFrom(
    'https://a.example/remote',
    'https://a.example/',
    'https://a.example//remote',
    'not a url',
    'https://oauth2.googleapis.com/token',
  ),
  method: fc.constantFrom('POST', 'GET'),
  hasNeighbour: fc.boolean(),
  isAlone: fc.boolean(),
});
type Perturbed = typeof perturbed extends fc.Arbitrary<infer T> ? T : never;

function inputOf(one: Perturbed) {
  const clues = {
    bodyAssertion: one.form === null ? null : { property: 'jwt', form: one.form, fault: one.fault },
    jwts: one.jwts.map((jwt) => ({ in: jwt.in ?? 'body', header: { ...jwt.header }, claims: { ...jwt.claims } })),
  };
  const { sent: body, bodyBytes, url, method } = one;
  const headers = [{ name: one.header, value: `Bearer ${canary}` }];
  const neighbours = one.hasNeighbour ? [accepted(30, {}, { workflowId: '1', historyId: '2' })] : [];
  const changes = { neighbours, ...(one.isAlone ? { connection: null } : {}) };
  return asked(
    { body, bodyBytes, url, method, headers, clues },
    { status: one.status, text: one.text, date: one.date },
    changes,
  );
}

/** What has to be there for a cause to be certain; every cause that may be is named. */
const decisive: Record<string, (one: Perturbed) => boolean> = {
  'assertion-missing': (one) => one.form !== 'jwt' && one.form !== 'damaged-jwt' && one.form !== 'opaque',
  'assertion-in-header': (one) => one.form === null && JSON.stringify(one.sent).includes('"jwt"') === false,
  'algorithm-not-rs256': (one) => one.jwts.some(({ header }) => header?.alg !== 'RS256'),
  'issuer-not-service-account': (one) =>
    one.jwts.some(({ claims }) => !String(claims?.iss).endsWith('.gserviceaccount.com')),
  'assertion-seconds-expected': (one) =>
    one.jwts.some(({ claims }) => !isSecond(claims?.iat) || !isSecond(claims?.exp)),
  'assertion-lifetime-too-long': (one) =>
    one.jwts.some(({ claims }) => Number(claims?.exp) - Number(claims?.iat) > 3_600),
  'assertion-expired': (one) => one.jwts.some(({ claims }) => Number(claims?.exp) * 1_000 <= (one.date ?? sentAt)),
  'clock-skew': (one) =>
    one.date !== null && one.jwts.some(({ claims }) => Number(claims?.iat) * 1_000 > (one.date ?? 0)),
  'token-not-yet-valid': (one) =>
    one.date !== null &&
    one.jwts.some(({ claims }) => [claims?.iat, claims?.nbf].some((at) => Number(at) * 1_000 > (one.date ?? 0))),
  'body-too-large': (one) => one.bodyBytes > 32 * 1024 * 1024,
  'payload-invalid': (one) => typeof one.sent === 'string',
  'command-wrong': (one) => !/"c":"(?:713aa58d|a83270b7|6f570e7[lu])"/.test(JSON.stringify(one.sent)),
  'workflow-id-missing': (one) => typeof one.sent === 'object',
  'already-running': (one) => one.hasNeighbour && /running/.test(one.text ?? ''),
  'workflow-not-found': (one) => /notFound/.test(one.text ?? ''),
  'permission-missing': (one) => /accessDenied/.test(one.text ?? ''),
  'backend-error': (one) => /backendError/.test(one.text ?? ''),
  'rate-limited': (one) => one.status === 429,
  'service-error': (one) => one.status >= 500,
};

/** Seconds of this century. */
function isSecond(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e11;
}

describe('a perturbed exchange', () => {
  it('is explained without a throw, without a secret, and is certain only where the decisive evidence is', () => {
    fc.assert(
      fc.property(perturbed, (one) => {
        const report = explain(inputOf(one));
        const own = report.findings.filter(({ cause }) => cause !== 'unknown' && cause !== 'service-error');
        expect(JSON.stringify(own)).not.toContain(canary);
        for (const { cause, confidence } of report.findings) {
          if (confidence === 'certain') expect([cause, decisive[cause]?.(one)]).toEqual([cause, true]);
        }
        const certain = report.findings.filter(({ confidence }) => confidence === 'certain');
        expect(certain.length).toBeLessThanOrEqual(2);
        expect(report.stoppedAt === null || report.findings[0]?.confidence !== 'possible').toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
