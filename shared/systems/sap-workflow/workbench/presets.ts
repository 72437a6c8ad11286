import type { Operation } from '../../system.ts';
import { defaultAuthorities } from '../authorities.ts';
import { operations } from '../operations.ts';

/** A set of authorities for a purpose. It is added to a file, never put in its place. */
export type AuthorityPreset = {
  id: 'start' | 'read' | 'administer' | 'send';
  name: string;
  words: string;
  authorities: readonly string[];
};

const isTenantWide = ({ roles }: Operation) => roles.every((role) => role === 'TenantOperator') && roles.length > 0;

/** What the operations need that are picked, without what every token carries. */
function neededBy(pick: (operation: Operation) => boolean): string[] {
  const names = operations.filter(pick).flatMap((operation) => operation.authorities);
  return [...new Set(names)].filter((name) => !defaultAuthorities.includes(name));
}

/** The usual purposes. None holds what only a tenant's operator does: undeploy, export, erase. */
export const authorityPresets: readonly AuthorityPreset[] = [
  {
    id: 'start',
    name: 'Start workflows',
    words: 'Find a definition, start an instance of it, and see how far it came.',
    authorities: neededBy(({ group }) => group === 'Start a workflow'),
  },
  {
    id: 'read',
    name: 'Read',
    words: 'Every call that only reads definitions, instances, tasks and forms.',
    authorities: neededBy((operation) => operation.method === 'GET' && !isTenantWide(operation)),
  },
  {
    id: 'administer',
    name: 'Administer',
    words: 'What a workflow administrator does: cancel, suspend, resume and change instances and tasks.',
    authorities: neededBy(({ roles }) => roles.some((role) => role === 'Admin' || role === 'ContextAdmin')),
  },
  {
    id: 'send',
    name: 'Send messages',
    words: 'Send a message to instances that wait for it.',
    authorities: neededBy(({ id }) => id === 'send-message'),
  },
];
