import { describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/model/exchange.ts';
import { draftOfExchange } from '../../../../../renderer/features/history/draft-of-exchange.ts';

const exchange: Exchange = {
  id: 'e',
  kind: 'call',
  name: 'Start an instance',
  system: 'sap-workflow',
  connectionId: 'c',
  connectionName: 'Acme',
  isPractice: false,
  operationId: 'start-instance',
  startedAt: 0,
  request: {
    method: 'POST',
    url: 'https://host/rest/v1/workflow-instances',
    headers: [
      { name: 'Authorization', value: 'Bearer ‹token a1f3›' },
      { name: 'Content-Type', value: 'application/json' },
      { name: 'Content-Length', value: '2' },
      { name: 'Host', value: 'host' },
    ],
    body: '{}',
    bodyBytes: 2,
  },
  hops: [],
  response: null,
  failure: null,
  timings: {
    lookupMs: null,
    connectMs: null,
    tlsMs: null,
    waitMs: null,
    downloadMs: null,
    totalMs: 1,
    isConnectionReused: false,
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

describe('draftOfExchange', () => {
  it('asks again what was asked, without the headers that the pipeline makes', () => {
    expect(draftOfExchange(exchange)).toMatchObject({
      name: 'Start an instance',
      connectionId: 'c',
      operationId: 'start-instance',
      method: 'POST',
      url: 'https://host/rest/v1/workflow-instances',
      headers: [{ name: 'Content-Type', value: 'application/json', isEnabled: true }],
      body: '{}',
    });
  });

  it('is a draft of its own each time', () => {
    expect(draftOfExchange(exchange).id).not.toBe(draftOfExchange(exchange).id);
  });
});
