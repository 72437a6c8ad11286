import { type KeyPlace, readFields } from './key-fields.ts';
import { type KeyLogin, objectOf } from './key-login.ts';

/** The addresses a key names, as variables for drafts. */
export type KeyEndpoints = { variables: Record<string, string>; isProcessAutomation: boolean };

/** Addresses that keys name beside `endpoints`, or that people put there by hand. */
const namesBeside = ['workflow_rest_url', 'workflow_odata_url', 'content_endpoint'];

/** The workflow API below a Process Automation gateway. */
const processAutomationPath = '/workflow/rest';

/**
 * Reads every address of a key. A key of SAP Build Process Automation names only its gateway, from which the workflow
 * address is derived; a plain key of the token service names none.
 */
export function readEndpoints({ holder, holderPath }: KeyLogin, place: KeyPlace): KeyEndpoints {
  const beside = readFields(holder, { ...place, path: holderPath });
  const variables = new Map<string, string>();
  const read = (fields: typeof beside, name: string) => {
    const address = fields.address(name);
    if (address !== null) variables.set(name, address);
  };
  for (const name of namesBeside) if (Object.hasOwn(holder, name)) read(beside, name);
  const endpoints = objectOf(holder.endpoints);
  if (endpoints !== null) {
    const inside = readFields(endpoints, { ...place, path: [...holderPath, 'endpoints'] });
    for (const [name, value] of Object.entries(endpoints)) {
      if (namesBeside.includes(name) || name === 'api' || isPlainEndpoint(name, value)) read(inside, name);
    }
  }
  const api = variables.get('api');
  const isProcessAutomation = api !== undefined && !variables.has('workflow_rest_url');
  if (isProcessAutomation) {
    variables.set('workflow_rest_url', `${api}${processAutomationPath}`);
    beside.warn('The key names no workflow_rest_url. It was made of `endpoints.api` and may need another path.');
  } else if (!variables.has('workflow_rest_url')) {
    beside.warn('The key names no workflow_rest_url: add it to the variables of the connection.');
  }
  return { variables: Object.fromEntries(variables), isProcessAutomation };
}

/** Endpoints of other services may be anything; only proper addresses become variables. */
function isPlainEndpoint(name: string, value: unknown): boolean {
  return /^[A-Za-z][\w.-]{0,63}$/.test(name) && typeof value === 'string' && value.startsWith('https://');
}
