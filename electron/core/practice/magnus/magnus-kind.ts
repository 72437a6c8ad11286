import { type MagnusPractice, startMagnusPractice } from '../magnus.ts';
import { offerOfKey } from '../offer-of-key.ts';
import { onWay, type PracticeKind, type RunningPractice } from '../practice-kind.ts';
import { magnusFaults } from './magnus-faults.ts';

/** The practice system for Magnus. */
export const magnusKind: PracticeKind = {
  system: 'magnus',
  connectionId: 'practice-magnus',
  logins: [{ id: 'service-account', name: 'Service account', words: 'registered, and delegate of one workflow' }],
  faults: magnusFaults,
  files: [
    { id: 'json-key', name: 'Key of the service account', fileName: 'practice-magnus-key.json' },
    { id: 'p12-key', name: 'The same key as .p12, password “notasecret”', fileName: 'practice-magnus-key.p12' },
  ],
  loginOf: (credential) => (credential.kind === 'assertion' ? 'service-account' : null),
  start: async (deps) => running(await startMagnusPractice(deps)),
};

function running(practice: MagnusPractice): RunningPractice {
  return {
    ...onWay(practice),
    account: practice.clientEmail,
    async offer() {
      const { parts, ...offer } = await offerOfKey(practice.keyFile(), 'Practice Magnus');
      const variables = { magnus_url: practice.way.address() };
      return { ...offer, extraCa: practice.way.extraCa(), parts: { ...parts, variables } };
    },
    file: async (id) => (id === 'p12-key' ? practice.pkcs12() : new TextEncoder().encode(practice.keyFile())),
    service: null,
    stop: practice.stop,
  };
}
