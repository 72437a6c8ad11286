import type { NetworkContext } from './explain-network.ts';
import { codeOf } from './network-fault.ts';

type Explained = { code: string; sentence: string };

/** What stands in the way before the host itself: the proxy, and what we bring along or fail to bring along. */
export function explainWay(error: unknown, context: NetworkContext): Explained | null {
  return ofIdentity(error) ?? ofProxyChoice(error) ?? ofProxy(error, context) ?? ofClientCertificate(error, context);
}

/** Found before anything was sent. */
function ofIdentity(error: unknown): Explained | null {
  const code = codeOf(error);
  switch (code) {
    case 'CLIENT_KEY_MISMATCH':
      return { code, sentence: 'The client certificate and its private key do not belong together. Nothing was sent.' };
    case 'CLIENT_CERTIFICATE_UNREADABLE':
      return { code, sentence: 'The client certificate or its private key cannot be read. Nothing was sent.' };
    case 'EXTRA_CA_UNREADABLE':
      return { code, sentence: 'The extra CA certificates of this connection cannot be read. Nothing was sent.' };
    default:
      return null;
  }
}

function ofProxyChoice(error: unknown): Explained | null {
  const code = codeOf(error);
  switch (code) {
    case 'PROXY_UNREADABLE':
      return { code, sentence: 'The address of the proxy cannot be read. Nothing was sent.' };
    case 'PROXY_UNSUPPORTED':
      return { code, sentence: 'The proxy is not an HTTP proxy, and no other kind is supported. Nothing was sent.' };
    case 'PROXY_LOOKUP_FAILED':
      return { code, sentence: 'The system did not say which proxy to use. Nothing was sent.' };
    default:
      return null;
  }
}

function ofProxy(error: unknown, { phase, host, connection }: NetworkContext): Explained | null {
  const proxy = connection?.proxy;
  if (!connection || !proxy) return null;
  const code = codeOf(error);
  const { status, schemes } = connection.proxyAnswer ?? { status: 0, schemes: [] };
  if (code === 'PROXY_AUTH_REQUIRED') {
    const by = schemes.length === 0 ? '' : ` (${schemes.join(', ')})`;
    return { code, sentence: `The proxy ${proxy} wants a user name and password${by}: 407.` };
  }
  if (code === 'PROXY_REFUSED') {
    return { code, sentence: `The proxy ${proxy} refused the way to ${host} with ${status}.` };
  }
  if (code === 'PROXY_FAILED') {
    return { code, sentence: `The proxy ${proxy} gave no answer that can be read when asked for the way to ${host}.` };
  }
  if (phase === 'proxy')
    return { code: 'PROXY_FAILED', sentence: `The proxy ${proxy} did not open the way to ${host}.` };
  if (phase !== 'lookup' && phase !== 'connect') return null;
  return { code: 'PROXY_UNREACHABLE', sentence: `The proxy ${proxy} cannot be reached: ${reasonOf(code)}.` };
}

function reasonOf(code: string): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the name lookup found no address for it';
  if (code === 'ECONNREFUSED') return 'it refused the connection';
  if (code === 'ETIMEDOUT' || code === 'CONNECT_TIMEOUT') return 'it did not answer the attempt to connect';
  return code.startsWith('ERR_') || code.includes('CERT') ? 'TLS with it failed' : 'the network does not lead there';
}

/** Alerts by which a server refuses the certificate it was shown (RFC 8446, 6.2). */
const refusals =
  /ALERT_(?:BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_\w+|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED|DECRYPT_ERROR)/;
const closings = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', '']);

/**
 * A server that wants a certificate and gets none ends a TLS 1.2 handshake by an alert. Over TLS 1.3 the handshake is over
 * by then as far as we can tell, and the end comes at the first read or write: as an alert, or as a mere closed connection.
 */
function ofClientCertificate(error: unknown, { phase, host, connection }: NetworkContext): Explained | null {
  if (!connection || !['tls', 'send', 'wait'].includes(phase) || connection.uses > 1) return null;
  const code = codeOf(error);
  const { isCertificateAskedFor, isCertificateGiven } = connection;
  const isSaid = code.includes('ALERT_CERTIFICATE_REQUIRED');
  const isAlert = code.startsWith('ERR_SSL_') && code.includes('ALERT_');
  const fits = isSaid || (isCertificateAskedFor && (isAlert || closings.has(code)));
  if (isCertificateGiven && (refusals.test(code) || fits)) {
    const sentence = `${host} asked for a client certificate and ended the connection after it was shown ours.`;
    return { code: 'CLIENT_CERTIFICATE_REFUSED', sentence };
  }
  if (isCertificateGiven || !fits) return null;
  const sentence = `${host} asked for a client certificate, got none, and ended the connection.`;
  return { code: 'CLIENT_CERTIFICATE_REQUIRED', sentence };
}
