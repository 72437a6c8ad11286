import { connect as connectTcp, isIP, type Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { Clock } from '../ports.ts';
import { type ConnectionRecord, newRecord, peerOf } from './connection-record.ts';
import { NetworkFault } from './network-fault.ts';
import { isCertificateAskedFor, openTls } from './open-tls.ts';
import type { HttpProxy } from './proxy.ts';
import { askForTunnel } from './tunnel.ts';

export type Place = {
  /** Without brackets. */
  hostname: string;
  port: number;
  isTls: boolean;
  /** The name to ask TLS for, when it is another one. */
  servername?: string;
};

/** How to get there. The contexts are asked for when TLS begins, as making one takes time and may fail. */
export type Way = {
  proxy: HttpProxy | null;
  pinnedFingerprint: string | null;
  hasCertificate: boolean;
  secureContext(): SecureContext;
  /** For the TLS to a proxy: our certificate and the pin are none of its business. */
  proxyContext(): SecureContext;
  /** Lets the doctor look on. */
  watch?: Watch;
};

export type Watch = {
  /** The TCP connection, before it is there. */
  onBase(socket: Socket): void;
  /** The host's TLS, before its certificates are judged. */
  onShown(socket: TLSSocket): void;
};

/** A connection on its way up. */
export type Opening = {
  record: ConnectionRecord;
  /** Resolves with a connection that nothing was written to. Rejects with what stopped it; everything is closed by then. */
  socket: Promise<Socket>;
  /** Ends it with this fault; does nothing when it is open already. */
  end(fault: NetworkFault): void;
};

/** How long one attempt to connect may take; the deadline of the exchange may end it sooner. */
const connectTimeoutMs = 30_000;

/** Lookup, TCP, a tunnel through the proxy, TLS: as far as the way has them, each timed. */
export function openConnection(place: Place, way: Way, clock: Clock): Opening {
  const target = way.proxy ?? place;
  const record = newRecord(isIP(target.hostname) === 0 ? 'lookup' : 'connect', way.proxy?.address ?? null);
  const sockets: Socket[] = [];
  const ended = Promise.withResolvers<never>();
  const closeAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const hold = <S extends Socket>(socket: S): S => {
    // What ends a socket later on is for its user to hear; without a listener it would end the process.
    socket.on('error', () => {});
    sockets.push(socket);
    return socket;
  };
  const timer = setTimeout(() => ended.reject(new NetworkFault('CONNECT_TIMEOUT')), connectTimeoutMs);
  const socket = Promise.race([climb(place, way, { record, hold, lap: stopwatch(clock) }), ended.promise])
    .catch((error: unknown) => {
      closeAll();
      throw error;
    })
    .finally(() => clearTimeout(timer));
  return { record, socket, end: (fault) => ended.reject(fault) };
}

type Climb = { record: ConnectionRecord; hold<S extends Socket>(socket: S): S; lap(): number };

async function climb(place: Place, way: Way, tools: Climb): Promise<Socket> {
  const { record, hold, lap } = tools;
  const { proxy } = way;
  // First of all: what we bring along and cannot use is found before anything leaves this machine.
  const secureContext = place.isTls ? ownContext(way, record) : null;
  lap();
  const base = await openBase(proxy ?? place, tools, way.watch);
  const toProxy = proxy?.isTls ? await openTls(base, proxyTls(proxy, way), hold) : base;
  if (proxy?.isTls && record.connectMs !== null) record.connectMs += lap();
  if (secureContext === null) return arrive(toProxy, base, record);
  if (proxy !== null) await openTunnel(toProxy, place, proxy, tools);
  return arrive(await secure(toProxy, place, { ...way, secureContext }, tools), base, record);
}

function ownContext(way: Way, record: ConnectionRecord): SecureContext {
  try {
    return way.secureContext();
  } catch (error) {
    record.phase = 'tls';
    throw error;
  }
}

type SecureWay = Pick<Way, 'pinnedFingerprint' | 'hasCertificate' | 'watch'> & { secureContext: SecureContext };

async function secure(socket: Socket, place: Place, way: SecureWay, { record, hold, lap }: Climb): Promise<TLSSocket> {
  record.phase = 'tls';
  record.isCertificateGiven = way.hasCertificate;
  const { secureContext, pinnedFingerprint, watch } = way;
  const hostname = place.servername ?? place.hostname;
  const options = { hostname, secureContext, pinnedFingerprint, onShown: watch?.onShown };
  return openTls(socket, options, (tls) => {
    const note = () => {
      record.isCertificateAskedFor ||= isCertificateAskedFor(tls);
    };
    // Before anyone else hears of the end: a socket that was closed for it tells nothing any more.
    hold(tls).prependOnceListener('error', note).prependOnceListener('end', note).once('secureConnect', note);
  }).finally(() => {
    record.tlsMs = lap();
  });
}

function arrive(socket: Socket, base: Socket, record: ConnectionRecord): Socket {
  record.phase = 'send';
  record.peer = peerOf(socket, base, record.proxy);
  return socket;
}

function openBase(
  { hostname, port }: Pick<Place, 'hostname' | 'port'>,
  { record, hold, lap }: Climb,
  watch: Watch | undefined,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const base = hold(connectTcp({ host: hostname, port, autoSelectFamily: true, noDelay: true, keepAlive: true }));
    watch?.onBase(base);
    base.once('lookup', (error) => {
      if (error) return;
      record.lookupMs = lap();
      record.phase = 'connect';
    });
    base.once('error', reject);
    base.once('connect', () => {
      base.off('error', reject);
      record.connectMs = lap();
      resolve(base);
    });
  });
}

function proxyTls(proxy: HttpProxy, way: Way) {
  return { hostname: proxy.hostname, secureContext: way.proxyContext(), pinnedFingerprint: null };
}

async function openTunnel(socket: Socket, place: Place, proxy: HttpProxy, { record, lap }: Climb): Promise<void> {
  record.phase = 'proxy';
  const host = isIP(place.hostname) === 6 ? `[${place.hostname}]` : place.hostname;
  const answer = await askForTunnel(socket, `${host}:${place.port}`, proxy).finally(() => {
    record.proxyMs = lap();
  });
  record.proxyAnswer = answer;
  if (answer.status === 407) throw new NetworkFault('PROXY_AUTH_REQUIRED');
  if (answer.status < 200 || answer.status > 299) throw new NetworkFault('PROXY_REFUSED');
}

/** Each call gives the milliseconds since the one before; clock readings never give a negative span. */
function stopwatch(clock: Clock): () => number {
  let since = clock.now();
  return () => {
    const now = clock.now();
    const spent = Math.max(0, now - since);
    since = now;
    return spent;
  };
}
