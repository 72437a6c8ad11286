import type { Authority } from '#shared/systems/sap-workflow/authorities.ts';

export type AuthorityGroup = { title: string; members: Authority[] };

const titles: readonly { title: string; holds: (name: string) => boolean }[] = [
  { title: 'Definitions', holds: (name) => /^WORKFLOW_DEFINITION|^PROCESS_/.test(name) },
  { title: 'Instances', holds: (name) => /^WORKFLOW_INSTANCE/.test(name) },
  { title: 'Tasks and messages', holds: (name) => /^TASK_|^MESSAGE_/.test(name) },
  { title: 'Forms', holds: (name) => name.startsWith('FORM_') },
  { title: 'Tenant', holds: () => true },
];

/** Authorities under the headings of the practice page; each stands under the first heading that holds it. */
export function groupAuthorities(authorities: readonly Authority[]): AuthorityGroup[] {
  const titleOf = (name: string) => titles.find(({ holds }) => holds(name))?.title;
  return titles
    .map(({ title }) => ({ title, members: authorities.filter(({ name }) => titleOf(name) === title) }))
    .filter(({ members }) => members.length > 0);
}
