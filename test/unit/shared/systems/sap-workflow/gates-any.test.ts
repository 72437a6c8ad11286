import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GateReport } from '#shared/model/gate-report.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { call, failureOf, inputOf, login, requestOf, responseOf, tokenState } from '../exchange-builder.ts';

const { explain } = systemOf('sap-workflow');
const refusal = '{"error":{"message":"User does not have sufficient privileges."}}';

/** What a call that was answered 2xx may still show. */
const passedCauses = ['status-filter-hides', 'instance-erroneous', 'base-url-wrong'];

describe('any exchange', () => {
  const status = fc.constantFrom(null, 200, 204, 302, 400, 401, 403, 404, 409, 418, 429, 500, 503);
  const phase = fc.constantFrom('lookup', 'connect', 'tls', 'send', 'wait', 'download', 'redirect', 'login' as const);
  const code = fc.constantFrom(
    'ENOTFOUND',
    'ECONNRESET',
    'HPE_INVALID',
    'DEADLINE_EXCEEDED',
    'LOGIN_REFUSED',
    'ESTRANGE',
  );
  const path = fc.constantFrom('/v1/workflow-instances', '/v1/task-instances/1', '/elsewhere');
  const body = fc.oneof(fc.constant(null), fc.json(), fc.string(), fc.constant(refusal));
  const token = fc.constantFrom(null, tokenState([]), tokenState(['WORKFLOW_INSTANCE_GET']));

  it('gets a report of the contract’s shape, with a finding if and only if it failed', () => {
    fc.assert(
      fc.property(
        status,
        phase,
        code,
        path,
        body,
        token,
        fc.boolean(),
        (answered, at, failed, where, text, held, isToken) => {
          const failure = answered === null ? failureOf(failed, at) : null;
          const response = answered === null ? null : responseOf(answered);
          const made = { response, failure, token: held, request: requestOf('GET', where) };
          const exchange = isToken ? login({ ...made, request: login().request }) : call(made);
          const report = explain(inputOf(exchange, { bodyText: text }));
          expect(GateReport.parse(report)).toEqual(report);
          if (answered === null || answered >= 300) expect(report.findings.length).toBeGreaterThan(0);
          else if (!isToken)
            expect(passedCauses).toEqual(expect.arrayContaining(report.findings.map(({ cause }) => cause)));
          const stopped = report.gates.filter(({ state }) => state === 'stopped').map(({ id }) => id);
          expect(stopped).toEqual(report.stoppedAt === null ? [] : [report.stoppedAt]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
