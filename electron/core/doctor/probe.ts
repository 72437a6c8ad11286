import { once } from 'node:events';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Trust } from '#shared/model/trust.ts';
import type { ConnectionRecord } from '../exchange/connection-record.ts';
import type { ClientCertificate } from '../exchange/identity.ts';
import type { Leash } from '../exchange/leash.ts';
import { faultOfLeash } from '../exchange/network-fault.ts';
import { openConnection, type Place } from '../exchange/open-connection.ts';
import type { HttpProxy } from '../exchange/proxy.ts';
import type { TrustStore } from '../exchange/trust.ts';
import type { Clock } from '../ports.ts';
import { readShown, type Shown } from './describe-chain.ts';

/** One attempt of those that a name with several addresses leads to. */
export type Attempt = { address: string; outcome: 'tried' | 'failed' | 'timed out' };

export type ProbeResult = {
  record: ConnectionRecord;
  attempts: Attempt[];
  /** Null for plain HTTP, and when the handshake did not get that far. */
  shown: Shown | null;
  /** What stopped it; null when the way is open. */
  error: unknown;
};

export type ProbeOptions = {
  clock: Clock;
  leash: Leash;
  trustStore: TrustStore;
  trust: Trust;
  clientCertificate: ClientCertificate | null;
  proxy: HttpProxy | null;
};

/** How long a server that asked for a certificate is given to hang up over TLS 1.3, where it does so after the handshake. */
const hangUpMs = 500;

/**
 * Goes the way a call would go, by the same code, up to where a call would be written. Nothing is: the connection is closed as
 * it was opened. Never rejects.
 */
export async function probe(place: Place, options: ProbeOptions): Promise<ProbeResult> {
  const { clock, leash, trustStore, trust, clientCertificate, proxy } = options;
  const attempts: Attempt[] = [];
  let shown: Shown | null = null;
  const opening = openConnection(
    place,
    {
      proxy,
      pinnedFingerprint: trust.pinnedFingerprint,
      hasCertificate: clientCertificate !== null,
      secureContext: () => trustStore.contextFor({ trust, clientCertificate }),
      proxyContext: () => trustStore.contextFor({ trust }),
      watch: {
        onBase: (socket) => noteAttempts(socket, attempts),
        onShown: (socket) => {
          shown = readShown(socket);
        },
      },
    },
    clock,
  );
  const release = leash.onEnd((end) => opening.end(faultOfLeash(end)));
  const error = await opening.socket.then(
    (socket) => hangUp(socket, opening.record),
    (reason: unknown) => reason,
  );
  release();
  return { record: opening.record, attempts, shown, error };
}

function noteAttempts(socket: Socket, attempts: Attempt[]): void {
  const mark = (outcome: Attempt['outcome']) => (ip: string, port: number) => {
    const address = `${ip} port ${port}`;
    const known = attempts.find((attempt) => attempt.address === address);
    if (known) known.outcome = outcome;
    else attempts.push({ address, outcome });
  };
  socket.on('connectionAttempt', mark('tried'));
  socket.on('connectionAttemptFailed', mark('failed'));
  socket.on('connectionAttemptTimeout', mark('timed out'));
}

/** The error of a server that hangs up because it got no certificate; null from any other. */
async function hangUp(socket: Socket, record: ConnectionRecord): Promise<unknown> {
  if (!(socket instanceof TLSSocket) || !record.isCertificateAskedFor) {
    socket.destroy();
    return null;
  }
  const quiet = AbortSignal.timeout(hangUpMs);
  // A socket tells its end only to those who read.
  socket.resume();
  const error = await once(socket, 'close', { signal: quiet }).then(
    () => new Error('closed without an alert'),
    (reason: unknown) => (quiet.aborted ? null : reason),
  );
  socket.destroy();
  if (error !== null) record.phase = 'tls';
  return error;
}
