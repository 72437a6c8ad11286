import { assertionClaims } from '#shared/jwt/assertion-claims.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { HeaderLine } from '#shared/model/exchange.ts';
import type { CallPreview, LoginPreview } from '#shared/model/preview.ts';
import { authorise, proofOf } from '../auth/authorise.ts';
import { prepareTokenCall } from '../auth/call-token-endpoint.ts';
import { headersOf, type Proof, proofSecrets } from '../auth/proof.ts';
import { provenBy, serverNow, withId } from '../auth/prove-client.ts';
import { asTokenCredential } from '../auth/token-credential.ts';
import { loginSecrets } from '../auth/token-secrets.ts';
import { type PreparedRequest, prepareRequest } from '../exchange/prepare-request.ts';
import { connectionOf } from '../exchange/send-exchange.ts';
import { createRedactor } from '../redact/redactor.ts';
import { redactHeaders, typedSecrets } from '../redact/typed-secrets.ts';
import type { ConnectionStore } from '../store/connections.ts';
import type { SettingsStore } from '../store/settings.ts';
import { showCall } from './call-preview.ts';
import { type RehearsalDependencies, rehearsedClientProof, rehearsedProofs } from './rehearsed-proofs.ts';
import { createStandIns, type StandIns } from './stand-ins.ts';

export type Previewer = {
  /** What authorising a connection would send and sign now. @throws Failure CREDENTIAL_INVALID */
  login(connection: Connection): Promise<LoginPreview>;
  /**
   * A draft as it would go out now.
   * @throws Failure as sending does: CONNECTION_NOT_FOUND, VARIABLE_UNKNOWN, DRAFT_INVALID, CREDENTIAL_INVALID
   */
  call(draft: Draft): Promise<CallPreview>;
};

export type PreviewerDependencies = RehearsalDependencies & {
  connections: Pick<ConnectionStore, 'get'>;
  settings: Pick<SettingsStore, 'get'>;
  version: string;
};

/**
 * Shows what would be sent, built by the very functions that send it. Secrets stand by their pseudonyms; what is not at hand
 * stands by a name that says so. Nothing is sent, fetched, signed or unlocked.
 */
export function createPreviewer(deps: PreviewerDependencies): Previewer {
  const { connections, settings, version } = deps;
  return {
    async login(connection) {
      const standIns = createStandIns();
      return {
        tokenCall: await tokenCallOf(connection, standIns, deps),
        assertion: assertionOf(connection, deps),
        additions: await additionsOf(connection, standIns, deps),
      };
    },
    async call(draft) {
      const standIns = createStandIns();
      const connection = connectionOf(draft, connections);
      const prepared = prepareRequest(draft, connection?.variables ?? {}, version);
      const { request, login, certificate } = await authorise(connection, prepared, rehearsedProofs(deps, standIns));
      const redactor = (login?.redactor ?? createRedactor([])).and(typedSecrets(prepared.headers));
      const { proxy } = settings.get();
      return showCall({ request, redactor, standIns, connection, proxy, hasCertificate: certificate !== null });
    },
  };
}

async function tokenCallOf(connection: Connection, standIns: StandIns, deps: PreviewerDependencies) {
  const credential = asTokenCredential(connection.credential);
  if (credential === null) return null;
  const proven = provenBy(credential, await rehearsedClientProof(connection, credential, deps, standIns));
  return showCall({
    request: prepareTokenCall(proven, deps.version),
    redactor: createRedactor(loginSecrets(proven)),
    standIns,
    connection,
    proxy: deps.settings.get().proxy,
    hasCertificate: credential.kind === 'oauth2-client-credentials' && credential.secretKind === 'x509',
  });
}

function assertionOf(connection: Connection, { clock, tokens }: RehearsalDependencies): LoginPreview['assertion'] {
  const { credential } = connection;
  if (credential.kind !== 'assertion') return null;
  const isOnce = asTokenCredential(credential) !== null;
  return assertionClaims(
    isOnce ? withId(credential, 'another one each time') : credential,
    serverNow(connection.id, clock, tokens.skew),
  );
}

/** Where a proof goes does not depend on the call it goes into. */
const anyCall: PreparedRequest = { method: 'GET', url: new URL('https://host.invalid/'), headers: [], body: null };

async function additionsOf(
  connection: Connection,
  standIns: StandIns,
  deps: RehearsalDependencies,
): Promise<HeaderLine[]> {
  const source = rehearsedProofs(deps, standIns);
  if (connection.credential.kind === 'none') return [];
  if (asTokenCredential(connection.credential) !== null) {
    const { token } = await source.token(connection);
    return token === null ? [] : shownLines({ kind: 'bearer', value: token.value, isAssertion: false }, standIns);
  }
  const { proof } = await proofOf(connection, anyCall, source);
  return shownLines(proof, standIns);
}

function shownLines(proof: Proof, standIns: StandIns): HeaderLine[] {
  const lines = redactHeaders([...headersOf(proof), ...elsewhere(proof)], createRedactor(proofSecrets(proof)));
  return lines.map(({ name, value }) => ({ name, value: standIns.name(value) }));
}

/** A proof that goes into the body or the address, as a line of its own. */
function elsewhere(proof: Proof): HeaderLine[] {
  if (proof.kind === 'body-property') return [{ name: `body property ${proof.property}`, value: proof.value }];
  const isInQuery = proof.kind === 'api-key' && proof.in === 'query';
  return isInQuery ? [{ name: `query parameter ${proof.name}`, value: proof.value }] : [];
}
