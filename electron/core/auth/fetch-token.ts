import type { Connection } from '#shared/model/connection.ts';
import { createLeash, type Leash, type LeashEnd } from '../exchange/leash.ts';
import type { Secret } from '../store/secrets.ts';
import type { SettingsStore } from '../store/settings.ts';
import { callTokenEndpoint, type TokenCallDependencies } from './call-token-endpoint.ts';
import { createFlights } from './flights.ts';
import { boundCertificate, type Fetched } from './login-outcome.ts';
import { loginOf } from './prove-client.ts';
import type { AssertionSigner } from './sign-assertion.ts';
import { clientKeyOf, type TokenCredential } from './token-credential.ts';
import { type Held, isFresh } from './token-keeper.ts';

/** A token to be fetched. `key` is the hash of everything that shapes it. */
export type TokenOrder = { key: string; connection: Connection; credential: TokenCredential; secret: Secret };

export type TokenFetcher = {
  /** Joins the call under way for the same token, or makes one. @throws Failure CREDENTIAL_INVALID */
  fetch(order: TokenOrder, leash: Leash): Promise<Fetched | LeashEnd>;
  /** Epoch ms until which the endpoint wants to be left alone by this client; null when it may be called. */
  waitsUntil(credential: TokenCredential): number | null;
  /** Ends all that is under way and waits for it. */
  endAll(): Promise<void>;
};

export type TokenFetcherDependencies = TokenCallDependencies & {
  settings: SettingsStore;
  signer: AssertionSigner;
  /** Called before anybody who waits for the token goes on. */
  onToken(key: string, held: Held): void;
};

/** Calls token endpoints, one call per token at a time, and remembers which endpoint asked for a pause (429). */
export function createTokenFetcher(deps: TokenFetcherDependencies): TokenFetcher {
  const { clock, settings, skew, onToken } = deps;
  const flights = createFlights<Fetched>();
  const waits = new Map<string, number>();

  const call = async ({ key, connection, credential, secret }: TokenOrder, signal: AbortSignal): Promise<Fetched> => {
    const leash = createLeash(settings.get().deadlineMs, signal);
    try {
      const login = await loginOf(connection, credential, secret, deps);
      const called = await callTokenEndpoint(login, leash, deps);
      const { retryAt, result, redactor } = called;
      if (retryAt !== null) waits.set(clientKeyOf(credential), retryAt);
      const certificate = boundCertificate(called, login.identity);
      if (result.ok) {
        const { token } = result;
        const believesExp = isFresh(token.state, clock.now(), skew.of(connection.id));
        onToken(key, { token, redactor, certificate, believesExp });
      }
      return { call: called, certificate };
    } finally {
      leash.release();
    }
  };

  return {
    fetch: (order, leash) => flights.join(order.key, (signal) => call(order, signal), leash),
    waitsUntil(credential) {
      const client = clientKeyOf(credential);
      const until = waits.get(client) ?? 0;
      if (until > clock.now()) return until;
      waits.delete(client);
      return null;
    },
    endAll: flights.endAll,
  };
}
