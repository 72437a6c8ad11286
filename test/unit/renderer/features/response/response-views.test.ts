import { describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/model/exchange.ts';
import { startView, viewsOf } from '../../../../../renderer/features/response/response-views.ts';

const answered: Exchange = {
  id: 'x',
  kind: 'call',
  name: '',
  system: 'sap-workflow',
  connectionId: null,
  connectionName: null,
  isPractice: false,
  operationId: null,
  startedAt: 0,
  request: { method: 'GET', url: 'https://host/', headers: [], body: null, bodyBytes: 0 },
  hops: [],
  response: {
    status: 200,
    statusText: 'OK',
    headers: [{ name: 'a', value: 'b' }],
    contentType: null,
    bodyBytes: 2,
    isComplete: true,
  },
  failure: null,
  timings: {
    lookupMs: null,
    connectMs: null,
    tlsMs: null,
    waitMs: null,
    downloadMs: null,
    totalMs: 0,
    isConnectionReused: true,
  },
  peer: null,
  token: null,
  tokenExchangeId: null,
  resendOf: null,
  notes: [],
  clues: { authorization: null, bodyAssertion: null, jwts: [], clientSecret: null },
  probeOf: null,
  report: { gates: [], stoppedAt: null, findings: [], probes: [] },
};

describe('startView', () => {
  it('opens in the body, or in the explanation when there is something to explain', () => {
    const explained = {
      ...answered.report,
      findings: [
        {
          cause: 'c',
          confidence: 'certain' as const,
          sentence: '',
          reason: '',
          needed: [],
          granted: [],
          evidence: [],
          mends: [],
        },
      ],
    };
    expect(startView(answered)).toBe('body');
    expect(startView({ ...answered, report: explained })).toBe('explain');
    expect(startView({ ...answered, response: null })).toBe('explain');
  });
});

describe('viewsOf', () => {
  const ids = (exchange: Exchange) => viewsOf(exchange).map(({ id }) => id);

  it('shows hops only when a redirect was followed', () => {
    const hop = { method: 'GET', url: 'https://a/', status: 301, location: 'https://b/', dropped: [] };
    expect(ids(answered)).toEqual(['explain', 'body', 'headers', 'timing']);
    expect(ids({ ...answered, hops: [hop] })).toContain('hops');
  });

  it('has no body to show without an answer', () => {
    expect(ids({ ...answered, response: null })).toEqual(['explain', 'headers', 'timing']);
  });
});
