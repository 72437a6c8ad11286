import type { Socket } from 'node:net';
import { type PeerCertificate, TLSSocket } from 'node:tls';
import type { NetworkPhase, Peer } from '#shared/model/exchange.ts';

/** What is known of one TCP or TLS connection, from its first step on. */
export type ConnectionRecord = {
  /** The step it is at; `send` once it is open. */
  phase: Extract<NetworkPhase, 'lookup' | 'connect' | 'proxy' | 'tls' | 'send'>;
  lookupMs: number | null;
  connectMs: number | null;
  /** From the question for a tunnel to its answer; null without one. */
  proxyMs: number | null;
  tlsMs: number | null;
  peer: Peer | null;
  /** Host and port of the proxy on the way; null without one. Lookup and connection are then those of the proxy. */
  proxy: string | null;
  /** What the proxy answered when it was asked for a tunnel; null when it was not, or did not answer. */
  proxyAnswer: { status: number; schemes: readonly string[] } | null;
  /** The server asked for a client certificate. False also where TLS does not let us see it (BoringSSL). */
  isCertificateAskedFor: boolean;
  isCertificateGiven: boolean;
  /** Calls that were written to it. */
  uses: number;
};

export function newRecord(phase: 'lookup' | 'connect', proxy: string | null): ConnectionRecord {
  return {
    phase,
    lookupMs: null,
    connectMs: null,
    proxyMs: null,
    tlsMs: null,
    peer: null,
    proxy,
    proxyAnswer: null,
    isCertificateAskedFor: false,
    isCertificateGiven: false,
    uses: 0,
  };
}

/** Whom an open connection leads to. `base` is the TCP connection below it. */
export function peerOf(socket: Socket, base: Socket, proxy: string | null): Peer | null {
  if (base.remoteAddress === undefined || base.remotePort === undefined) return null;
  const isTls = socket instanceof TLSSocket;
  return {
    address: base.remoteAddress,
    port: base.remotePort,
    tlsProtocol: isTls ? socket.getProtocol() : null,
    certificate: isTls ? describeCertificate(socket.getPeerCertificate()) : null,
    ...(proxy === null ? {} : { proxy }),
  };
}

function describeCertificate(certificate: PeerCertificate): NonNullable<Peer['certificate']> | null {
  const validTo = Date.parse(certificate.valid_to);
  if (!certificate.subject || Number.isNaN(validTo)) return null;
  return { subject: nameOf(certificate.subject), issuer: nameOf(certificate.issuer), validTo };
}

/** `CN=example.org, O=Example` */
function nameOf(name: object): string {
  return Object.entries(name)
    .flatMap(([key, value]) => [value].flat().map((part) => `${key}=${part}`))
    .reverse()
    .join(', ');
}
