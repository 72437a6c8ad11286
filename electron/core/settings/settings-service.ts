import type { SettingsChange, SettingsView } from '#shared/model/settings.ts';
import { problemAt, refuseInvalid } from '../connections/problem.ts';
import type { IdleLock } from '../store/lock-when-idle.ts';
import type { SettingsStore } from '../store/settings.ts';
import { proxyPasswordField, proxySecretId } from './proxy-password.ts';

/** The settings, and the one secret that belongs to them. */
export type SettingsService = {
  get(): SettingsView;
  /** @throws Failure STORE_FAILED, CREDENTIAL_INVALID, changing nothing */
  update(change: SettingsChange): Promise<SettingsView>;
  /** Null takes it away. @throws Failure CREDENTIAL_INVALID, STORE_FAILED */
  setProxyPassword(input: { password: string | null }): Promise<SettingsView>;
};

type Dependencies = {
  store: SettingsStore;
  secrets: Pick<IdleLock, 'stateOf' | 'write' | 'remove' | 'reset'>;
  /** Called when the login of the proxy changed: connections opened with the former are not to serve again. */
  forgetLogins(): void;
};

export function createSettingsService({ store, secrets, forgetLogins }: Dependencies): SettingsService {
  const idNow = () => proxySecretId(store.get().proxy);
  const view = (): SettingsView => {
    const id = idNow();
    return { ...store.get(), proxySecretState: id === null ? 'not-needed' : secrets.stateOf(id) };
  };
  const forget = async (id: string) => {
    await secrets.remove(id);
    forgetLogins();
  };
  return {
    get: view,
    async update(change) {
      refuseUserName(change.proxy);
      const before = idNow();
      store.update(change);
      if (before !== null && before !== idNow()) await forget(before);
      secrets.reset();
      return view();
    },
    async setProxyPassword({ password }) {
      const id = idNow();
      if (password === null) {
        if (id !== null) await forget(id);
        return view();
      }
      refusePassword(id, password);
      await secrets.write(id, { kind: 'password', value: password });
      forgetLogins();
      return view();
    },
  };
}

const holdsControl = (text: string) => /\p{Cc}/u.test(text);

/** A user name that Basic cannot carry (RFC 7617, 2). @throws Failure CREDENTIAL_INVALID */
function refuseUserName(proxy: SettingsChange['proxy']): void {
  const username = proxy?.mode === 'fixed' ? (proxy.username ?? '') : '';
  if (!username.includes(':') && !holdsControl(username)) return;
  const sentence = 'The user name of the proxy holds a colon or a control character, which Basic cannot carry.';
  refuseInvalid([problemAt('proxy.username', sentence, 'Type it again, without a colon.')]);
}

/** @throws Failure CREDENTIAL_INVALID */
function refusePassword(id: string | null, password: string): asserts id is string {
  const withoutUser = problemAt(
    proxyPasswordField,
    'The settings name no user of the proxy.',
    'Give the user name first.',
  );
  const unfit = problemAt(
    proxyPasswordField,
    'The password of the proxy holds a control character, which Basic cannot carry.',
    'Type it again; a line break may have come along when pasting.',
  );
  refuseInvalid([...(id === null ? [withoutUser] : []), ...(holdsControl(password) ? [unfit] : [])]);
}
