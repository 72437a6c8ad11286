import type { HostInfo } from '#shared/model/host-info.ts';

/** The only source of time below the hosts. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
}

/**
 * Where the history database runs: off the main thread, in a worker (loopback) or a utility process (desktop). The host
 * starts `store/history-worker.ts` there and lends the two ends of the line. Messages are structured clones.
 */
export interface HistoryProcess {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when it ended for whatever reason. */
  onExit(listener: () => void): void;
  /** Ends it after what was posted has been answered. */
  stop(): Promise<void>;
}

/**
 * A key the operating system keeps for us. Only one 256-bit key is ever given to it; the records are sealed by the core.
 * Absent on a host or machine without a key store: the vault then starts memory-only and says so.
 */
export interface SystemKeyStore {
  /** Opaque text that only this user on this machine can open again. */
  wrap(key: Uint8Array): Promise<string>;
  /**
   * Throws when the key store is locked, absent or another one; the sealed data is kept in every case. `sayWrapAgain` is
   * called when the text still opens, but a newer or better key of the key store should take its place.
   */
  unwrap(wrapped: string, sayWrapAgain?: () => void): Promise<Uint8Array>;
}

/**
 * The proxy the system would take for a URL: the environment's variables on loopback, the system's settings and PAC on
 * desktop. Absent where a host knows of neither.
 */
export interface ProxyLookup {
  /**
   * `http://user:password@proxy:8080`, best first; the next is for when the one before cannot be reached. `direct` goes without
   * one; so does an empty list. `url` is an origin with a slash: no path, no query.
   */
  find(url: string): Promise<readonly string[]>;
}

/** Hands a file to the user: a save dialog on desktop, a download on loopback. */
export interface Desk {
  save(fileName: string, bytes: Uint8Array): Promise<{ saved: string | null; downloadPath: string | null }>;
}

/** How a program runs. */
export type RunOptions = {
  /** When it fires, the program is ended, and so are the programs it started. */
  signal: AbortSignal;
  /** Every line as it is printed, without its line break. */
  onLine(stream: 'stdout' | 'stderr', text: string): void;
  /** On top of the host's environment. */
  env?: Readonly<Record<string, string>>;
};

/** Programs of this machine, run without a shell. Absent where a host cannot run any. */
export interface Programs {
  /** Absolute path of the program of this name on the host's PATH; null when there is none. `.exe` need not be said. */
  find(name: string): string | null;
  /**
   * Runs it, without input, and resolves with its exit code when it has ended and all its lines were handed over; -1 when
   * a signal ended it. Rejects when it cannot be started.
   */
  run(path: string, args: readonly string[], options: RunOptions): Promise<number>;
}

/** Where log lines go. They pass through redaction before they get here. */
export interface LogSink {
  write(line: string): void;
}

/** What the core needs from whoever runs it, and nothing more. */
export type CorePorts = {
  clock: Clock;
  /** Absolute path of a folder that is ours. Created when absent. */
  dataDir: string;
  startHistory(databaseFile: string): HistoryProcess;
  /** Null where there is no trustworthy key store; `systemKeyStoreNote` then says why, in a sentence. */
  systemKeyStore: SystemKeyStore | null;
  systemKeyStoreNote: string | null;
  desk: Desk;
  proxyLookup?: ProxyLookup;
  programs?: Programs;
  log: LogSink;
  host: Pick<HostInfo, 'kind' | 'version'>;
  /** False when the user asked for no practice systems. */
  hasPractice: boolean;
};
