import { authorities } from '#shared/systems/sap-workflow/authorities.ts';
import { operationsOpenedBy } from '#shared/systems/sap-workflow/workbench/authority-plan.ts';

/** What an authority is for, in a few lines: what it allows, and the calls it opens. */
export function aboutAuthority(name: string): string {
  const known = authorities.find((one) => one.name === name);
  if (known === undefined) return 'SAP does not document this authority.';
  const opened = operationsOpenedBy(name).map((operation) =>
    operation.isDestructive ? `${operation.name} (destructive)` : operation.name,
  );
  const opens = opened.length === 0 ? [] : [`Opens: ${opened.join(', ')}.`];
  return [known.allows, ...opens, ...(known.isDefault ? ['A never-configured instance grants it anyway.'] : [])].join(
    '\n',
  );
}

/** Every known authority as the editor offers it. */
export const authoritySuggestions = authorities.map(({ name }) => ({ name, about: aboutAuthority(name) }));
