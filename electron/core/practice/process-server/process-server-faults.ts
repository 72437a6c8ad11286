import type { Fault } from '../faults.ts';
import { type WayFaultId, wayFaults } from '../practice-way.ts';
import { type TaskEventId, taskEvents } from './task-events.ts';

const group = 'Web container';

const container = [
  {
    id: 'application-stopped',
    name: 'Application stopped',
    words: 'the web application is not deployed: the container answers 404 to every address below it',
    group,
    cause: 'endpoint-wrong',
  },
  {
    id: 'open-container',
    name: 'Container without security',
    words: 'a call without credentials is let through as an anonymous one, and sees an empty list',
    group,
    cause: 'credentials-not-sent',
    endsLogin: true,
  },
  {
    id: 'passwords-changed',
    name: 'Passwords changed',
    words: 'the administrator gave every user another password',
    group,
    cause: 'credentials-rejected',
    endsLogin: true,
  },
  {
    id: 'role-taken',
    name: 'Role taken away',
    words: 'nobody has the container role abTaskClient any more',
    group,
    cause: 'container-role-missing',
    endsLogin: true,
  },
] as const satisfies readonly Fault[];

const identity = [
  {
    id: 'directory-down',
    name: 'Directory down',
    words: 'the identity service does not reach its directory: the engine cannot tell whose tasks there are',
    group: 'Identity service',
    cause: 'identity-service-unavailable',
  },
] as const satisfies readonly Fault[];

export type ContainerFaultId = (typeof container)[number]['id'];
export type ProcessServerFaultId = WayFaultId | ContainerFaultId | (typeof identity)[number]['id'] | TaskEventId;

/** Everything that can be made to go wrong in the practice system for the Process Server, in the order of the gates. */
export const processServerFaults: readonly Fault<ProcessServerFaultId>[] = [
  ...wayFaults,
  ...container,
  ...identity,
  ...taskEvents,
];
