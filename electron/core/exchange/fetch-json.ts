import { Failure } from '../failure.ts';
import { createRedactor } from '../redact/redactor.ts';
import type { BodyStore } from '../store/bodies.ts';
import type { SettingsStore } from '../store/settings.ts';
import { memoryBytes } from './collect-body.ts';
import { conduct } from './conduct.ts';
import type { Identity } from './identity.ts';
import { createLeash } from './leash.ts';
import { withDefaults } from './prepare-request.ts';
import type { Transmitter } from './transmit.ts';

export type FetchJsonDependencies = {
  transmitter: Transmitter;
  bodies: BodyStore;
  settings: SettingsStore;
  version: string;
  newId(): string;
  clock: { now(): number };
};

/**
 * Gets a public document, such as the keys of an issuer: no login goes along, nothing is kept in history, and more than 1 MiB
 * is refused.
 * @throws Failure TOKEN_REJECTED with a sentence that says what came instead
 */
export async function fetchJson(address: string, identity: Identity, deps: FetchJsonDependencies): Promise<unknown> {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) throw refused('The address is none that can be fetched.');
  const leash = createLeash(deps.settings.get().deadlineMs, undefined);
  const request = {
    method: 'GET',
    url,
    headers: withDefaults([{ name: 'accept', value: 'application/json', from: 'default' }], '', deps.version),
    body: null,
  };
  const options = { ...deps, exchangeId: deps.newId(), startedAt: deps.clock.now(), leash, identity };
  const { response, body, failure } = await conduct(request, {
    ...options,
    redactor: createRedactor([]),
    limitBytes: memoryBytes,
  }).finally(leash.release);
  if (failure !== null) throw refused(failure.sentence);
  if (response === null || response.status !== 200) {
    throw refused(`The address answered ${response?.status ?? 'nothing'} instead of 200.`);
  }
  try {
    return JSON.parse(Buffer.from(body ?? []).toString());
  } catch {
    throw refused('The address did not answer with JSON.');
  }
}

function refused(sentence: string): Failure {
  return new Failure('TOKEN_REJECTED', sentence);
}
