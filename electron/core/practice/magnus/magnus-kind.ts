import { type MagnusPractice, startMagnusPractice } from '../magnus.ts';
import { offerOfKey } from '../offer-of-key.ts';
import type { PracticeKind, RunningPractice } from '../practice-kind.ts';

/** The practice system for Magnus. */
export const magnusKind: PracticeKind = {
  system: 'magnus',
  connectionId: 'practice-magnus',
  logins: [{ id: 'service-account', name: 'Service account', words: 'registered, and delegate of one workflow' }],
  switches: [{ id: 'backend-down', name: 'Backend down', words: 'every call that is right is met with backendError' }],
  files: [
    { id: 'json-key', name: 'Key of the service account', fileName: 'practice-magnus-key.json' },
    { id: 'p12-key', name: 'The same key as .p12, password “notasecret”', fileName: 'practice-magnus-key.p12' },
  ],
  loginOf: (credential) => (credential.kind === 'assertion' ? 'service-account' : null),
  start: async (deps) => running(await startMagnusPractice(deps)),
};

function running(practice: MagnusPractice): RunningPractice {
  return {
    baseUrl: practice.baseUrl,
    account: practice.clientEmail,
    async offer() {
      const { parts, ...offer } = await offerOfKey(practice.keyFile(), 'Practice Magnus');
      return { ...offer, parts: { ...parts, variables: { magnus_url: practice.baseUrl } } };
    },
    file: async (id) => (id === 'p12-key' ? practice.pkcs12() : new TextEncoder().encode(practice.keyFile())),
    isOn: practice.isBackendDown,
    turn: (_id, isOn) => practice.failBackend(isOn),
    service: null,
    stop: practice.stop,
  };
}
