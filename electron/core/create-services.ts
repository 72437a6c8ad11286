import { liveProofs } from './auth/live-proofs.ts';
import { identityOf } from './auth/prove-client.ts';
import { createAuthorityService } from './authorities/authority-service.ts';
import { secretsInPlay } from './authorities/secrets-in-play.ts';
import { createConnectionService } from './connections/connection-service.ts';
import { createKeptConnections, type KeptConnections } from './connections/kept-connections.ts';
import { createKeyService } from './connections/key-service.ts';
import { createTokenVerification } from './connections/token-verification.ts';
import { createTransferService } from './connections/transfer-service.ts';
import type { Stores } from './create-core.ts';
import type { Logins } from './create-logins.ts';
import { createDiagnosisService, type DiagnosisService } from './diagnosis/diagnosis-service.ts';
import { createWitnesses } from './diagnosis/witnesses.ts';
import { createDoctor } from './doctor/diagnose.ts';
import { fetchJson } from './exchange/fetch-json.ts';
import { Failure } from './failure.ts';
import { readKeyFile } from './keys/read-key-file.ts';
import type { Log } from './log.ts';
import type { CorePorts } from './ports.ts';
import { createPracticeService, type PracticeService } from './practice/practice-service.ts';
import { createPreviewer } from './preview/preview.ts';
import type { Services } from './services.ts';
import { createSettingsService } from './settings/settings-service.ts';
import { createSupportService } from './support/support-service.ts';

/** One service per noun of the contract, over the stores and the logins. */
export function createServices(ports: CorePorts, stores: Stores, logins: Logins, log: Log): Services {
  const { clock, desk, host } = ports;
  const { secrets, tokens, transmitter } = logins;
  const kept = createKeptConnections({
    clock,
    secrets,
    store: stores.connections,
    loginStateOf: ({ id }) => ({ token: tokens.stateOf(id), clockSkewMs: tokens.skew.of(id) }),
    forgetLogin: tokens.forget,
  });
  const practice = createPracticeService({
    clock,
    desk,
    kept,
    isAllowed: ports.hasPractice,
    connectionOf: stores.connections.get,
    forgetLogin: tokens.forget,
  });
  const diagnoser = createDiagnosis(logins, kept, practice.wake);
  const tokenServices = createTokenServices(logins, kept, practice.wake);
  return {
    log,
    secrets,
    practice,
    authorities: createAuthorityService({
      clock,
      desk,
      programs: ports.programs ?? null,
      files: stores.authorityFiles,
      find: kept.find,
      renew: tokenServices.renew,
      updatePractice: practice.updateService,
      secretsOf: (connection) => secretsInPlay(connection, logins),
    }),
    drafts: stores.drafts,
    history: stores.history,
    hostInfo: () => ({ ...host, notices: stores.notices }),
    connections: {
      ...createConnections({ clock, desk }, stores, logins, kept, practice),
      ...diagnoser,
    },
    tokens: tokenServices,
    diagnosis: createExplaining(ports, stores, logins, practice.wake, diagnoser, tokenServices),
    support: createSupport(ports, stores, logins, log),
    settings: createSettingsService({ store: stores.settings, secrets, forgetLogins: transmitter.forgetSecrets }),
    exchanges: {
      async send({ draft, ...options }, signal) {
        await practice.wake(draft.connectionId);
        await secrets.touch();
        return logins.sender.send(draft, { ...options, signal });
      },
      async get(id) {
        const exchange = await stores.history.get(id);
        if (exchange === null) throw new Failure('ENTRY_NOT_FOUND', 'This entry is no longer in history.');
        return exchange;
      },
    },
  };
}

function createSupport({ clock, desk, host }: CorePorts, stores: Stores, { secrets, tokens }: Logins, log: Log) {
  return createSupportService({
    clock,
    desk,
    host,
    log,
    history: stores.history,
    settings: stores.settings,
    connectionOf: stores.connections.get,
    skewOf: tokens.skew.of,
    vaultKind: () => secrets.status().kind,
  });
}

function createConnections(
  { clock, desk }: Pick<CorePorts, 'clock' | 'desk'>,
  stores: Stores,
  { held, secrets, tokens }: Logins,
  kept: KeptConnections,
  practice: PracticeService,
): Omit<Services['connections'], 'diagnose'> {
  const store = stores.connections;
  return {
    ...createConnectionService(kept, { clock, store, secrets, held, readKeyFile, forgetLogin: tokens.forget }),
    ...createKeyService({
      store,
      secrets,
      held,
      readKeyFile,
      kept,
      isPracticeAccount: ({ credential }) => practice.isPracticeAccount(credential),
    }),
    ...createTransferService({ clock, desk, store, kept }),
  };
}

type Wake = (connectionId: string | null) => Promise<void>;

function createDiagnosis(logins: Logins, { find }: KeptConnections, wake: Wake) {
  const { secrets, tokens, sender, wire } = logins;
  const doctor = createDoctor({
    ...wire,
    proofsFor: (leash) => liveProofs({ ...wire, tokens }, { isNew: true, leash }),
    certificateOf: (connection) => tokens.atHand(connection)?.certificate ?? null,
    send: (draft, signal) => sender.send(draft, { renewToken: false, signal }),
  });
  return {
    async diagnose(connectionId: string, signal: AbortSignal | undefined) {
      await wake(connectionId);
      await secrets.touch();
      return doctor.diagnose(find(connectionId), signal);
    },
  };
}

function createExplaining(
  { clock }: Pick<CorePorts, 'clock'>,
  { connections, history }: Stores,
  { secrets, sender, tokens }: Logins,
  wake: Wake,
  { diagnose }: Pick<Services['connections'], 'diagnose'>,
  { verify }: Pick<Services['tokens'], 'verify'>,
): DiagnosisService {
  return createDiagnosisService({
    witnesses: createWitnesses({ clock, history, connectionOf: connections.get }),
    async send(draft, options) {
      await wake(draft.connectionId);
      await secrets.touch();
      return sender.send(draft, options);
    },
    diagnose: ({ id }, signal) => diagnose(id, signal),
    verify: ({ id }) =>
      verify({ subject: { kind: 'connection', connectionId: id }, against: { kind: 'connection-key' }, flip: null }),
    tokenAtHand: (connectionId) => tokens.stateOf(connectionId)?.tag ?? null,
    forgetSession: tokens.sessions.forget,
  });
}

function createTokenServices(
  { secrets, tokens, wire }: Logins,
  { find }: KeptConnections,
  wake: Wake,
): Services['tokens'] {
  const verification = createTokenVerification({
    clock: wire.clock,
    secrets,
    find,
    signer: tokens.signer,
    tokenAtHand: (connection) => tokens.atHand(connection)?.token.value ?? null,
    fetchJson: (url, connection, certificate) =>
      fetchJson(url, identityOf(connection, wire.settings, certificate), wire),
  });
  const previewer = createPreviewer({ ...wire, secrets, tokens });
  return {
    ...verification,
    async renew(connectionId) {
      await wake(connectionId);
      await secrets.touch();
      return (await tokens.renew(find(connectionId))).token.state;
    },
    dropSession: tokens.sessions.forget,
    async preview(connectionId) {
      await wake(connectionId);
      return previewer.login(find(connectionId));
    },
    async previewCall(draft) {
      await wake(draft.connectionId);
      return previewer.call(draft);
    },
  };
}
