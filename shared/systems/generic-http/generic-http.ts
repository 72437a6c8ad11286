import type { System } from '../system.ts';
import { explain } from './gates.ts';

/** Anything that speaks HTTP: no catalogue, and the gates every call passes. */
export const genericHttp: System = {
  id: 'generic-http',
  name: 'HTTP',
  operations: [],
  draftUrl: (operation) => `{{base_url}}${operation.path}`,
  findOperation: () => null,
  neededAuthorities: (operation) => operation.authorities,
  authorityOfScope: (scope) => scope,
  explain,
};
