import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext, type SecureContextOptions } from 'node:tls';
import { readPem } from '#shared/text/pem.ts';
import type { ClientCertificate, Identity } from './identity.ts';
import { NetworkFault } from './network-fault.ts';

/** Where a certificate authority comes from: the operating system, Node's own list, or the user. */
export type Anchor = 'system' | 'bundled' | 'extra';

export type TrustStore = {
  /**
   * What TLS needs for an identity. Takes a tenth of a second, so keep what comes back.
   * @throws NetworkFault EXTRA_CA_UNREADABLE, CLIENT_CERTIFICATE_UNREADABLE, CLIENT_KEY_MISMATCH
   */
  contextFor(identity: Identity): SecureContext;
  /** Which list holds this very certificate, or the authority that signed it; null for none. */
  anchorOf(certificate: X509Certificate, extraCa: string | null): { anchor: Anchor; authority: X509Certificate } | null;
};

/**
 * The certificates we trust: Node's, the operating system's (companies put theirs there) and those given, which add to the
 * others and never replace them. Read at the first TLS connection only.
 */
export function createTrust(extraCertificates: readonly string[] = []): TrustStore {
  let known: string[] | null = null;
  const authorities = () => {
    known ??= [...getCACertificates('default'), ...getCACertificates('system'), ...extraCertificates];
    return known;
  };
  return {
    contextFor({ trust, clientCertificate }) {
      const given = trust?.extraCa ? certificatesOf(trust.extraCa) : [];
      return createSecureContext({
        ca: [...authorities(), ...given],
        // Someone who hands in an intermediate authority trusts that one, whether or not its root is known.
        allowPartialTrustChain: given.length > 0,
        ...(clientCertificate ? ownCertificate(clientCertificate) : {}),
      });
    },
    anchorOf(certificate, extraCa) {
      const lists: [Anchor, readonly string[]][] = [
        ['extra', [...extraCertificates, ...(extraCa === null ? [] : certificatesOf(extraCa))]],
        ['system', getCACertificates('system')],
        ['bundled', getCACertificates('default')],
      ];
      for (const [anchor, list] of lists) {
        const authority = authorityIn(list, certificate);
        if (authority) return { anchor, authority };
      }
      return null;
    },
  };
}

/** PEM blocks, each alone. @throws NetworkFault EXTRA_CA_UNREADABLE when one of them is no certificate */
export function certificatesOf(pem: string): string[] {
  const read = readPem(pem);
  if (read === null || read.labels.some((label) => !/^(?:X509 |TRUSTED )?CERTIFICATE$/.test(label))) {
    throw new NetworkFault('EXTRA_CA_UNREADABLE');
  }
  const blocks = read.text.split(/(?<=-----END [A-Z0-9 ]+-----\n)/);
  for (const block of blocks) readCertificate(block, 'EXTRA_CA_UNREADABLE');
  return blocks;
}

function ownCertificate({ certificate, key }: ClientCertificate): SecureContextOptions {
  const leaf = readCertificate(certificate, 'CLIENT_CERTIFICATE_UNREADABLE');
  if (!leaf.checkPrivateKey(readKey(key))) throw new NetworkFault('CLIENT_KEY_MISMATCH');
  return { cert: certificate, key };
}

function readCertificate(pem: string, code: 'EXTRA_CA_UNREADABLE' | 'CLIENT_CERTIFICATE_UNREADABLE'): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new NetworkFault(code);
  }
}

function readKey(pem: string) {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new NetworkFault('CLIENT_CERTIFICATE_UNREADABLE');
  }
}

function authorityIn(list: readonly string[], certificate: X509Certificate): X509Certificate | null {
  for (const pem of list) {
    const one = new X509Certificate(pem);
    if (one.fingerprint256 === certificate.fingerprint256) return one;
    if (certificate.checkIssued(one) && certificate.verify(one.publicKey)) return one;
  }
  return null;
}
