import type { CauseId } from '../model/cause.ts';
import type { Doubt, ExchangeFailure, NetworkPhase } from '../model/exchange.ts';

/** A failure under our own code, and what of it the tool's words leave open. */
export type KnownFailure = { code: string; phase: NetworkPhase; doubts: Doubt[] };

type Row = [words: RegExp, code: string, phase: NetworkPhase, unsure?: CauseId];

/**
 * The words of curl with OpenSSL, LibreSSL, Schannel, SecureTransport and GnuTLS, of Chrome (`net::ERR_…`), Firefox
 * (`NS_ERROR_…`), Node and Postman, under the codes that our own network layer uses. `unsure` names the cause that such words
 * do not prove. The first row that fits counts.
 */
const rows: readonly Row[] = [
  // Proxy. Before the rest: its words hold those of a plain connection.
  [
    /407[^\n]{0,40}proxy|proxy[^\n]{0,60}\b407\b|CONNECT tunnel failed, response 407|statusCode=407/i,
    'PROXY_AUTH_REQUIRED',
    'proxy',
  ],
  [/ERR_PROXY_AUTH|NS_ERROR_PROXY_AUTHENTICATION/i, 'PROXY_AUTH_REQUIRED', 'proxy'],
  [
    /HTTP code \d{3} from proxy|CONNECT tunnel failed|ERR_TUNNEL_CONNECTION_FAILED|tunneling socket could not|NS_ERROR_PROXY_(?:FORBIDDEN|BAD_GATEWAY|GATEWAY_TIMEOUT)/i,
    'PROXY_REFUSED',
    'proxy',
  ],
  [
    /resolve proxy|ERR_PROXY_CONNECTION_FAILED|NS_ERROR_(?:UNKNOWN_PROXY_HOST|PROXY_CONNECTION_REFUSED)|ERR_MANDATORY_PROXY/i,
    'PROXY_UNREACHABLE',
    'connect',
  ],
  [/Proxy CONNECT aborted|proxy handshake/i, 'PROXY_FAILED', 'proxy'],
  // Name lookup. getaddrinfo's own words tell a name that is not there from a server that does not answer.
  [
    /EAI_AGAIN|Temporary failure in name|Resolving timed out|contact(?:ing)? DNS|ERR_DNS_TIMED_OUT|ERR_NAME_RESOLUTION_FAILED|ERR_DNS_SERVER_FAILED/i,
    'EAI_AGAIN',
    'lookup',
  ],
  [/getaddrinfo ENOTFOUND|\bENOTFOUND\b/, 'ENOTFOUND', 'lookup'],
  [/Could not resolve host|ERR_NAME_NOT_RESOLVED|NS_ERROR_UNKNOWN_HOST/i, 'ENOTFOUND', 'lookup', 'name-not-found'],
  // Certificates.
  [
    /CERT_HAS_EXPIRED|certificate has expired|SEC_E_CERT_EXPIRED|SEC_ERROR_EXPIRED_CERTIFICATE|CERT_TRUST_IS_NOT_TIME_VALID/i,
    'CERT_HAS_EXPIRED',
    'tls',
  ],
  [/ERR_CERT_DATE_INVALID/i, 'CERT_HAS_EXPIRED', 'tls', 'tls-expired'],
  [/CERT_NOT_YET_VALID|certificate is not yet valid|NOT_YET_VALID_CERTIFICATE/i, 'CERT_NOT_YET_VALID', 'tls'],
  [/SELF_SIGNED_CERT_IN_CHAIN|self[- ]signed certificate in certificate chain/i, 'SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
  [
    /DEPTH_ZERO_SELF_SIGNED_CERT|self[- ]signed certificate|ERROR_SELF_SIGNED_CERT/i,
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'tls',
  ],
  [/UNABLE_TO_VERIFY_LEAF_SIGNATURE|unable to verify the first certificate/i, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  [
    /ALTNAME_INVALID|does not match (?:target )?host|no alternative certificate subject name|alternative certificate subject name|SEC_E_WRONG_PRINCIPAL|ERR_CERT_COMMON_NAME_INVALID|SSL_ERROR_BAD_CERT_DOMAIN|Hostname\/IP does not match|does not match the certificate/i,
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'tls',
  ],
  [/alert certificate expired/i, 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 'tls'],
  [
    /ERR_BAD_SSL_CLIENT_AUTH_CERT|alert (?:bad certificate|unknown ca|certificate (?:expired|unknown|revoked)|unsupported certificate)/i,
    'CLIENT_CERTIFICATE_REFUSED',
    'tls',
  ],
  [/CERT_REVOKED|certificate (?:is |was )?revoked|CRYPT_E_REVOKED|REVOKED_CERTIFICATE/i, 'CERT_REVOKED', 'tls'],
  [/CERT_WEAK|WEAK_SIGNATURE|CA_MD_TOO_WEAK|md too weak/i, 'CA_MD_TOO_WEAK', 'tls'],
  [/REVOCATION_STATUS_UNKNOWN|NO_REVOCATION_CHECK|REVOCATION_OFFLINE|0x8009201[23]/i, 'REVOCATION_UNCHECKED', 'tls'],
  [
    /UNABLE_TO_GET_ISSUER_CERT_LOCALLY|unable to get (?:local )?issuer|UNTRUSTED_ROOT|ERR_CERT_AUTHORITY_INVALID|SEC_ERROR_UNKNOWN_ISSUER|Invalid certificate chain|certificate verif(?:y|ication) failed|SSL certificate problem/i,
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'tls',
  ],
  // Client certificates.
  [
    /certificate required|ERR_SSL_CLIENT_AUTH_CERT_NEEDED|RX_CERTIFICATE_REQUIRED_ALERT/i,
    'CLIENT_CERTIFICATE_REQUIRED',
    'tls',
  ],
  [
    /client certificate|could not load PEM|unable to set private key|private key does not match/i,
    'CLIENT_CERTIFICATE_UNREADABLE',
    'tls',
  ],
  [/error setting certificate (?:verify|file)|error adding trust anchors/i, 'EXTRA_CA_UNREADABLE', 'tls'],
  // The rest of the handshake.
  [
    /wrong[ _]version[ _]number|packet length too long|SEC_E_INVALID_TOKEN|RECORD_TOO_LONG|unknown protocol|http request/i,
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'tls',
  ],
  [
    /unsupported protocol|protocol version|VERSION_OR_CIPHER|SSL_ERROR_UNSUPPORTED_VERSION|no protocols available|SEC_E_UNSUPPORTED_FUNCTION/i,
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'tls',
  ],
  [
    /handshake failure|no shared cipher|SEC_E_ALGORITHM_MISMATCH|no cipher/i,
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'tls',
  ],
  [/SSL connection time-?out/i, 'DEADLINE_EXCEEDED', 'tls'],
  [/SSL_ERROR_SYSCALL[^\n]{0,60}connection to|TLS connect error|before secure TLS connection/i, 'ECONNRESET', 'tls'],
  [/ERR_SSL_PROTOCOL_ERROR|\bEPROTO\b|schannel: |SSL_ERROR_/i, 'EPROTO', 'tls'],
  // Connection.
  [/Connection refused|ECONNREFUSED|ERR_CONNECTION_REFUSED|NS_ERROR_CONNECTION_REFUSED/i, 'ECONNREFUSED', 'connect'],
  [/No route to host|EHOSTUNREACH|ERR_ADDRESS_UNREACHABLE/i, 'EHOSTUNREACH', 'connect'],
  [
    /Network is unreachable|ENETUNREACH|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|NS_ERROR_OFFLINE/i,
    'ENETUNREACH',
    'connect',
  ],
  [
    /Connection tim(?:ed ?out|e-?out)|connect ETIMEDOUT|ERR_CONNECTION_TIMED_OUT|Timeout was reached|CONNECT_TIMEOUT/i,
    'ETIMEDOUT',
    'connect',
  ],
  [/NS_ERROR_NET_TIMEOUT|ERR_TIMED_OUT/i, 'ETIMEDOUT', 'connect', 'connection-timeout'],
  [
    /ESOCKETTIMEDOUT|ETIMEDOUT|Operation timed out|Operation too slow|timeout of \d+ ?ms|ERR_HTTP_RESPONSE_CODE_TIMEOUT/i,
    'DEADLINE_EXCEEDED',
    'wait',
  ],
  // Redirects, and what is no answer.
  [
    /Maximum \(?\d+\)? redirects|ERR_TOO_MANY_REDIRECTS|NS_ERROR_REDIRECT_LOOP|Exceeded maxRedirects|maximum redirect/i,
    'REDIRECT_LOOP',
    'redirect',
  ],
  [/ERR_UNSAFE_REDIRECT/i, 'REDIRECT_BLOCKED', 'redirect'],
  [
    /HTTP\/0\.9|HPE_INVALID_CONSTANT|ERR_INVALID_HTTP_RESPONSE|Weird server reply|Expected HTTP\//i,
    'HPE_INVALID_CONSTANT',
    'wait',
  ],
  [/Header overflow|HEADERS_TOO_BIG|HPE_HEADER_OVERFLOW/i, 'RESPONSE_HEADERS_TOO_LARGE', 'wait'],
  [
    /Parse Error|HPE_|ERR_HTTP2_PROTOCOL_ERROR|ERR_INVALID_CHUNKED_ENCODING|ERR_RESPONSE_/i,
    'RESPONSE_MALFORMED',
    'wait',
  ],
  [
    /bytes remaining to read|INCOMPLETE_CHUNKED|CONTENT_LENGTH_MISMATCH|PARTIAL_TRANSFER|not closed cleanly|outstanding read data/i,
    'RESPONSE_TRUNCATED',
    'download',
  ],
  [
    /CONTENT_DECODING_FAILED|content encoding|decoding deflate|incorrect header check/i,
    'RESPONSE_UNDECODABLE',
    'download',
  ],
  [/Maximum file size/i, 'RESPONSE_TOO_LARGE', 'download'],
  // An end without a word.
  [/ERR_ABORTED|NS_BINDING_ABORTED|\bcancell?ed\b/i, 'CANCELLED', 'wait', 'cancelled'],
  [
    /Empty reply|ERR_EMPTY_RESPONSE|socket hang up|ERR_CONNECTION_CLOSED|NS_ERROR_NET_INTERRUPT/i,
    'UND_ERR_SOCKET',
    'wait',
  ],
  [
    /ECONNRESET|reset by peer|ERR_CONNECTION_(?:RESET|ABORTED)|NS_ERROR_NET_RESET|Recv failure|unexpected eof|closed abruptly/i,
    'ECONNRESET',
    'wait',
  ],
  [/Send failure|EPIPE|Broken pipe/i, 'EPIPE', 'send'],
];

/** What a tool's words for a failure mean; null when they are not known. */
export function knownFailure(words: string): KnownFailure | null {
  const text = words.slice(0, 4000);
  const row = rows.find(([pattern]) => pattern.test(text));
  if (row === undefined) return null;
  const [, code, phase, unsure] = row;
  return { code, phase, doubts: unsure === undefined ? [] : [{ cause: unsure, atMost: 'likely' }] };
}

const steps: Readonly<Record<NetworkPhase, string>> = {
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

/** The failure of an imported call. The tool's own words are not quoted: they may quote what was sent. */
export function importedFailure(code: string, phase: NetworkPhase, tool: string): ExchangeFailure {
  return { code, phase, sentence: `As ${tool} recorded it, the call ended ${steps[phase]}: ${code}.` };
}
