import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { Agent, type DiagnosticsChannel } from 'undici';
import type { Clock } from '../ports.ts';
import { type ConnectionRecord, createConnector } from './connect.ts';
import { flyHop, type HopResult, type HopTask, type OnSent } from './hop-flight.ts';
import { createTrust } from './trust.ts';

/** Puts one request on the wire and follows it to its end. */
export type Transmitter = {
  /** Never rejects: how it ended is in the result. */
  transmit(task: HopTask): Promise<HopResult>;
  /** Ends what is under way and closes every connection. */
  dispose(): Promise<void>;
};

export type TransmitterOptions = {
  clock: Clock;
  /** PEM certificates trusted besides those of Node and of the operating system. */
  trustedCertificates?: readonly string[];
};

/** How long an idle connection is kept; a server that says less (`Keep-Alive: timeout=5`) is believed. */
const keepAliveMs = 30_000;

export function createTransmitter({ clock, trustedCertificates = [] }: TransmitterOptions): Transmitter {
  const connector = createConnector(clock, createTrust(trustedCertificates));
  const agent = new Agent({
    connect: connector.connect,
    allowH2: false,
    keepAliveTimeout: keepAliveMs,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const waiting = new Map<string, number>();

  /**
   * undici tells a handler that its request starts, and then, in the same turn, tells this channel on which socket and with
   * which header text. That pair is the only way to know what was really sent, and over which connection.
   */
  let starting: OnSent | null = null;
  const onSendHeaders = (message: unknown) => {
    const onSent = starting;
    if (onSent === null) return;
    starting = null;
    const { headers, socket } = message as DiagnosticsChannel.ClientSendHeadersMessage;
    onSent(headers, countUse(connector.recordOf(socket as Socket)));
  };
  const sendHeaders = channel('undici:client:sendHeaders');
  sendHeaders.subscribe(onSendHeaders);

  return {
    async transmit(task) {
      const { origin } = task.request.url;
      waiting.set(origin, (waiting.get(origin) ?? 0) + 1);
      try {
        return await flyHop(task, {
          clock,
          connector,
          dispatch: (options, handler) => agent.dispatch(options, handler),
          announce: (onSent) => {
            starting = onSent;
          },
          /** A connection nobody waits for any more is not worth finishing. */
          abandon: () => {
            if (waiting.get(origin) === 1) connector.giveUp(origin);
          },
        });
      } finally {
        const left = (waiting.get(origin) ?? 1) - 1;
        if (left > 0) waiting.set(origin, left);
        else waiting.delete(origin);
      }
    },
    async dispose() {
      sendHeaders.unsubscribe(onSendHeaders);
      connector.giveUp();
      await agent.destroy();
    },
  };
}

function countUse(record: ConnectionRecord | null): { record: ConnectionRecord | null; isReused: boolean } {
  if (record === null) return { record, isReused: false };
  record.uses += 1;
  return { record, isReused: record.uses > 1 };
}
