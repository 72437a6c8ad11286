import type { ExchangeFailure, NetworkPhase } from '#shared/model/exchange.ts';
import { formatDuration } from '#shared/text/duration.ts';
import { Failure } from '../failure.ts';
import type { ConnectionRecord } from './connection-record.ts';
import { explainWay } from './explain-way.ts';
import { codeOf } from './network-fault.ts';

export type NetworkContext = {
  phase: NetworkPhase;
  /** Host with its port, as in the URL. */
  host: string;
  isTls: boolean;
  deadlineMs: number;
  /** The connection it was about, as far as that is known. */
  connection?: ConnectionRecord | null;
};

type Explained = { code: string; sentence: string };

/**
 * Says why there is no complete answer: a stable code (Node's, OpenSSL's or undici's own where there is one), the step, and
 * a sentence that quotes neither header nor body. Never the message of the error: it may quote what was sent.
 */
export function explainNetwork(error: unknown, context: NetworkContext): ExchangeFailure {
  const { code, sentence } =
    ofOurOwn(error, context) ??
    (context.phase === 'download' ? ofDownload(error) : null) ??
    explainWay(error, context) ??
    ofConnecting(error, context) ??
    ofTls(error, context) ??
    ofAnswer(error, context) ??
    unknownEnd(error, context);
  return { code, phase: context.phase, sentence };
}

/** What each step is called in a sentence. */
export const phaseWords: Readonly<Record<NetworkPhase, string>> = {
  lookup: 'while the name was looked up',
  connect: 'while connecting',
  proxy: 'while the proxy opened the way',
  tls: 'during the TLS handshake',
  send: 'while the call was sent',
  wait: 'while waiting for the answer',
  download: 'while the answer was read',
  redirect: 'while following a redirect',
  login: 'while logging in',
};

function ofOurOwn(error: unknown, context: NetworkContext): Explained | null {
  const { phase, deadlineMs, host } = context;
  const when = phaseWords[phase];
  if (error instanceof Failure) return { code: error.code, sentence: error.message };
  switch (codeOf(error)) {
    case 'ENDED_BY_CANCELLED':
      return { code: 'CANCELLED', sentence: `Cancelled ${when}.` };
    case 'ENDED_BY_DEADLINE':
      return {
        code: 'DEADLINE_EXCEEDED',
        sentence: `The deadline of ${formatDuration(deadlineMs)} passed ${when}.`,
      };
    case 'CONNECT_TIMEOUT':
      if (context.connection?.proxy) return null;
      return { code: 'ETIMEDOUT', sentence: `${host} did not answer the attempt to connect (${when}).` };
    case 'RESPONSE_TOO_LARGE':
      return { code: 'RESPONSE_TOO_LARGE', sentence: 'The answer is larger than the limit. Its beginning was kept.' };
    case 'RESPONSE_UNDECODABLE':
      return {
        code: 'RESPONSE_UNDECODABLE',
        sentence: 'The answer does not decode as its Content-Encoding says. What decoded before was kept.',
      };
    case 'BODY_NOT_KEPT':
      return {
        code: 'BODY_NOT_KEPT',
        sentence: 'The answer could not be written to disk. What was written was dropped.',
      };
    default:
      return null;
  }
}

/** The head was there, so whatever ends the body early leaves a part of it. */
function ofDownload(error: unknown): Explained {
  const code = codeOf(error);
  if (code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE') {
    return {
      code: 'RESPONSE_MALFORMED',
      sentence: 'The answer broke the rules of HTTP within its body. What came before was kept.',
    };
  }
  return {
    code: 'RESPONSE_TRUNCATED',
    sentence: 'The answer broke off before its body was complete. What came was kept.',
  };
}

function ofConnecting(error: unknown, { host, phase }: NetworkContext): Explained | null {
  const code = codeOf(error);
  const tried = addressesTried(error);
  switch (code) {
    case 'ENOTFOUND':
      return { code, sentence: `The name lookup found no address for ${host}.` };
    case 'EAI_AGAIN':
      return { code, sentence: `The name lookup for ${host} got no answer from the name server.` };
    case 'ECONNREFUSED':
      return { code, sentence: `${host} refused the connection${tried}.` };
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return { code, sentence: `${host} did not answer the attempt to connect${tried}.` };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return { code, sentence: `No way leads to ${host}: the network cannot be reached${tried}.` };
    default:
      return phase === 'lookup'
        ? { code: code || 'LOOKUP_FAILED', sentence: `The name lookup for ${host} failed.` }
        : null;
  }
}

/** ` (tried 192.0.2.1:443, 2001:db8::1:443)` when several addresses were. */
function addressesTried(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof AggregateError ? error.cause : error;
  if (!(cause instanceof AggregateError)) return '';
  const addresses = cause.errors.flatMap((one: unknown) =>
    one instanceof Error && 'address' in one && 'port' in one ? [`${one.address} port ${one.port}`] : [],
  );
  return addresses.length === 0 ? '' : ` (tried ${addresses.join(', ')})`;
}

const certificateSentences: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'leads to an issuer this machine does not trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes from an issuer this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT: 'comes from an issuer this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an issuer this machine does not know',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is made for another name',
  CERT_REVOKED: 'was revoked',
  CA_MD_TOO_WEAK: 'is signed with a digest that is too weak',
};

function ofTls(error: unknown, { host, phase }: NetworkContext): Explained | null {
  const code = codeOf(error);
  const about = certificateSentences[code];
  if (about) return { code, sentence: `TLS refused: the certificate of ${host} ${about}.` };
  if (phase !== 'tls') return null;
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return { code: 'ERR_SSL_WRONG_VERSION_NUMBER', sentence: `${host} does not speak TLS on this port.` };
  }
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || code === '') {
    return { code: code || 'ECONNRESET', sentence: `${host} closed the connection during the TLS handshake.` };
  }
  return { code, sentence: `The TLS handshake with ${host} failed.` };
}

function ofAnswer(error: unknown, { host, phase, isTls }: NetworkContext): Explained | null {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : '';
  if (message === 'bad response') {
    const sentence = `${host} sent an interim answer (100 Continue) that was not asked for, or an answer out of turn.`;
    return { code: 'RESPONSE_MALFORMED', sentence };
  }
  if (message === 'bad upgrade') {
    return { code: 'RESPONSE_MALFORMED', sentence: `${host} switched to another protocol without being asked.` };
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') {
    return { code: 'RESPONSE_HEADERS_TOO_LARGE', sentence: `The headers of the answer are larger than 16 KiB.` };
  }
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') {
    const sentence = 'The answer contradicts itself about its length, which is unsafe to read.';
    return { code: 'RESPONSE_MALFORMED', sentence };
  }
  if (code === 'HPE_INVALID_CONSTANT' || code === 'HPE_INVALID_VERSION') {
    return { code, sentence: `What answers at ${host} does not speak HTTP.` };
  }
  if (code.startsWith('HPE_')) {
    return { code: 'RESPONSE_MALFORMED', sentence: 'The head of the answer breaks the rules of HTTP.' };
  }
  if (code !== 'UND_ERR_SOCKET' && code !== 'ECONNRESET' && code !== 'EPIPE') return null;
  const hint =
    isTls && phase === 'wait' ? ' Over TLS a server that wants a client certificate may end it like this.' : '';
  return { code, sentence: `${host} closed the connection ${phaseWords[phase]}.${hint}` };
}

function unknownEnd(error: unknown, { host, phase }: NetworkContext): Explained {
  return {
    code: codeOf(error) || 'NETWORK_FAILED',
    sentence: `The exchange with ${host} failed ${phaseWords[phase]}.`,
  };
}
