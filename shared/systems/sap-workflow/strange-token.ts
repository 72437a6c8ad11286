import type { Evidence } from '../../model/gate-report.ts';
import type { ExplainInput } from '../system.ts';
import { authorityOfScope } from './authorities.ts';
import { type Bearer, tokenName } from './bearer.ts';
import type { Refusal } from './refusal.ts';

/** Everything that speaks for a token of another service instance, application or tenant; empty when nothing does. */
export function strangeness({ connection }: ExplainInput, refusal: Refusal): Evidence[] {
  const { bearer } = refusal;
  const identity = connection?.identity;
  const source = tokenName(bearer);
  const found: (string | null)[] = [
    differs('service instance', bearer.serviceInstanceId, identity?.serviceInstanceId),
    differs('tenant', bearer.zone, identity?.subaccountId),
    differs('application', prefixOfNeeded(refusal), identity?.xsappname?.split('|')[1]),
    isOfOtherService(refusal) ? 'no scope of the workflow service at all' : null,
  ];
  return found.filter((text) => text !== null).map((text) => ({ text, source }));
}

function differs(what: string, own: string | null, wanted: string | null | undefined): string | null {
  if (own === null || wanted == null || wanted === '' || own.toLowerCase() === wanted.toLowerCase()) return null;
  return `${what} \`${own}\`, and the connection’s service key names \`${wanted}\``;
}

/** `workflow!b10150` of the scopes that carry what is needed; null when several do, or none. */
function prefixOfNeeded({ bearer, needed }: Refusal): string | null {
  const carrying = (bearer.scopes ?? []).filter((scope) => needed.includes(authorityOfScope(scope)));
  const prefixes = new Set(carrying.map((scope) => scope.slice(0, Math.max(0, scope.lastIndexOf('.')))));
  const [prefix = ''] = prefixes;
  return prefixes.size === 1 && prefix !== '' ? prefix : null;
}

/** Scopes of other applications only, and a client id that names another service. Process Automation names itself xsuaa. */
function isOfOtherService({ bearer, isProcessAutomation }: Refusal): boolean {
  if (bearer.scopes === null || isProcessAutomation || (bearer.carried ?? []).length > 0) return false;
  const names = [...bearer.scopes, ...clientService(bearer)].filter(
    (name) => /[.!|]/.test(name) && !/^uaa\./.test(name),
  );
  return names.length > 0 && !names.some((name) => /workflow/i.test(name));
}

/** `sb-clone-…!b1|workflow!b10150` → `workflow!b10150`. */
function clientService({ clientId }: Bearer): string[] {
  const service = clientId?.split('|')[1];
  return service === undefined ? [] : [service];
}
