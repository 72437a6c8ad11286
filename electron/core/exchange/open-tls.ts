import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { CertificateRefused } from './network-fault.ts';

export type TlsOptions = {
  /** The name the certificate has to be made for. */
  hostname: string;
  secureContext: SecureContext;
  /** SHA-256 (hex) of the one certificate that is accepted whatever its faults; null for none. */
  pinnedFingerprint: string | null;
  /** Called when the server has shown its certificates, before they are judged. */
  onShown?: ((socket: TLSSocket) => void) | undefined;
};

/**
 * Speaks TLS over a connection and resolves when the server is who it should be. Nothing has been written by then, and nothing
 * can be: the socket is handed out only afterwards. HTTP/1.1 only, so that what is shown is what was on the wire; sessions
 * are not resumed, as a resumed one does not show its certificate.
 *
 * With a pin, or when someone wants to see what is shown even if it is refused, Node is told not to refuse by itself, on this
 * socket alone, and its verdict is carried out here: any other certificate than the pinned one is refused for the very reasons it
 * would be refused for otherwise.
 */
export function openTls(base: Socket, options: TlsOptions, onSocket: (socket: TLSSocket) => void): Promise<TLSSocket> {
  const { hostname, secureContext, pinnedFingerprint, onShown } = options;
  return new Promise((resolve, reject) => {
    const socket = connect({
      socket: base,
      secureContext,
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: pinnedFingerprint === null && onShown === undefined,
      ...(isIP(hostname) === 0 ? { servername: hostname } : { host: hostname }),
    });
    onSocket(socket);
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const isPinned = isSame(socket.getPeerCertificate().fingerprint256, pinnedFingerprint);
      onShown?.(socket);
      const refusal = socket.authorized || isPinned ? null : refusalOf(socket);
      if (refusal === null) resolve(socket);
      else socket.destroy(refusal);
    });
  });
}

/**
 * OpenSSL keeps the signature algorithms of a CertificateRequest as shared ones, and on a client only those: so they tell
 * that the server asked for a certificate (measured with TLS 1.2 and 1.3). BoringSSL, and so Electron, keeps none.
 */
export function isCertificateAskedFor(socket: TLSSocket): boolean {
  return (socket.getSharedSigalgs()?.length ?? 0) > 0;
}

/** `shown` is absent when a server showed no certificate at all. */
function isSame(shown: string | undefined, pin: string | null): boolean {
  return pin !== null && shown !== undefined && plain(shown) === plain(pin);
}

/** Without colons, in lower case. */
function plain(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').trim().toLowerCase();
}

/** Node leaves the code as a string here, whatever its types say. */
function refusalOf(socket: TLSSocket): CertificateRefused {
  return new CertificateRefused(String(socket.authorizationError ?? 'CERT_UNTRUSTED'));
}
