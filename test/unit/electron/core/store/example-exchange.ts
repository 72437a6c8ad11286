import type { Exchange } from '#shared/model/exchange.ts';

/** A complete exchange, 201 from a workflow start, with the given changes. */
export function exampleExchange(id: string, changes: Partial<Exchange> = {}): Exchange {
  return {
    id,
    kind: 'call',
    name: 'Start a workflow',
    system: 'sap-workflow',
    connectionId: 'c-1',
    connectionName: 'Acme DEV',
    isPractice: false,
    operationId: 'start-instance',
    startedAt: 1_763_000_000_000,
    request: {
      method: 'POST',
      url: 'https://example.test/workflow-service/rest/v1/workflow-instances',
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      body: '{"definitionId":"order-approval"}',
      bodyBytes: 33,
    },
    hops: [],
    response: {
      status: 201,
      statusText: 'Created',
      headers: [{ name: 'content-type', value: 'application/json' }],
      contentType: 'application/json',
      bodyBytes: 20,
      isComplete: true,
    },
    failure: null,
    timings: {
      lookupMs: 1,
      connectMs: 2,
      tlsMs: 3,
      waitMs: 4,
      downloadMs: 5,
      totalMs: 15.5,
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
    ...changes,
  };
}
