import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { DiagnosticsChannel } from 'undici';
import type { Clock, ProxyLookup } from '../ports.ts';
import type { ConnectionRecord } from './connection-record.ts';
import { flyHop, type HopPorts, type HopResult, type HopTask, type OnSent } from './hop-flight.ts';
import { createLanes, type Lane, onLane } from './lanes.ts';
import type { Leash } from './leash.ts';
import { faultOfLeash } from './network-fault.ts';
import { type HttpProxy, type ReadProxyPassword, routeTo } from './proxy.ts';
import { createTrust } from './trust.ts';
import { createWayOrder } from './way-order.ts';

/** Puts one request on the wire and follows it to its end. */
export type Transmitter = {
  /** Never rejects: how it ended is in the result. */
  transmit(task: HopTask): Promise<HopResult>;
  /** Drops the keys of client certificates and the logins of proxies; calls under way go on to their end. */
  forgetSecrets(): void;
  /** Ends what is under way and closes every connection. */
  dispose(): Promise<void>;
};

export type TransmitterOptions = {
  clock: Clock;
  /** Asked when an identity leaves the choice of proxy to the system. */
  proxyLookup?: ProxyLookup | undefined;
  /** Asked when the settings name a user of their proxy. */
  readProxyPassword?: ReadProxyPassword | undefined;
  /** PEM certificates trusted besides those of Node and of the operating system. */
  trustedCertificates?: readonly string[];
};

type Starting = { onSent: OnSent; lane: Lane };

export function createTransmitter(options: TransmitterOptions): Transmitter {
  const { clock, proxyLookup = null, readProxyPassword = null, trustedCertificates = [] } = options;
  const lanes = createLanes(clock, createTrust(trustedCertificates));
  const order = createWayOrder(clock);

  /**
   * undici tells a handler that its request starts, and then, in the same turn, tells this channel on which socket and with
   * which header text. That pair is the only way to know what was really sent, and over which connection.
   */
  let starting: Starting | null = null;
  const onSendHeaders = (message: unknown) => {
    if (starting === null) return;
    const { onSent, lane } = starting;
    starting = null;
    const { headers, socket } = message as DiagnosticsChannel.ClientSendHeadersMessage;
    onSent(headers, countUse(lane.connector.recordOf(socket as Socket)));
  };
  const sendHeaders = channel('undici:client:sendHeaders');
  sendHeaders.subscribe(onSendHeaders);

  const portsOn = (lane: Lane, origin: string): HopPorts => ({
    clock,
    connector: lane.connector,
    waySecrets: lane.proxy?.secrets ?? [],
    dispatch: (dispatched, handler) => lane.agent.dispatch(onLane(dispatched, lane), handler),
    announce: (onSent) => {
      starting = { onSent, lane };
    },
    /** A connection nobody waits for any more is not worth finishing. */
    abandon: () => {
      if (lane.waiting.get(origin) === 1) lane.connector.giveUp(origin);
    },
  });

  const waysOf = async ({ request, identity, leash }: HopTask) => {
    if (identity?.proxy === undefined) return [null];
    const asked = routeTo(request.url, identity.proxy, { proxyLookup, readProxyPassword });
    return (await withinLeash(asked, leash)).ways;
  };

  const flyOn = (task: HopTask, way: HttpProxy | null): Promise<HopResult> => {
    const { origin } = task.request.url;
    const lane = lanes.laneFor(task.identity ?? {}, way);
    const leave = enter(lane, origin);
    return flyHop(task, portsOn(lane, origin)).finally(leave);
  };

  /** The next way is for when one cannot be reached; nothing was written then, so nothing is sent twice. */
  const flyOnFirstOpen = async (task: HopTask, ways: readonly (HttpProxy | null)[]): Promise<HopResult> => {
    const [way = null, ...others] = ways;
    const result = await flyOn(task, way);
    if (!isUnreached(result) || task.leash.ended !== null || others.length === 0) return result;
    if (way === null) return flyOnFirstOpen(task, others);
    order.noteUnreachable(way);
    const onward = await flyOnFirstOpen(task, others);
    return { ...onward, detours: [way.address, ...(onward.detours ?? [])] };
  };

  return {
    async transmit(task) {
      let ways: readonly (HttpProxy | null)[];
      try {
        ways = await waysOf(task);
      } catch (error) {
        return stillborn(error, clock);
      }
      return flyOnFirstOpen(task, order.sort(ways));
    },
    forgetSecrets: lanes.forgetSecrets,
    async dispose() {
      sendHeaders.unsubscribe(onSendHeaders);
      await lanes.dispose();
    },
  };
}

/** No connection came about: neither to the proxy on the way, nor to the host on the direct one. */
export function isUnreached({
  error,
  phase,
  sentHeaders,
}: Pick<HopResult, 'error' | 'phase' | 'sentHeaders'>): boolean {
  return error !== null && sentHeaders === null && (phase === 'lookup' || phase === 'connect');
}

/** Counts a call in; what it returns counts it out. */
function enter({ waiting }: Lane, origin: string): () => void {
  waiting.set(origin, (waiting.get(origin) ?? 0) + 1);
  return () => {
    const left = (waiting.get(origin) ?? 1) - 1;
    if (left > 0) waiting.set(origin, left);
    else waiting.delete(origin);
  };
}

/** The settings of a system may come over the network (PAC), so even this question is held to its time. */
export function withinLeash<T>(asked: Promise<T>, leash: Leash): Promise<T> {
  return new Promise((resolve, reject) => {
    const release = leash.onEnd((end) => reject(faultOfLeash(end)));
    asked.then(resolve, reject).finally(release);
  });
}

/** The result of a call that has no way to its host. */
function stillborn(error: unknown, clock: Clock): HopResult {
  const now = clock.now();
  return {
    head: null,
    error,
    phase: 'proxy',
    sentHeaders: null,
    connection: null,
    isConnectionReused: false,
    marks: { startedAt: now, sentAt: null, firstByteAt: null, endedAt: now },
  };
}

function countUse(record: ConnectionRecord | null): { record: ConnectionRecord | null; isReused: boolean } {
  if (record === null) return { record, isReused: false };
  record.uses += 1;
  return { record, isReused: record.uses > 1 };
}
