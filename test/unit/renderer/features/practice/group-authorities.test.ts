import { describe, expect, it } from 'vitest';
import { authorities } from '#shared/systems/sap-workflow/authorities.ts';
import { groupAuthorities } from '../../../../../renderer/features/practice/group-authorities.ts';

describe('groupAuthorities', () => {
  it('puts every authority under exactly one heading', () => {
    const names = groupAuthorities(authorities).flatMap(({ members }) => members.map(({ name }) => name));
    expect(names.toSorted()).toEqual(authorities.map(({ name }) => name).toSorted());
  });

  it('keeps the forms of tasks with the tasks', () => {
    const tasks = groupAuthorities(authorities).find(({ title }) => title === 'Tasks and messages');
    expect(tasks?.members.map(({ name }) => name)).toContain('TASK_GET_FORM');
  });
});
