import type { NetworkPhase } from '../model/exchange.ts';
import type { CurlFacts } from './curl-facts.ts';
import { type KnownFailure, knownFailure } from './failure-table.ts';

/** What curl's exit codes mean when its words say no more (curl's libcurl-errors). */
const byNumber: Readonly<Record<number, [code: string, phase: NetworkPhase]>> = {
  1: ['UNSUPPORTED_PROTOCOL', 'lookup'],
  3: ['URL_UNREADABLE', 'lookup'],
  5: ['PROXY_UNREACHABLE', 'lookup'],
  6: ['ENOTFOUND', 'lookup'],
  7: ['ECONNREFUSED', 'connect'],
  8: ['HPE_INVALID_CONSTANT', 'wait'],
  16: ['RESPONSE_MALFORMED', 'wait'],
  18: ['RESPONSE_TRUNCATED', 'download'],
  28: ['DEADLINE_EXCEEDED', 'wait'],
  35: ['EPROTO', 'tls'],
  42: ['CANCELLED', 'wait'],
  47: ['REDIRECT_LOOP', 'redirect'],
  51: ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  52: ['UND_ERR_SOCKET', 'wait'],
  55: ['EPIPE', 'send'],
  56: ['ECONNRESET', 'wait'],
  58: ['CLIENT_CERTIFICATE_UNREADABLE', 'tls'],
  60: ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
  61: ['RESPONSE_UNDECODABLE', 'download'],
  63: ['RESPONSE_TOO_LARGE', 'download'],
  77: ['EXTRA_CA_UNREADABLE', 'tls'],
  91: ['CERT_REVOKED', 'tls'],
  92: ['RESPONSE_TRUNCATED', 'download'],
  97: ['PROXY_FAILED', 'proxy'],
};

export type CurlEnd = {
  /** `curl: (60) SSL certificate problem: …`; null when curl was silent about it. */
  error: string | null;
  facts: CurlFacts;
  hasResponse: boolean;
  hasRequest: boolean;
  /** Null when nothing tells. */
  hasClientCertificate: boolean | null;
};

/** Why curl gave up; null when it did not. */
export function curlFailure(end: CurlEnd): KnownFailure | null {
  const { error, facts, hasResponse, hasRequest } = end;
  const number = Number(/^curl: \((\d+)\)/.exec(error ?? '')?.[1] ?? Number.NaN);
  const remarks = facts.lines
    .filter((line) => !/^\s*(?:Trying|Host |IPv[46]:|CAfile|CApath)|continuing anyway/.test(line))
    .slice(-30);
  if (error === null && hasResponse) return silentEnd(remarks, end);
  // `--fail` ends with 22 for an answer; nothing is wrong with the network then.
  if (number === 22 || number === 23) return null;
  const told = error === null ? knownFailure(remarks.join('\n')) : knownFailure(withoutHint(error));
  if (error === null && told === null)
    return hasRequest ? { code: 'NO_ANSWER_RECORDED', phase: 'wait', doubts: [] } : null;
  const plain = told?.code === 'EPROTO' ? (ofOwnAlert(remarks) ?? told) : told;
  return refine(plain ?? ofOwnAlert(remarks) ?? ofRemarks(number, remarks) ?? ofNumber(number), number, end);
}

/** An alert that curl itself sent says what it found wrong with the server's certificate, however its error reads (RFC 8446, 6.2). */
function ofOwnAlert(remarks: string[]): KnownFailure | null {
  const alert = /\(OUT\), TLS alert, (certificate expired|unknown CA)\b/i.exec(remarks.join('\n'))?.[1];
  if (alert === undefined) return null;
  const code = /expired/i.test(alert) ? 'CERT_HAS_EXPIRED' : 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY';
  return { code, phase: 'tls', doubts: [] };
}

