import { createHash } from 'node:crypto';
import { Agent, type Dispatcher } from 'undici';
import { systemTrust } from '#shared/model/trust.ts';
import type { Clock } from '../ports.ts';
import { type Connector, createConnector } from './connect.ts';
import type { Identity } from './identity.ts';
import type { HttpProxy } from './proxy.ts';
import type { TrustStore } from './trust.ts';

/** Connections of one identity over one way, kept alive. Nobody else's calls ever go over them. */
export type Lane = {
  agent: Agent;
  connector: Connector;
  proxy: HttpProxy | null;
  /** It holds the key of a client certificate, or the login of a proxy. */
  holdsSecret: boolean;
  /** Calls under way per origin. */
  waiting: Map<string, number>;
  usedAt: number;
};

export type Lanes = {
  laneFor(identity: Identity, proxy: HttpProxy | null): Lane;
  /** Closes every lane that holds a secret, once the calls on it are over. */
  forgetSecrets(): void;
  dispose(): Promise<void>;
};

/** How long an idle connection is kept; a server that says less (`Keep-Alive: timeout=5`) is believed. */
const keepAliveMs = 30_000;
/** After this long an idle lane has no open connection left. */
const idleLaneMs = 2 * keepAliveMs;
const mostLanes = 16;

/** One undici agent per identity and proxy. Idle ones are closed when another is asked for; those in use never are. */
export function createLanes(clock: Clock, trust: TrustStore): Lanes {
  const lanes = new Map<string, Lane>();
  const closing = new Set<Promise<void>>();
  const plainContext = once(() => trust.contextFor({}));

  const open = (identity: Identity, proxy: HttpProxy | null): Lane => {
    const { trust: trusted = systemTrust, clientCertificate = null } = identity;
    const { pinnedFingerprint, extraCa } = trusted;
    const hasCertificate = clientCertificate !== null;
    const connector = createConnector(clock, {
      proxy,
      pinnedFingerprint,
      hasCertificate,
      secureContext: extraCa === null && !clientCertificate ? plainContext : once(() => trust.contextFor(identity)),
      proxyContext: extraCa === null ? plainContext : once(() => trust.contextFor({ trust: trusted })),
    });
    const holdsSecret = hasCertificate || (proxy !== null && proxy.authorization !== null);
    return { agent: newAgent(connector), connector, proxy, holdsSecret, waiting: new Map(), usedAt: clock.now() };
  };

  const close = (key: string, lane: Lane) => {
    lanes.delete(key);
    const closed = lane.agent.close().finally(() => closing.delete(closed));
    closing.add(closed);
  };

  /** Lanes stand in the order of their last use, so the first idle ones are the longest idle. */
  const closeIdle = () => {
    for (const [key, lane] of lanes) {
      const isOld = clock.now() - lane.usedAt > idleLaneMs;
      if (lane.waiting.size === 0 && (isOld || lanes.size >= mostLanes)) close(key, lane);
    }
  };

  return {
    laneFor(identity, proxy) {
      const key = laneKey(identity, proxy);
      const found = lanes.get(key);
      if (!found) closeIdle();
      const lane = found ?? open(identity, proxy);
      if (lanes.size > 1) lanes.delete(key);
      lanes.set(key, lane);
      lane.usedAt = clock.now();
      return lane;
    },
    forgetSecrets() {
      for (const [key, lane] of lanes) if (lane.holdsSecret) close(key, lane);
    },
    async dispose() {
      for (const { connector } of lanes.values()) connector.giveUp();
      await Promise.all([...[...lanes.values()].map(({ agent }) => agent.destroy()), ...closing]);
      lanes.clear();
    },
  };
}

/** Calls of the same key may share connections. Empty for nobody in particular on the direct way; else a hash. */
function laneKey({ trust = systemTrust, clientCertificate = null }: Identity, proxy: HttpProxy | null): string {
  const { extraCa, pinnedFingerprint } = trust;
  const parts = [extraCa, pinnedFingerprint, clientCertificate?.certificate, clientCertificate?.key, proxy?.key];
  if (parts.every((part) => part === null || part === undefined)) return '';
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}

/** The form a call takes on its lane: a proxy without a tunnel wants the whole URL, and its own login beside the call's. */
export function onLane(options: Dispatcher.DispatchOptions, { proxy }: Lane): Dispatcher.DispatchOptions {
  const headers = Array.isArray(options.headers) ? (options.headers as string[]) : [];
  const isForwarded = proxy !== null && String(options.origin).startsWith('http:');
  if (!isForwarded) return { ...options, headers: withoutProxyLogin(headers) };
  const hasOwn = headers.some((name, index) => index % 2 === 0 && isProxyLogin(name));
  const login = proxy.authorization === null || hasOwn ? [] : ['proxy-authorization', proxy.authorization];
  return { ...options, path: `${options.origin}${options.path}`, headers: [...headers, ...login] };
}

/** Typed by hand it still is for a proxy: without one, or behind a tunnel, it would tell the server itself. */
function withoutProxyLogin(headers: string[]): string[] {
  if (!headers.some((name, index) => index % 2 === 0 && isProxyLogin(name))) return headers;
  return headers.filter((_, index) => !isProxyLogin(headers[index - (index % 2)] ?? ''));
}

function isProxyLogin(name: string): boolean {
  return name.toLowerCase() === 'proxy-authorization';
}

function newAgent({ connect }: Connector): Agent {
  return new Agent({
    connect,
    allowH2: false,
    keepAliveTimeout: keepAliveMs,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
