import { implement, ORPCError } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import { Failure } from './failure.ts';
import type { Services } from './services.ts';

/**
 * The contract, answered. Handlers hold no logic: each is one call of a service. This is the one place where a `Failure`
 * becomes the contract's error of the same code; any other error is logged and crosses as an internal error without its text.
 */
export function createRouter(services: Services) {
  const api = createApi(services);
  return api.router({
    authorities: {
      file: api.authorities.file.handler(({ input }) => services.authorities.file(input.connectionId)),
      saveFile: api.authorities.saveFile.handler(({ input }) => services.authorities.saveFile(input)),
      export: api.authorities.export.handler(({ input }) => services.authorities.export(input.text)),
      cf: api.authorities.cf.handler(({ signal }) => services.authorities.cf(signal)),
      apply: api.authorities.apply.handler(({ input, signal }) => services.authorities.apply(input, signal)),
    },
    connections: connectionsHandlers(api, services),
    diagnosis: diagnosisHandlers(api, services),
    drafts: draftsHandlers(api, services),
    exchanges: exchangesHandlers(api, services),
    history: historyHandlers(api, services),
    host: hostHandlers(api, services),
    practice: practiceHandlers(api, services),
    settings: settingsHandlers(api, services),
    support: supportHandlers(api, services),
    tokens: tokensHandlers(api, services),
    vault: vaultHandlers(api, services),
  });
}

export type CoreRouter = ReturnType<typeof createRouter>;

type Api = ReturnType<typeof createApi>;

function createApi({ log }: Services) {
  return implement(contract).use(async ({ next, path }) => {
    try {
      return await next();
    } catch (error) {
      if (error instanceof Failure) throw asContractError(error);
      if (error instanceof ORPCError) throw error;
      log.error(`${path.join('.')} failed`, error);
      throw new ORPCError('INTERNAL_SERVER_ERROR', {
        message: 'Something broke inside Gatewright. Its log says where.',
      });
    }
  });
}

function connectionsHandlers(api: Api, services: Services) {
  return {
    list: api.connections.list.handler(() => services.connections.list()),
    importKey: api.connections.importKey.handler(({ input }) => services.connections.importKey(input)),
    readKey: api.connections.readKey.handler(({ input }) => services.connections.readKey(input)),
    create: api.connections.create.handler(({ input }) => services.connections.create(input)),
    update: api.connections.update.handler(({ input }) => services.connections.update(input)),
    setSecret: api.connections.setSecret.handler(({ input }) => services.connections.setSecret(input)),
    duplicate: api.connections.duplicate.handler(({ input }) => services.connections.duplicate(input.id)),
    remove: api.connections.remove.handler(({ input }) => services.connections.remove(input.id)),
    export: api.connections.export.handler(({ input }) => services.connections.export(input.ids)),
    import: api.connections.import.handler(({ input }) => services.connections.import(input.file)),
    diagnose: api.connections.diagnose.handler(({ input, signal }) => services.connections.diagnose(input.id, signal)),
  };
}

function diagnosisHandlers(api: Api, services: Services) {
  return {
    explain: api.diagnosis.explain.handler(({ input }) => services.diagnosis.explain(input.id)),
    probe: api.diagnosis.probe.handler(({ input, signal }) => services.diagnosis.probe(input, signal)),
  };
}

function draftsHandlers(api: Api, services: Services) {
  return {
    list: api.drafts.list.handler(() => services.drafts.list()),
    save: api.drafts.save.handler(({ input }) => services.drafts.put(input)),
    remove: api.drafts.remove.handler(({ input }) => services.drafts.remove(input.id)),
  };
}

function exchangesHandlers(api: Api, services: Services) {
  return {
    send: api.exchanges.send.handler(({ input, signal }) => services.exchanges.send(input, signal)),
    get: api.exchanges.get.handler(({ input }) => services.exchanges.get(input.id)),
  };
}

function historyHandlers(api: Api, services: Services) {
  return {
    list: api.history.list.handler(({ input }) => services.history.list(input)),
    stops: api.history.stops.handler(() => services.history.stops()),
    remove: api.history.remove.handler(({ input }) => services.history.remove(input.id)),
    clear: api.history.clear.handler(() => services.history.clear()),
  };
}

function hostHandlers(api: Api, services: Services) {
  return {
    info: api.host.info.handler(() => services.hostInfo()),
  };
}

function practiceHandlers(api: Api, services: Services) {
  return {
    status: api.practice.status.handler(({ input }) => services.practice.status(input)),
    start: api.practice.start.handler(({ input }) => services.practice.start(input)),
    updateService: api.practice.updateService.handler(({ input }) =>
      services.practice.updateService(input.authorities),
    ),
    logInAs: api.practice.logInAs.handler(({ input }) => services.practice.logInAs(input)),
    setSwitch: api.practice.setSwitch.handler(({ input }) => services.practice.setSwitch(input)),
    clearFaults: api.practice.clearFaults.handler(({ input }) => services.practice.clearFaults(input)),
    saveServiceKey: api.practice.saveServiceKey.handler(({ input }) => services.practice.saveServiceKey(input)),
  };
}

function settingsHandlers(api: Api, services: Services) {
  return {
    get: api.settings.get.handler(() => services.settings.get()),
    setProxyPassword: api.settings.setProxyPassword.handler(({ input }) => services.settings.setProxyPassword(input)),
    update: api.settings.update.handler(({ input }) => services.settings.update(input)),
  };
}

function supportHandlers(api: Api, services: Services) {
  return {
    open: api.support.open.handler(({ input }) => services.support.open(input.file)),
    openText: api.support.openText.handler(({ input }) => services.support.openText(input.text)),
    review: api.support.review.handler(({ input }) => services.support.review(input)),
    export: api.support.export.handler(({ input }) => services.support.export(input)),
    keep: api.support.keep.handler(({ input }) => services.support.keep(input.exchanges)),
  };
}

function tokensHandlers(api: Api, services: Services) {
  return {
    renew: api.tokens.renew.handler(({ input }) => services.tokens.renew(input.connectionId)),
    dropSession: api.tokens.dropSession.handler(({ input }) => services.tokens.dropSession(input.connectionId)),
    preview: api.tokens.preview.handler(({ input }) => services.tokens.preview(input.connectionId)),
    previewCall: api.tokens.previewCall.handler(({ input }) => services.tokens.previewCall(input.draft)),
    verify: api.tokens.verify.handler(({ input }) => services.tokens.verify(input)),
  };
}

function vaultHandlers(api: Api, services: Services) {
  return {
    status: api.vault.status.handler(() => services.secrets.status()),
    keep: api.vault.keep.handler(({ input }) => services.secrets.keep(input.passphrase)),
    unlock: api.vault.unlock.handler(({ input }) => services.secrets.unlock(input.passphrase)),
    lock: api.vault.lock.handler(() => services.secrets.lock()),
    changePassphrase: api.vault.changePassphrase.handler(({ input }) => services.secrets.changePassphrase(input)),
  };
}

function asContractError(failure: Failure) {
  return new ORPCError(failure.code, {
    message: failure.message,
    data: { problems: failure.problems, exchangeId: failure.exchangeId },
  });
}
