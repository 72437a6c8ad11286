/** A piece of a URL template. A variable's `value` is null when the active connection does not know it. */
export type UrlSpan =
  | { kind: 'text'; text: string }
  | { kind: 'variable'; text: string; name: string; value: string | null };

/**
 * Splits a URL template into its text and its `{{name}}` variables, as `interpolate` finds them; the pieces join to the
 * URL again.
 */
export function spansOfUrl(url: string, variables: Readonly<Record<string, string>>): UrlSpan[] {
  const parts = url.split(/(\{\{\s*[\w.-]+\s*\}\})/);
  return parts.flatMap((text, index): UrlSpan[] => {
    if (text === '') return [];
    if (index % 2 === 0) return [{ kind: 'text', text }];
    const name = text.slice(2, -2).trim();
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return [{ kind: 'variable', text, name, value: value ?? null }];
  });
}

/** What a screen reader is told about the variables of a URL, one sentence each; empty without any. */
export function describeVariables(spans: readonly UrlSpan[], connectionName: string | null): string[] {
  return spans
    .filter((span) => span.kind === 'variable')
    .map(({ name, value }) => {
      if (value !== null) return `${name} is ${value}`;
      if (connectionName === null) return `${name} has no value: choose a connection that knows it`;
      return `${name} is not a variable of ${connectionName}`;
    });
}
