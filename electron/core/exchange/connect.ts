import { isIP, type Socket } from 'node:net';
import type { buildConnector } from 'undici';
import type { Clock } from '../ports.ts';
import type { ConnectionRecord } from './connection-record.ts';
import { NetworkFault } from './network-fault.ts';
import { type Opening, openConnection, type Way } from './open-connection.ts';

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

type Attempt = { origin: string; opening: Opening };

/** Opens connections one way and remembers whom they lead to. */
export function createConnector(clock: Clock, way: Way): Connector {
  const records = new WeakMap<Socket, ConnectionRecord>();
  const failures = new WeakMap<object, ConnectionRecord>();
  const attempts = new Set<Attempt>();

  const connect: buildConnector.connector = (options, callback) => {
    const opening = openConnection(placeOf(options), way, clock);
    const attempt = { origin: originOf(options), opening };
    attempts.add(attempt);
    opening.socket.then(
      (socket) => {
        attempts.delete(attempt);
        records.set(socket, opening.record);
        callback(null, socket);
      },
      (error: Error) => {
        attempts.delete(attempt);
        failures.set(error, opening.record);
        callback(error, null);
      },
    );
  };

  const attemptsOn = (origin: string | undefined) =>
    [...attempts].filter((attempt) => origin === undefined || attempt.origin === origin);

  return {
    connect,
    recordOf: (socket) => records.get(socket) ?? null,
    recordOfFailure: (error) => (error instanceof Error ? (failures.get(error) ?? null) : null),
    attemptOn: (origin) => attemptsOn(origin).at(-1)?.opening.record ?? null,
    giveUp(origin) {
      for (const { opening } of attemptsOn(origin)) opening.end(new NetworkFault('GIVEN_UP'));
    },
  };
}

function placeOf({ protocol, hostname, port, servername }: buildConnector.Options) {
  const isTls = protocol === 'https:';
  const place = { hostname, port: Number(port) || (isTls ? 443 : 80), isTls };
  return servername && isIP(hostname) === 0 ? { ...place, servername } : place;
}

function originOf({ protocol, host, hostname, port }: buildConnector.Options): string {
  return new URL(`${protocol}//${host ?? `${hostname}:${port}`}`).origin;
}
