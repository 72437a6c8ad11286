import type { LeashEnd } from './leash.ts';

/** Ends that we bring about or find ourselves; everything else comes with a code of Node, OpenSSL or undici. */
export type NetworkFaultCode =
  | 'CONNECT_TIMEOUT'
  | 'RESPONSE_TOO_LARGE'
  | 'RESPONSE_TRUNCATED'
  | 'RESPONSE_UNDECODABLE'
  | 'BODY_NOT_KEPT'
  | 'GIVEN_UP'
  | 'PROXY_UNREADABLE'
  | 'PROXY_UNSUPPORTED'
  | 'PROXY_LOOKUP_FAILED'
  | 'PROXY_AUTH_REQUIRED'
  | 'PROXY_REFUSED'
  | 'PROXY_FAILED'
  | 'EXTRA_CA_UNREADABLE'
  | 'CLIENT_CERTIFICATE_UNREADABLE'
  | 'CLIENT_KEY_MISMATCH'
  | 'ENDED_BY_CANCELLED'
  | 'ENDED_BY_DEADLINE';

/** An end of an exchange that Gatewright itself found or decided. */
export class NetworkFault extends Error {
  override readonly name = 'NetworkFault';
  readonly code: NetworkFaultCode;

  constructor(code: NetworkFaultCode) {
    super(code);
    this.code = code;
  }
}

/** The server's certificate is refused, under the code that OpenSSL or Node has for the reason. */
export class CertificateRefused extends Error {
  override readonly name = 'CertificateRefused';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export function faultOfLeash(end: LeashEnd): NetworkFault {
  return new NetworkFault(end === 'cancelled' ? 'ENDED_BY_CANCELLED' : 'ENDED_BY_DEADLINE');
}

/** The `code` of anything thrown; empty when it has none. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === 'HTTPParserError') return codeOfParser(error.message);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** undici loses the code of its parser's errors; what stands in brackets in the message is a fixed text of llhttp. */
function codeOfParser(message: string): string {
  if (message.includes('(Expected HTTP/')) return 'HPE_INVALID_CONSTANT';
  return message.includes('(Invalid EOF state') ? 'HPE_INVALID_EOF_STATE' : 'HPE_ERROR';
}
