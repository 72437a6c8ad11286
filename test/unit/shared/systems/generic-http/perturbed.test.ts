import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CauseId } from '#shared/model/cause.ts';
import { noClues } from '#shared/model/clues.ts';
import { GateReport } from '#shared/model/gate-report.ts';
import type { ExplainInput } from '#shared/systems/system.ts';
import { sentAt } from '../exchange-builder.ts';
import {
  dateAt,
  explain,
  genericCall,
  jwtSent,
  refusedCall,
  refusedLogin,
  type Sample,
  seconds,
  tokenOf,
} from './http-samples.ts';

const now = seconds(sentAt);
const invalid = (description: string) => JSON.stringify({ error: 'invalid_token', error_description: description });
const refusal = (code: string, description: string) => JSON.stringify({ error: code, error_description: description });
const secret = { clues: { ...noClues, clientSecret: { in: 'basic' as const, hasPlus: true, isEncoded: false } } };

/** A cause, its exchange, and what of it proves the cause: without that it must not be certain. */
type Case = {
  cause: CauseId;
  proof: 'words' | 'words or date' | 'status' | 'shape';
  make: (sample: Sample) => ExplainInput;
  sample: Sample;
};

const generic = (sample: Sample) => genericCall({ ...sample, exchange: { clues: jwtSent, ...sample.exchange } });
const cases: Case[] = [
  {
    cause: 'token-expired',
    proof: 'words or date',
    make: refusedCall,
    sample: {
      body: invalid('Jwt expired at 2026-11-21T09:00:00Z'),
      headers: dateAt(0),
      exchange: { token: tokenOf({ exp: now - 3_600 }, { fetchedAt: sentAt + 1 }) },
    },
  },
  {
    cause: 'token-not-yet-valid',
    proof: 'words or date',
    make: refusedCall,
    sample: {
      body: invalid('Jwt cannot be accepted before 2026-11-21T11:00:00Z'),
      headers: dateAt(0),
      exchange: { token: tokenOf({ nbf: now + 3_600 }) },
    },
  },
  {
    cause: 'clock-skew',
    proof: 'words',
    make: refusedCall,
    sample: {
      body: invalid('Jwt is expired'),
      headers: dateAt(7_200),
      exchange: { token: tokenOf({ exp: now + 3_600 }) },
    },
  },
  {
    cause: 'token-wrong-audience',
    proof: 'words',
    make: generic,
    sample: { body: invalid('The aud claim is not valid') },
  },
  {
    cause: 'token-wrong-tenant',
    proof: 'words',
    make: refusedCall,
    sample: { body: invalid('The iss claim is not valid') },
  },
  {
    cause: 'token-signature-invalid',
    proof: 'words',
    make: generic,
    sample: { body: invalid('Signed JWT rejected: Invalid signature') },
  },
  { cause: 'token-missing', proof: 'shape', make: refusedCall, sample: { exchange: { token: null, clues: noClues } } },
  {
    cause: 'token-malformed',
    proof: 'shape',
    make: refusedCall,
    sample: {
      exchange: {
        token: null,
        clues: {
          ...noClues,
          authorization: { scheme: 'bearer', form: 'damaged-jwt', fault: 'one part of three', username: null },
        },
      },
    },
  },
  {
    cause: 'bearer-prefix-missing',
    proof: 'shape',
    make: refusedCall,
    sample: {
      exchange: { clues: { ...noClues, authorization: { scheme: '', form: 'jwt', fault: '', username: null } } },
    },
  },
  {
    cause: 'client-secret-plus-sign',
    proof: 'words',
    make: refusedLogin,
    sample: { body: refusal('unauthorized', 'Bad credentials'), exchange: secret },
  },
  {
    cause: 'client-secret-rejected',
    proof: 'words',
    make: refusedLogin,
    sample: { body: refusal('invalid_client', 'Invalid client secret') },
  },
  {
    cause: 'client-unknown',
    proof: 'words',
    make: refusedLogin,
    sample: { body: refusal('unauthorized', 'Client with requested ID does not exist') },
  },
  {
    cause: 'grant-not-allowed',
    proof: 'words',
    make: refusedLogin,
    sample: { body: refusal('invalid_client', 'Unauthorized grant type') },
  },
  {
    cause: 'scope-invalid',
    proof: 'words',
    make: refusedLogin,
    sample: {
      status: 400,
      body: refusal('invalid_scope', 'read is invalid. Please use a valid scope name in the request'),
    },
  },
  {
    cause: 'query-string-not-allowed',
    proof: 'words',
    make: refusedLogin,
    sample: {
      status: 406,
      body: refusal('query_string_not_allowed', 'Parameters must be passed in the body of the request'),
    },
  },
  {
    cause: 'token-endpoint-wrong',
    proof: 'words',
    make: refusedLogin,
    sample: { status: 404, body: '{"error":"Realm does not exist"}' },
  },
  {
    cause: 'token-response-without-token',
    proof: 'words',
    make: refusedLogin,
    sample: { status: 200, body: '{"status":"ok"}' },
  },
  { cause: 'token-response-not-json', proof: 'words', make: refusedLogin, sample: { status: 200, body: 'OK' } },
  {
    cause: 'client-certificate-required',
    proof: 'words',
    make: generic,
    sample: { status: 400, body: '<html><center>No required SSL certificate was sent</center></html>' },
  },
  { cause: 'token-rate-limited', proof: 'status', make: refusedLogin, sample: { status: 429 } },
  { cause: 'rate-limited', proof: 'status', make: generic, sample: { status: 429 } },
  { cause: 'service-error', proof: 'status', make: generic, sample: { status: 502 } },
];