/** With `-s` only the remarks tell that an answer broke off. */
function silentEnd(remarks: string[], end: CurlEnd): KnownFailure | null {
  const last = remarks
    .slice(-5)
    .find((line) =>
      /^\s*(?:transfer closed with|Recv failure|Operation timed out|HTTP\/2 stream .* not closed)/i.test(line),
    );
  const known = last === undefined ? null : knownFailure(last);
  return known === null ? null : refine(known, Number.NaN, end);
}

/** Behind the first line curl prints how certificates are checked, for every fault alike. */
function withoutHint(error: string): string {
  return error.split('\n')[0] ?? error;
}

/** `Failed to connect … Couldn't connect to server` says why only in the remarks before it. */
function ofRemarks(number: number, remarks: string[]): KnownFailure | null {
  return Number.isNaN(number) ? null : knownFailure(remarks.join('\n'));
}

function ofNumber(number: number): KnownFailure {
  const [code, phase] = byNumber[number] ?? [`CURL_ENDED_WITH_${Number.isNaN(number) ? 'AN_ERROR' : number}`, 'wait'];
  const unsure = { 7: 'connection-refused', 60: 'tls-untrusted', 6: 'name-not-found' }[number];
  return { code, phase, doubts: unsure === undefined ? [] : [{ cause: unsure, atMost: 'likely' }] };
}

const closings = ['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE', 'EPROTO', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'];

/** The same words mean another thing at another step. */
function refine(known: KnownFailure, number: number, end: CurlEnd): KnownFailure {
  return ofTheProxy(known, end) ?? ofTheCertificate(known, end) ?? ofTheStep(known, number, end);
}

function ofTheProxy(known: KnownFailure, { facts }: CurlEnd): KnownFailure | null {
  const isOnTheWay = known.phase === 'connect' || known.phase === 'lookup';
  if (facts.proxy === null || !isOnTheWay || facts.isConnected) return null;
  return { ...known, code: 'PROXY_UNREACHABLE', doubts: [] };
}

/** OpenSSL's name for it: the server says that the certificate it was shown has run out (RFC 8446, section 6.2). */
const expiredAlert = 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED';

/** A server that asked for a certificate and then ends the connection wanted one, or another one. */
function ofTheCertificate(known: KnownFailure, end: CurlEnd): KnownFailure | null {
  const isSaid = known.code.startsWith('CLIENT_CERTIFICATE_RE') || known.code === expiredAlert;
  const isClosed = closings.includes(known.code) && end.facts.isCertificateAsked;
  if (end.hasResponse || (!isSaid && !isClosed)) return null;
  // Where the command is not known, the server's alert tells: it finds fault with what it was shown.
  const isShown = end.hasClientCertificate ?? ['CLIENT_CERTIFICATE_REFUSED', expiredAlert].includes(known.code);
  if (isShown && known.code === expiredAlert)
    return { ...known, phase: end.facts.tlsProtocol === null ? 'tls' : 'wait' };
  const code = isShown ? 'CLIENT_CERTIFICATE_REFUSED' : 'CLIENT_CERTIFICATE_REQUIRED';
  return { ...known, code, phase: end.facts.tlsProtocol === null ? 'tls' : 'wait' };
}

function ofTheStep(known: KnownFailure, number: number, { facts, hasResponse, hasRequest }: CurlEnd): KnownFailure {
  const isClosed = closings.includes(known.code);
  if (known.code === 'DEADLINE_EXCEEDED') {
    if (!facts.isConnected && known.phase === 'wait') return { ...known, code: 'ETIMEDOUT', phase: 'connect' };
    return hasResponse ? { ...known, phase: 'download' } : known;
  }
  if (isClosed && hasResponse) return { ...known, code: 'RESPONSE_TRUNCATED', phase: 'download' };
  if (number === 35 && known.phase === 'wait') return { ...known, phase: 'tls' };
  return isClosed && hasRequest && known.phase !== 'wait' ? { ...known, phase: 'wait' } : known;
}
