import { onTestFinished } from 'vitest';
import { type AuthorityDependencies, createAuthorityService } from '#core/authorities/authority-service.ts';
import type { ApplyEvent } from '#shared/model/cf.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { TokenState } from '#shared/model/token.ts';
import { type CfScript, cf8, installFakeCf } from '../../../../support/fake-cf.ts';

export const wanted = ['WORKFLOW_INSTANCE_START', 'MESSAGE_SEND'];

export const connection: Connection = {
  id: 'acme',
  name: 'Acme DEV',
  system: 'sap-workflow',
  isPractice: false,
  isProduction: false,
  colour: 'none',
  trust: { mode: 'system' },
  variables: {},
  credential: { kind: 'none' },
  identity: { tenant: null, subaccountId: null, xsappname: null, serviceInstanceId: null },
  createdAt: 0,
  lastUsedAt: null,
} as unknown as Connection;

export const tokenWith = (authorities: string[]): TokenState =>
  ({
    tag: 'a1f3',
    fetchedAt: 0,
    expiresAt: 1,
    scopes: authorities,
    authorities,
    header: null,
    claims: null,
  }) satisfies TokenState;

/** A service over a fake cf; time passes only when something waits. */
export function house(script: CfScript | null, change: Partial<AuthorityDependencies> = {}) {
  const cf = script === null ? null : installFakeCf(script);
  if (cf !== null) onTestFinished(cf.remove);
  const waits: number[] = [];
  let now = 0;
  const files = new Map<string, { id: string; text: string }>();
  const service = createAuthorityService({
    clock: { now: () => now },
    desk: { save: async () => ({ saved: null, downloadPath: null }) },
    programs: cf?.programs ?? null,
    files: {
      list: () => [...files.values()],
      get: (id) => files.get(id) ?? null,
      put: (file) => void files.set(file.id, file),
      remove: (id) => void files.delete(id),
    },
    find: () => connection,
    renew: async () => tokenWith(wanted),
    updatePractice: async () => {},
    secretsOf: async () => [],
    async wait(ms) {
      waits.push(ms);
      now += ms;
    },
    ...change,
  });
  return { service, cf, waits };
}

export async function applied(script: CfScript | null, change: Partial<AuthorityDependencies> = {}, input = {}) {
  const { service, cf, waits } = house(script, change);
  const events: ApplyEvent[] = [];
  const stream = service.apply({ connectionId: 'acme', authorities: wanted, instance: 'wf dev', ...input }, undefined);
  for await (const event of stream) events.push(event);
  return {
    events,
    cf,
    waits,
    last: events.at(-1),
    commands: events.flatMap((event) => (event.kind === 'command' ? [event.text] : [])),
  };
}

export const works8: CfScript = {
  target: cf8.target,
  services: cf8.services,
  'update-service': cf8.inProgress,
  'service wf dev': [
    cf8.service('update in progress'),
    cf8.service('update in progress'),
    cf8.service('update succeeded'),
  ],
};
