import { operations } from '#shared/systems/sap-workflow/operations.ts';
import { coverageOf } from '#shared/systems/sap-workflow/workbench/authority-plan.ts';
import type { Operation } from '#shared/systems/system.ts';

export type OperationGroup = { title: string; members: Operation[]; openCount: number };

/** The catalogue under its headings, with what matches every word: in name, path, method, authority or role. */
export function operationGroups(filter: string, listed: readonly string[]): OperationGroup[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ name, path, method, authorities, roles }: Operation) => {
    const text = [name, path, method, ...authorities, ...roles].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const titles = [...new Set(operations.map(({ group }) => group))];
  return titles
    .map((title) => ({ title, members: operations.filter((one) => one.group === title && matches(one)) }))
    .filter(({ members }) => members.length > 0)
    .map((group) => ({
      ...group,
      openCount: group.members.filter((one) => coverageOf(one, listed) === 'all').length,
    }));
}
