import type { Rule } from './rule.ts';
import { tokenShapeRules } from './token-shape-rules.ts';
import { tokenTimeRules } from './token-time-rules.ts';
import { tokenTrustRules } from './token-trust-rules.ts';

export { renewToken } from './refused-token.ts';

/**
 * Why a service does not take a token. What can be seen in how it was sent comes first, then its time, then its trust: of
 * equally believed causes the one a server stumbles over first.
 */
export const tokenRules: readonly Rule[] = [...tokenShapeRules, ...tokenTimeRules, ...tokenTrustRules];
