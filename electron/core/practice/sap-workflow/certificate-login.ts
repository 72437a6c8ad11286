import { X509Certificate } from 'node:crypto';
import type { Hono } from 'hono';
import type { Clock } from '../../ports.ts';
import { type CertifiedKey, createCertificateAuthority } from '../certificates.ts';
import { type Caller, listenOnLoopback } from '../listen-on-loopback.ts';

/** The token endpoint's second door, which opens to a client certificate only. */
export type CertificateLogin = {
  /** `certurl` of a service key. */
  certUrl: string;
  /** The authority behind the server's certificate and the clients'. PEM. */
  caCertificate: string;
  /** A new key for the client, as one more service key would bring it. */
  issue(validityDays: number): Promise<CertifiedKey>;
  stop(): Promise<void>;
};

/** Whether the caller holds a certificate that was issued to the client and still lives. */
export type IsCertified = (caller: Caller) => boolean;

/**
 * Starts it: an authority and a server certificate are made, and the door listens on 127.0.0.1 and a port of its own. A
 * certificate of that authority alone is not enough, it has to be one issued here (`certificate-pinning`).
 */
export async function startCertificateLogin(
  clock: Clock,
  commonName: string,
  createApp: (isCertified: IsCertified) => Hono<{ Bindings: Caller }>,
): Promise<CertificateLogin> {
  const authority = await createCertificateAuthority(clock);
  const server = await listenOnLoopback({
    tls: { ...(await authority.issueServer()), clientCa: authority.certificate },
  });
  const endsAt = new Map<string, number>();
  const isCertified: IsCertified = ({ certificateFingerprint }) =>
    clock.now() < (endsAt.get(certificateFingerprint ?? '') ?? 0);
  server.answerWith(createApp(isCertified).fetch);
  return {
    certUrl: `${server.baseUrl}/uaa`,
    caCertificate: authority.certificate,
    async issue(validityDays) {
      const issued = await authority.issueClient(commonName, validityDays);
      const { fingerprint256, validToDate } = new X509Certificate(issued.certificate);
      endsAt.set(fingerprint256, validToDate.getTime());
      return issued;
    },
    stop: server.stop,
  };
}
