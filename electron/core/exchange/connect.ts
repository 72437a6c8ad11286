import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type PeerCertificate, type SecureContext, TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import type { NetworkPhase, Peer } from '#shared/model/exchange.ts';
import type { Clock } from '../ports.ts';
import { NetworkFault } from './network-fault.ts';

/** What is known of one TCP or TLS connection, from its first step on. */
export type ConnectionRecord = {
  /** The step it is at; `send` once it is open. */
  phase: Extract<NetworkPhase, 'lookup' | 'connect' | 'tls' | 'send'>;
  lookupMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
  peer: Peer | null;
  /** Calls that were written to it. */
  uses: number;
};

export type Connector = {
  /** For undici: opens a connection to an origin. */
  connect: buildConnector.connector;
  recordOf(socket: Socket): ConnectionRecord | null;
  /** The attempt that ended in this error; null when the error is not about connecting. */
  recordOfFailure(error: unknown): ConnectionRecord | null;
  /** The newest attempt under way to that origin. */
  attemptOn(origin: string): ConnectionRecord | null;
  /** Ends the attempts under way to that origin, or all of them. */
  giveUp(origin?: string): void;
};

type Attempt = { origin: string; socket: Socket; record: ConnectionRecord };

/** How long one attempt to connect may take; the deadline of the exchange may end it sooner. */
const connectTimeoutMs = 30_000;

/**
 * Opens connections, times their steps and remembers whom they lead to. HTTP/1.1 only, so that what is shown is what was
 * on the wire. TLS sessions are not resumed: a resumed one does not show its certificate.
 */
export function createConnector(clock: Clock, trust: () => SecureContext): Connector {
  const records = new WeakMap<Socket, ConnectionRecord>();
  const failures = new WeakMap<object, ConnectionRecord>();
  const attempts = new Set<Attempt>();

  const connect: buildConnector.connector = (options, callback) => {
    const isTls = options.protocol === 'https:';
    const record = newRecord(isIP(options.hostname) === 0 ? 'lookup' : 'connect');
    const socket = openSocket(options, isTls ? trust() : null);
    const attempt = { origin: originOf(options), socket, record };
    attempts.add(attempt);
    records.set(socket, record);
    watchSteps(socket, record, clock);

    const timer = setTimeout(() => socket.destroy(new NetworkFault('CONNECT_TIMEOUT')), connectTimeoutMs);
    const finish = () => {
      clearTimeout(timer);
      attempts.delete(attempt);
    };
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      finish();
      record.peer = peerOf(socket);
      callback(null, socket);
    });
    socket.on('error', (error) => {
      if (!attempts.has(attempt)) return;
      finish();
      failures.set(error, record);
      callback(error, null);
    });
  };

  const attemptsOn = (origin: string | undefined) =>
    [...attempts].filter((attempt) => origin === undefined || attempt.origin === origin);

  return {
    connect,
    recordOf: (socket) => records.get(socket) ?? null,
    recordOfFailure: (error) => (error instanceof Error ? (failures.get(error) ?? null) : null),
    attemptOn: (origin) => attemptsOn(origin).at(-1)?.record ?? null,
    giveUp(origin) {
      for (const { socket } of attemptsOn(origin)) socket.destroy(new NetworkFault('GIVEN_UP'));
    },
  };
}

function newRecord(phase: 'lookup' | 'connect'): ConnectionRecord {
  return { phase, lookupMs: null, connectMs: null, tlsMs: null, peer: null, uses: 0 };
}

function originOf({ protocol, host, hostname, port }: buildConnector.Options): string {
  return new URL(`${protocol}//${host ?? `${hostname}:${port}`}`).origin;
}

function openSocket(options: buildConnector.Options, secureContext: SecureContext | null): Socket {
  const { hostname } = options;
  const port = Number(options.port) || (secureContext ? 443 : 80);
  const place = { host: hostname, port, autoSelectFamily: true, noDelay: true, keepAlive: true };
  if (!secureContext) return connectTcp(place);
  const servername = isIP(hostname) === 0 ? { servername: options.servername || hostname } : {};
  return connectTls({ ...place, ...servername, secureContext, ALPNProtocols: ['http/1.1'] });
}

function watchSteps(socket: Socket, record: ConnectionRecord, clock: Clock): void {
  let since = clock.now();
  const lap = () => {
    const now = clock.now();
    const spent = Math.max(0, now - since);
    since = now;
    return spent;
  };
  socket.once('lookup', (error) => {
    if (error) return;
    record.lookupMs = lap();
    record.phase = 'connect';
  });
  socket.once('connect', () => {
    record.connectMs = lap();
    record.phase = socket instanceof TLSSocket ? 'tls' : 'send';
  });
  socket.once('secureConnect', () => {
    record.tlsMs = lap();
    record.phase = 'send';
  });
}

function peerOf(socket: Socket): Peer | null {
  if (socket.remoteAddress === undefined || socket.remotePort === undefined) return null;
  const isTls = socket instanceof TLSSocket;
  return {
    address: socket.remoteAddress,
    port: socket.remotePort,
    tlsProtocol: isTls ? socket.getProtocol() : null,
    certificate: isTls ? describeCertificate(socket.getPeerCertificate()) : null,
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
