import { expect, it } from 'vitest';
import { operationGroups } from '../../../../../renderer/features/authorities/operation-groups.ts';
import { aboutAuthority } from '../../../../../renderer/features/authorities/suggestions.ts';

it('every operation stands under its heading, with how many of them are open', () => {
  const groups = operationGroups('', ['WORKFLOW_INSTANCE_GET']);
  expect(groups.map(({ title }) => title)[0]).toBe('Start a workflow');
  expect(groups.reduce((count, { members }) => count + members.length, 0)).toBe(41);
  expect(groups[0]?.openCount).toBe(2);
});

it('an authority is found by its name, and an operation by every word of its own', () => {
  const names = (filter: string) => operationGroups(filter, []).flatMap(({ members }) => members.map(({ id }) => id));
  expect(names('message_send')).toEqual(['send-message']);
  expect(names('post workflow-instances')).toEqual(['start-instance']);
  expect(names('zebra')).toEqual([]);
});

it('an authority says what it allows and what it opens, and marks what destroys', () => {
  expect(aboutAuthority('DATA_PURGE')).toMatch(/Erase all.*\nOpens: .*\(destructive\)\./);
  expect(aboutAuthority('PROCESS_TEMPLATE_DEPLOY')).not.toContain('Opens');
  expect(aboutAuthority('PEPPERONI')).toMatch(/does not document/);
});
