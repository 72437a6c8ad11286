/** A scope with the system's prefix split off: `workflow!b10150.` and `TASK_GET`. */
export type ScopeRow = { scope: string; prefix: string; name: string };

/**
 * The scopes of a token, from `scope` or `scp`, a list or a text with blanks between (RFC 8693, 4.2); of a token without
 * them, its `authorities`. `nameOf` is the system's `authorityOfScope`.
 */
export function scopeTable(
  claims: Readonly<Record<string, unknown>>,
  nameOf: (scope: string) => string = (scope) => scope,
): ScopeRow[] {
  return scopesOf(claims).map((scope) => {
    const name = nameOf(scope);
    const isSuffix = name !== '' && scope.endsWith(name);
    return isSuffix
      ? { scope, prefix: scope.slice(0, scope.length - name.length), name }
      : { scope, prefix: '', name: scope };
  });
}

/** The scopes as they stand in the claims, each once. */
export function scopesOf(claims: Readonly<Record<string, unknown>>): string[] {
  const found = [claims.scope, claims.scp, claims.authorities].map(listOf).find((list) => list.length > 0);
  return [...new Set(found ?? [])];
}

function listOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/\s+/).filter(Boolean);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
