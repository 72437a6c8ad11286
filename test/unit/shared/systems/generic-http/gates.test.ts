import { describe, expect, it } from 'vitest';
import { systemOf } from '#shared/systems/systems.ts';
import { call, failureOf, inputOf, responseOf } from '../exchange-builder.ts';

const { explain } = systemOf('generic-http');

function failed(code: string, phase: Parameters<typeof failureOf>[1]) {
  return explain(inputOf(call({ response: null, failure: failureOf(code, phase) })));
}

/** Of the gates of the network; those of a login stand behind them. */
function states(report: ReturnType<typeof explain>) {
  const network = ['lookup', 'connection', 'proxy', 'tls'];
  return report.gates
    .filter(({ id }) => network.includes(id))
    .map(({ state }) => state)
    .join(' ');
}

describe('a call without an answer', () => {
  it.each([
    ['ENOTFOUND', 'lookup', 'name-not-found', 'lookup', 'stopped not-reached not-reached'],
    ['EAI_AGAIN', 'lookup', 'name-lookup-failed', 'lookup', 'stopped not-reached not-reached'],
    ['ECONNREFUSED', 'connect', 'connection-refused', 'connection', 'passed stopped not-reached'],
    ['ETIMEDOUT', 'connect', 'connection-timeout', 'connection', 'passed stopped not-reached'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect', 'connection-timeout', 'connection', 'passed stopped not-reached'],
    ['ENETUNREACH', 'connect', 'network-unreachable', 'connection', 'passed stopped not-reached'],
    ['ECONNRESET', 'connect', 'connection-closed', 'connection', 'passed stopped not-reached'],
    ['ECONNRESET', 'tls', 'connection-closed', 'tls', 'passed passed stopped'],
    ['UND_ERR_SOCKET', 'wait', 'connection-closed', null, 'passed passed passed'],
    ['CERT_HAS_EXPIRED', 'tls', 'tls-expired', 'tls', 'passed passed stopped'],
    ['CERT_NOT_YET_VALID', 'tls', 'tls-not-yet-valid', 'tls', 'passed passed stopped'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'tls-untrusted', 'tls', 'passed passed stopped'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'tls-untrusted', 'tls', 'passed passed stopped'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'tls-untrusted', 'tls', 'passed passed stopped'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'tls-host-mismatch', 'tls', 'passed passed stopped'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', 'tls-protocol', 'tls', 'passed passed stopped'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls', 'tls-protocol', 'tls', 'passed passed stopped'],
    ['CLIENT_CERTIFICATE_REQUIRED', 'tls', 'client-certificate-required', 'tls', 'passed passed stopped'],
    ['CLIENT_CERTIFICATE_REQUIRED', 'wait', 'client-certificate-required', 'tls', 'passed passed stopped'],
    ['CLIENT_CERTIFICATE_REFUSED', 'wait', 'client-certificate-refused', 'tls', 'passed passed stopped'],
    ['CLIENT_KEY_MISMATCH', 'tls', 'client-certificate-unusable', 'tls', 'passed passed stopped'],
    ['EXTRA_CA_UNREADABLE', 'tls', 'extra-ca-unreadable', 'tls', 'passed passed stopped'],
    ['PROXY_UNREACHABLE', 'lookup', 'proxy-unreachable', 'lookup', 'stopped not-reached not-reached'],
    ['PROXY_UNREACHABLE', 'connect', 'proxy-unreachable', 'connection', 'passed stopped not-reached'],
    ['PROXY_AUTH_REQUIRED', 'proxy', 'proxy-auth-required', 'proxy', 'passed passed stopped not-reached'],
    ['PROXY_REFUSED', 'proxy', 'proxy-refused', 'proxy', 'passed passed stopped not-reached'],
    ['PROXY_FAILED', 'proxy', 'proxy-failed', 'proxy', 'passed passed stopped not-reached'],
    ['PROXY_UNSUPPORTED', 'proxy', 'proxy-settings-wrong', 'proxy', 'passed passed stopped not-reached'],
    ['DEADLINE_EXCEEDED', 'proxy', 'deadline-exceeded', 'proxy', 'passed passed stopped not-reached'],
    ['HPE_INVALID_CONSTANT', 'wait', 'not-http', null, 'passed passed passed'],
    ['DEADLINE_EXCEEDED', 'connect', 'deadline-exceeded', 'connection', 'passed stopped not-reached'],
    ['DEADLINE_EXCEEDED', 'wait', 'deadline-exceeded', null, 'passed passed passed'],
    ['REDIRECT_LOOP', 'redirect', 'redirect-loop', null, 'passed passed passed'],
    ['CANCELLED', 'connect', 'cancelled', null, 'passed unknown not-reached'],
    ['ESTRANGE', 'tls', 'unknown', null, 'passed passed unknown'],
  ] as const)('that ended with %s in the step %s is explained', (code, phase, cause, stoppedAt, gates) => {
    const report = failed(code, phase);
    expect(report.findings.slice(1).every(({ confidence }) => confidence === 'possible')).toBe(true);
    expect(report.findings[0]).toMatchObject({ cause, evidence: [{ text: code }] });
    expect(report.stoppedAt).toBe(stoppedAt);
    expect(states(report)).toBe(gates);
  });

  it('names the host, and says what it ended with as evidence of the gate', () => {
    const report = failed('ENOTFOUND', 'lookup');
    expect(report.findings[0]?.sentence).toBe(
      'No address is known for `api.workflow-sap.cfapps.eu10.hana.ondemand.com`',
    );
    expect(report.gates[0]?.evidence).toEqual([
      { text: 'ENOTFOUND', source: 'network error while talking to the service' },
    ]);
  });
});

describe('a call with an answer', () => {
  it('that broke off passed the network, and the finding says how far it came', () => {
    const response = { ...responseOf(200), bodyBytes: 12_345, isComplete: false };
    const report = explain(inputOf(call({ response, failure: failureOf('RESPONSE_TRUNCATED', 'download') })));
    expect(states(report)).toBe('passed passed passed');
    expect(report.findings[0]?.sentence).toBe('The answer broke off after 12 kB');
  });

  it('of 403 is met with what is known and no more', () => {
    const report = explain(
      inputOf(call({ response: responseOf(403), system: 'generic-http' }), { bodyText: '{"message":"No entry."}' }),
    );
    expect(report.findings).toMatchObject([
      { cause: 'unknown', confidence: 'possible', sentence: 'The service answered 403 Forbidden' },
    ]);
    expect(report.findings[0]?.reason).toContain('“No entry.”');
  });

  it('of 407 through a proxy is the proxy’s, and the proxy is a gate', () => {
    const peer = { ...(call().peer ?? { port: 0, tlsProtocol: null, certificate: null }), address: '192.0.2.7' };
    const asked = call({ response: responseOf(407), peer: { ...peer, proxy: 'proxy.example:8080' } });
    const report = explain(inputOf(asked));
    expect(report.findings[0]).toMatchObject({ cause: 'proxy-auth-required', confidence: 'certain' });
    expect(report.stoppedAt).toBe('proxy');
    const passed = explain(inputOf({ ...asked, response: responseOf(200) }));
    expect(passed.gates.map(({ id, note }) => [id, note])).toContainEqual(['proxy', 'proxy.example:8080']);
    const unknown = explain(inputOf(call({ response: responseOf(407) })));
    expect(unknown.findings[0]).toMatchObject({ cause: 'proxy-auth-required', confidence: 'likely' });
    expect(unknown.stoppedAt).toBeNull();
  });

  it('of 200 needs no word', () => {
    expect(explain(inputOf(call())).findings).toEqual([]);
  });
});
