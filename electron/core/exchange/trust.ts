import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/**
 * The certificates we trust: Node's, the operating system's (companies put theirs there) and those given. Read at the first
 * TLS connection only, and parsed once: together this takes a tenth of a second.
 */
export function createTrust(extraCertificates: readonly string[]): () => SecureContext {
  let context: SecureContext | null = null;
  return () => {
    context ??= createSecureContext({
      ca: [...getCACertificates('default'), ...getCACertificates('system'), ...extraCertificates],
    });
    return context;
  };
}
