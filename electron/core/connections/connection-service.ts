import { randomUUID } from 'node:crypto';
import type { NewConnection, SecretInput } from '#shared/contract/connections.ts';
import type { Connection, ConnectionView } from '#shared/model/connection.ts';
import type { ClientAuthentication, Credential } from '#shared/model/credential.ts';
import { credentialProblems } from './credential-problems.ts';
import { type GivenSecret, givenSecret, neededSecret, type ReadKeyFile } from './given-secret.ts';
import type { HeldKeys } from './held-keys.ts';
import type { KeptConnections, KeptDependencies } from './kept-connections.ts';
import { certificateEnd, connectionOf, freeName, noIdentity } from './key-connection.ts';
import { refuseInvalid } from './problem.ts';
import { normaliseTrust, trustProblems } from './trust-problems.ts';

export type ConnectionDependencies = Omit<KeptDependencies, 'loginStateOf'> & {
  held: HeldKeys;
  readKeyFile: ReadKeyFile;
};

type Change = { id: string } & {
  [K in 'name' | 'variables' | 'credential' | 'isProduction' | 'colour' | 'trust']?: Connection[K] | undefined;
} & { clientAuthentication?: ClientAuthentication | undefined; scope?: string | undefined };

export type ConnectionService = ReturnType<typeof createConnectionService>;

/** What a person does with connections. Every change is on disk before it is answered. */
export function createConnectionService(kept: KeptConnections, deps: ConnectionDependencies) {
  const { clock, store, secrets, held, forgetLogin } = deps;
  const { find, keep, view } = kept;

  return {
    find,
    list: (): ConnectionView[] => store.list().map(view),

    async create({ secret: input, ...parts }: NewConnection & { secret: SecretInput | null }): Promise<ConnectionView> {
      refuseInvalid(credentialProblems(parts.credential));
      const given = input === null ? null : await givenSecret(parts.credential, input, deps);
      const credential = withCertificateEnd(parts.credential, given);
      const identity = given?.identity ?? noIdentity;
      const now = clock.now();
      const wanted = { id: randomUUID(), now, takenNames: [], isPractice: false };
      const created = await keep(connectionOf({ ...parts, credential, identity }, null, wanted), given?.secret ?? null);
      if (input?.kind === 'held') held.forget(input.id);
      return created;
    },

    async update({ id, clientAuthentication, scope, ...change }: Change): Promise<ConnectionView> {
      const before = find(id);
      const credential = changedCredential(before.credential, {
        credential: change.credential,
        clientAuthentication,
        scope,
      });
      if (credential !== before.credential) refuseInvalid(credentialProblems(credential));
      const trust = change.trust === undefined ? before.trust : normaliseTrust(change.trust);
      if (change.trust !== undefined) refuseInvalid(trustProblems(trust));
      const after = { ...before, ...withoutUndefined(change), credential, trust };
      store.put(after);
      if (isAnother(before, after)) forgetLogin(id);
      if (neededSecret(before.credential) !== neededSecret(credential)) await secrets.remove(id);
      return view(after);
    },

    async setSecret({ id, secret: input }: { id: string; secret: SecretInput }): Promise<ConnectionView> {
      const given = await givenSecret(find(id).credential, input, deps);
      const connection = find(id);
      const credential = withCertificateEnd(connection.credential, given);
      const changed = await keep({ ...connection, credential }, given.secret);
      if (input.kind === 'held') held.forget(input.id);
      return changed;
    },

    async duplicate(id: string): Promise<ConnectionView> {
      const original = find(id);
      const copy: Connection = {
        ...original,
        id: randomUUID(),
        name: freeName(`${original.name.slice(0, 75).trim()} copy`, kept.names()),
        isPractice: false,
        createdAt: clock.now(),
        lastUsedAt: null,
      };
      await secrets.copy(id, copy.id);
      return keep(copy, null);
    },

    async remove(id: string): Promise<void> {
      find(id);
      await secrets.remove(id);
      store.remove(id);
      forgetLogin(id);
    },
  };
}

/** When its certificate ends is read off the secret and never believed of the form. */
function withCertificateEnd(credential: Credential, given: GivenSecret | null): Credential {
  if (credential.kind !== 'oauth2-client-credentials') return credential;
  return { ...credential, certificateExpiresAt: given === null ? null : certificateEnd(given.secret) };
}

type CredentialChange = {
  credential: Credential | undefined;
  clientAuthentication: ClientAuthentication | undefined;
  scope: string | undefined;
};

/** The same object when nothing is to change. */
function changedCredential(
  before: Credential,
  { credential, clientAuthentication, scope }: CredentialChange,
): Credential {
  const next = credential ?? before;
  if (next.kind !== 'oauth2-client-credentials') return next;
  const isSameSecret = before.kind === next.kind && before.secretKind === next.secretKind;
  const certificateExpiresAt = isSameSecret ? before.certificateExpiresAt : null;
  if (credential === undefined && clientAuthentication === undefined && scope === undefined) return before;
  return {
    ...next,
    certificateExpiresAt,
    clientAuthentication: clientAuthentication ?? next.clientAuthentication,
    scope: scope ?? next.scope,
  };
}

/** What a token or a session was made for. */
function isAnother(before: Connection, after: Connection): boolean {
  const shape = ({ credential, trust }: Connection) => JSON.stringify([credential, trust]);
  return shape(before) !== shape(after);
}

function withoutUndefined<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
