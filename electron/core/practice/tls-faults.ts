import type { CertificateAuthority, ServerCertificate } from './certificates.ts';
import type { Fault } from './faults.ts';
import type { ServerTls } from './listen-on-loopback.ts';

const group = 'Address and TLS';

/** What can stand against a call before it is sent. Each gives the connection of the practice system another address. */
export const addressFaults = [
  {
    id: 'connection-refused',
    name: 'Server stopped',
    words: 'the connection has an address where nothing listens',
    group,
    cause: 'connection-refused',
  },
  {
    id: 'tls-expired',
    name: 'Certificate expired',
    words: 'the connection calls by https, and the server’s certificate ended yesterday',
    group,
    cause: 'tls-expired',
  },
  {
    id: 'tls-not-yet-valid',
    name: 'Certificate not valid yet',
    words: 'by https, and the server’s certificate begins tomorrow',
    group,
    cause: 'tls-not-yet-valid',
  },
  {
    id: 'tls-untrusted',
    name: 'Certificate not trusted',
    words: 'by https, and nobody knows the authority behind the server’s certificate',
    group,
    cause: 'tls-untrusted',
  },
  {
    id: 'tls-host-mismatch',
    name: 'Certificate for another host',
    words: 'by https, and the server’s certificate is made for another name',
    group,
    cause: 'tls-host-mismatch',
  },
  {
    id: 'tls-protocol',
    name: 'No TLS on this port',
    words: 'by https, at a port that speaks plain HTTP',
    group,
    cause: 'tls-protocol',
  },
  {
    id: 'client-certificate-required',
    name: 'Client certificate wanted',
    words: 'by https, and the server lets nobody in who shows no certificate',
    group,
    cause: 'client-certificate-required',
  },
] as const satisfies readonly Fault[];

export type AddressFaultId = (typeof addressFaults)[number]['id'];

/** The faults that need a listener of their own. */
export type DoorFaultId = Exclude<AddressFaultId, 'connection-refused' | 'tls-protocol'>;

export const doorFaultIds = addressFaults
  .map(({ id }) => id)
  .filter((id) => id !== 'connection-refused' && id !== 'tls-protocol');

const certificates: Readonly<Record<DoorFaultId, ServerCertificate>> = {
  'tls-expired': { fromDays: -30, toDays: -1 },
  'tls-not-yet-valid': { fromDays: 1, toDays: 30 },
  'tls-untrusted': {},
  'tls-host-mismatch': { host: 'workflow.practice.example' },
  'client-certificate-required': {},
};

/** The TLS of the listener that shows this fault. */
export async function tlsOf(fault: DoorFaultId, authority: CertificateAuthority): Promise<ServerTls> {
  const issued = await authority.issueServer(certificates[fault]);
  return { ...issued, clientCa: fault === 'client-certificate-required' ? authority.certificate : null };
}
