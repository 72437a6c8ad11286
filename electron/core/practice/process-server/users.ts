import { randomBytes } from 'node:crypto';

/** A user of the web container. */
export type PracticeUser = {
  name: string;
  password: string;
  /** Roles of the container, not of any task. */
  roles: readonly string[];
  /** What logging in as this user shows. */
  words: string;
};

/** The only role the task API asks for. */
export const taskClientRole = 'abTaskClient';

/** Who there is, the usual user first. */
export const people = [
  { name: 'alice', roles: [taskClientRole], words: 'potential owner: sees her tasks, claims and completes them' },
  { name: 'bob', roles: [taskClientRole], words: 'administrator of every task, and the one it was escalated to' },
  { name: 'carol', roles: [taskClientRole], words: 'logs in, and has no role in any task: an empty list' },
  { name: 'dave', roles: ['abServiceConsumer'], words: 'lacks the container role abTaskClient: 403' },
] as const;

/** The users, each with a new random password. */
export function createUsers(): readonly PracticeUser[] {
  return people.map((person) => ({ ...person, password: randomBytes(12).toString('base64url') }));
}
