import { implement, ORPCError } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import { Failure } from './failure.ts';
import type { Log } from './log.ts';
import type { Services } from './services.ts';

/** The contract, answered. Handlers hold no logic: each is one call of a service. */
export function createRouter(services: Services) {
  const api = createApi(services.log);
  return api.router({
    connections: {
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
      diagnose: api.connections.diagnose.handler(({ input, signal }) =>
        services.connections.diagnose(input.id, signal),
      ),
    },
    drafts: {
      list: api.drafts.list.handler(() => services.drafts.list()),
      save: api.drafts.save.handler(({ input }) => services.drafts.put(input)),
      remove: api.drafts.remove.handler(({ input }) => services.drafts.remove(input.id)),
    },
    exchanges: {
      send: api.exchanges.send.handler(({ input, signal }) => services.exchanges.send(input, signal)),
      get: api.exchanges.get.handler(({ input }) => services.exchanges.get(input.id)),
    },
    history: {
      list: api.history.list.handler(({ input }) => services.history.list(input)),
      remove: api.history.remove.handler(({ input }) => services.history.remove(input.id)),
      clear: api.history.clear.handler(() => services.history.clear()),
    },
    host: {
      info: api.host.info.handler(() => services.hostInfo()),
    },
    practice: {
      status: api.practice.status.handler(({ input }) => services.practice.status(input)),
      start: api.practice.start.handler(({ input }) => services.practice.start(input)),
      updateService: api.practice.updateService.handler(({ input }) =>
        services.practice.updateService(input.authorities),
      ),
      logInAs: api.practice.logInAs.handler(({ input }) => services.practice.logInAs(input)),
      setSwitch: api.practice.setSwitch.handler(({ input }) => services.practice.setSwitch(input)),
      saveServiceKey: api.practice.saveServiceKey.handler(({ input }) => services.practice.saveServiceKey(input)),
    },
    settings: {
      get: api.settings.get.handler(() => services.settings.get()),
      update: api.settings.update.handler(({ input }) => services.settings.update(input)),
      setProxyPassword: api.settings.setProxyPassword.handler(({ input }) => services.settings.setProxyPassword(input)),
    },
    tokens: {
      renew: api.tokens.renew.handler(({ input }) => services.tokens.renew(input.connectionId)),
      preview: api.tokens.preview.handler(({ input }) => services.tokens.preview(input.connectionId)),
      previewCall: api.tokens.previewCall.handler(({ input }) => services.tokens.previewCall(input.draft)),
      verify: api.tokens.verify.handler(({ input }) => services.tokens.verify(input)),
    },
    vault: {
      status: api.vault.status.handler(() => services.secrets.status()),
      keep: api.vault.keep.handler(({ input }) => services.secrets.keep(input.passphrase)),
      unlock: api.vault.unlock.handler(({ input }) => services.secrets.unlock(input.passphrase)),
      lock: api.vault.lock.handler(() => services.secrets.lock()),
      changePassphrase: api.vault.changePassphrase.handler(({ input }) => services.secrets.changePassphrase(input)),
    },
  });
}

/**
 * The one place where a `Failure` becomes the contract's error of the same code; any other error is logged and crosses as an
 * internal error without its text.
 */
function createApi(log: Log) {
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

export type CoreRouter = ReturnType<typeof createRouter>;

function asContractError(failure: Failure) {
  return new ORPCError(failure.code, {
    message: failure.message,
    data: { problems: failure.problems, exchangeId: failure.exchangeId },
  });
}
