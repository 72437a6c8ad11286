import { describe, expect, it } from 'vitest';
import { systemOf } from '#shared/systems/systems.ts';
import { type Call, call, failureOf, inputOf, responseOf } from '../exchange-builder.ts';

const { explain } = systemOf('magnus');
const body = '{"jwt":"‹assertion a1f3›","c":"713aa58d","configuration":{"runWorkflow":{"l":"a"}}}';

function remote(status: number, reason: string, sent: Partial<Call['request']> = {}) {
  const request = { method: 'POST', url: 'https://app.example/remote', headers: [], body, bodyBytes: 900, ...sent };
  const exchange = call({ request, token: null, response: responseOf(status) });
  return explain(
    inputOf(exchange, { bodyText: JSON.stringify({ status: 'failed', error: { reason, message: 'No.' } }) }),
  );
}

const strip = (report: ReturnType<typeof explain>) => report.gates.map(({ id, state }) => `${id} ${state}`).slice(3);

describe('an answer of Magnus', () => {
  it.each([
    [404, 'notFound', 'workflow-not-found', 'request-body'],
    [403, 'accessDenied', 'permission-missing', 'permission'],
    [500, 'backendError', 'backend-error', 'backend'],
  ])('%i %s is explained by its reason alone', (status, reason, cause, gate) => {
    const report = remote(status, reason);
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]).toMatchObject({ cause, confidence: 'certain' });
    expect(report.stoppedAt).toBe(gate);
  });

  it('shows the gates before the one that stopped as passed', () => {
    expect(strip(remote(403, 'accessDenied'))).toEqual([
      'assertion passed',
      'request-body passed',
      'permission stopped',
      'concurrency not-reached',
      'backend not-reached',
    ]);
  });

  it('`invalid` names no gate, since it stands for more than one thing', () => {
    const report = remote(400, 'invalid');
    expect(report.stoppedAt).toBeNull();
    expect(report.findings[0]).toMatchObject({ cause: 'remote-invalid', confidence: 'possible' });
    expect(new Set(report.gates.slice(3).map(({ state }) => state))).toEqual(new Set(['unknown']));
  });

  it('`invalid` is certain where the body itself shows why', () => {
    expect(remote(400, 'invalid', { body: body.replace(/"jwt":"[^"]*",/, '') })).toMatchObject({
      stoppedAt: 'assertion',
      findings: [{ cause: 'assertion-missing', confidence: 'certain' }],
    });
    expect(remote(400, 'invalid', { body: `${body.slice(0, 40)}`, bodyBytes: 33 * 1024 * 1024 })).toMatchObject({
      stoppedAt: 'request-body',
      findings: [{ cause: 'body-too-large', confidence: 'certain' }],
    });
  });

  it('of another shape keeps the causes of any service', () => {
    const exchange = call({ response: responseOf(502), token: null });
    expect(explain(inputOf(exchange, { bodyText: '<html>' })).findings[0]?.cause).toBe('service-error');
    expect(remote(418, 'unheardOf').findings[0]?.cause).toBe('unknown');
  });

  it('of 200 passed every gate', () => {
    const report = explain(inputOf(call({ token: null })));
    expect(report).toMatchObject({ stoppedAt: null, findings: [], probes: [] });
    expect(new Set(report.gates.map(({ state }) => state))).toEqual(new Set(['passed']));
  });

  it('that never came leaves the gates of Magnus unreached', () => {
    const report = explain(
      inputOf(call({ response: null, token: null, failure: failureOf('ECONNREFUSED', 'connect') })),
    );
    expect(report.stoppedAt).toBe('connection');
    expect(strip(report).every((line) => line.endsWith('not-reached'))).toBe(true);
  });
});