const pages = [
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>',
  '<!DOCTYPE html><html lang="de"><body><h1>Anmeldung erforderlich</h1><p>Ihr Netzwerk verlangt eine Anmeldung.</p></body></html>',
  '\ufeff  <HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>Reference #18.9f3</BODY></HTML>',
];
const translated = [
  'Zugriff verweigert',
  'Accès refusé',
  'アクセスが拒否されました',
  '访问被拒绝',
  'Отказано в доступе',
  '',
];

const recased = fc.constantFrom(
  (name: string) => name.toLowerCase(),
  (name: string) => name.toUpperCase(),
  (name: string) => name,
);
const canary = fc
  .tuple(
    fc.constantFrom('sK9+', 'eyJhbGciOiJSUzI1NiJ9.eyJqdGkiOiI', 'xQ7/'),
    fc.stringMatching(/^[A-Z][a-z]\d[A-Z]\d[a-z]\d[A-Za-z0-9]{24,40}$/),
  )
  .map(([start, rest]) => start + rest);

function perturb(
  input: ExplainInput,
  rename: (name: string) => string,
  keeps: (name: string) => boolean,
): ExplainInput {
  const change = (leg: ExplainInput['exchange'] | null) =>
    leg === null || leg.response === null
      ? leg
      : {
          ...leg,
          response: {
            ...leg.response,
            headers: leg.response.headers
              .filter(({ name }) => keeps(name))
              .map(({ name, value }) => ({ name: rename(name), value })),
          },
        };
  return { ...input, exchange: change(input.exchange) ?? input.exchange, tokenExchange: change(input.tokenExchange) };
}

const anyCase = fc.constantFrom(...cases);
const runs = { numRuns: 400 };

describe('a perturbed exchange', () => {
  it('keeps its cause first whatever the case of its headers, without the headers that do not matter, and with a BOM', () => {
    fc.assert(
      fc.property(anyCase, recased, fc.boolean(), ({ cause, make, sample }, rename, hasMark) => {
        const isSeen = typeof sample.body === 'string' && hasMark;
        const input = make({ ...sample, body: isSeen ? `\ufeff ${sample.body}` : (sample.body ?? null) });
        const report = explain(perturb({ ...input, neighbours: [] }, rename, (name) => /^date$/i.test(name)));
        expect(report.findings[0]?.cause).toBe(cause);
      }),
      runs,
    );
  });

  it('is not certain of a cause whose proof was taken away', () => {
    fc.assert(
      fc.property(
        anyCase,
        recased,
        fc.constantFrom(...pages, ...translated),
        fc.boolean(),
        (one, rename, text, isJson) => {
          if (one.proof === 'shape' || one.proof === 'status' || one.cause.startsWith('token-response')) return;
          const isPage = text.includes('<');
          const body = isPage || !isJson ? text : JSON.stringify({ message: text });
          const keepsDate = one.proof === 'words';
          const input = perturb(one.make({ ...one.sample, body }), rename, (name) => keepsDate && /^date$/i.test(name));
          // A 404 of an application proves that nothing is there, in whatever words.
          if (one.cause === 'token-endpoint-wrong' && !isPage) return;
          const certain = explain(input).findings.filter(({ confidence }) => confidence === 'certain');
          expect(certain.map(({ cause }) => cause)).toEqual([]);
        },
      ),
      runs,
    );
  });

  it('never throws, keeps to the contract, and names no other cause of it for certain', () => {
    const anyText = fc.oneof(fc.json(), fc.string(), fc.constantFrom(...pages), fc.constant(null));
    const header = fc.tuple(
      fc.constantFrom('WWW-Authenticate', 'date', 'Retry-After', 'age', 'X-Squid-Error'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        anyCase,
        anyText,
        fc.array(header),
        fc.integer({ min: 100, max: 599 }),
        fc.object(),
        (one, body, headers, status, claims) => {
          const input = one.make({ ...one.sample, status, body, headers: Object.fromEntries(headers) });
          const token = input.exchange.token === null ? null : { ...input.exchange.token, claims };
          const report = explain({ ...input, exchange: { ...input.exchange, token } });
          expect(GateReport.parse(report)).toEqual(report);
          const stopped = report.gates.filter(({ state }) => state === 'stopped').map(({ id }) => id);
          expect(stopped).toEqual(report.stoppedAt === null ? [] : [report.stoppedAt]);
        },
      ),
      runs,
    );
  });

  it('never has a secret repeated that the server quoted', () => {
    fc.assert(
      fc.property(
        anyCase,
        canary,
        fc.constantFrom('Access token expired: ', 'Invalid token (could not decode): ', 'Bad credentials for '),
        (one, hidden, words) => {
          const body = invalid(words + hidden);
          const headers = {
            ...one.sample.headers,
            'WWW-Authenticate': `Bearer error="invalid_token", error_description="${words}${hidden}"`,
          };
          for (const sample of [
            { ...one.sample, body },
            { ...one.sample, headers },
          ]) {
            expect(JSON.stringify(explain(one.make(sample)))).not.toContain(hidden);
          }
        },
      ),
      runs,
    );
  });
});
