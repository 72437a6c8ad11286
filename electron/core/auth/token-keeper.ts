import type { TokenState } from '#shared/model/token.ts';
import type { ClientCertificate } from '../exchange/identity.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { Token } from './call-token-endpoint.ts';

export type Held = {
  token: Token;
  redactor: Redactor;
  /** What the token is bound to (RFC 8705, 3): a call that carries it must show the same certificate. Null for most. */
  certificate: ClientCertificate | null;
  /** False when its `exp` was past already when it came: server and token then keep time by different clocks. */
  believesExp: boolean;
};

/** Keeps tokens in memory, each under the hash of everything that shaped it, and which connection last used which. */
export type TokenKeeper = {
  /** The token of a connection whose public part is still what it was, fresh or not. */
  find(connectionId: string, shape: string): Held | null;
  /** Says which key a connection's login has now. The token of the login before goes, unless another connection uses it. */
  point(connectionId: string, login: { shape: string; key: string }): void;
  /** Keeps a token, unless all who asked for it were made to forget meanwhile. */
  hold(key: string, held: Held, now: number): void;
  /** Of the token last used by a connection, whatever became of its public part. */
  stateOf(connectionId: string): TokenState | null;
  forget(connectionId: string): void;
  clear(): void;
};

export function createTokenKeeper(): TokenKeeper {
  const held = new Map<string, Held>();
  const logins = new Map<string, { shape: string; key: string }>();
  const keysInUse = () => new Set([...logins.values()].map(({ key }) => key));

  return {
    find(connectionId, shape) {
      const login = logins.get(connectionId);
      return login?.shape === shape ? (held.get(login.key) ?? null) : null;
    },
    point(connectionId, login) {
      const before = logins.get(connectionId);
      logins.set(connectionId, login);
      if (before && !keysInUse().has(before.key)) held.delete(before.key);
    },
    hold(key, one, now) {
      // An expired one is of use to `stateOf` only, and then only while a connection still points to it.
      const inUse = keysInUse();
      for (const [other, { token }] of held) {
        if (token.state.expiresAt < now && !inUse.has(other)) held.delete(other);
      }
      if (inUse.has(key)) held.set(key, one);
    },
    stateOf(connectionId) {
      const login = logins.get(connectionId);
      return (login && held.get(login.key)?.token.state) ?? null;
    },
    forget(connectionId) {
      const login = logins.get(connectionId);
      logins.delete(connectionId);
      if (login && !keysInUse().has(login.key)) held.delete(login.key);
    },
    clear: () => held.clear(),
  };
}

/**
 * A token is renewed a minute before its end, or a tenth of its life if that is less, so that it does not end on the way. Its
 * life is counted by our clock from when it came; where the server's clock is known, its own `exp` has a say, too: our
 * clock may have been set since.
 */
export function isFresh({ fetchedAt, expiresAt, claims }: TokenState, now: number, skewMs: number | null): boolean {
  const margin = Math.min(60_000, (expiresAt - fetchedAt) * 0.1);
  if (now >= expiresAt - margin) return false;
  const exp = claims?.exp;
  return skewMs === null || typeof exp !== 'number' || now + skewMs < exp * 1000 - margin;
}
