import { assertionGrantRules } from './assertion-grant-rules.ts';
import { certificateExpired, clientRules } from './client-rules.ts';
import { endpointRules } from './endpoint-rules.ts';
import type { Rule } from './rule.ts';

/**
 * Why a token endpoint gives no token: for token calls, and for calls that were stopped because none could be had. What has
 * run out comes first, then what is wrong with the address, then with the client.
 */
export const tokenEndpointRules: readonly Rule[] = [
  certificateExpired,
  ...endpointRules,
  ...assertionGrantRules,
  ...clientRules,
];
