/**
 * Puts variables in for `{{name}}`, in one pass: what a variable holds is never searched again, so a value can neither
 * expand further nor loop. Names that are no own key of `variables` stay as they stand and are listed once each.
 */
export function interpolate(
  text: string,
  variables: Readonly<Record<string, string>>,
): { text: string; unknown: string[] } {
  const unknown = new Set<string>();
  const replaced = text.replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/g, (whole, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value !== undefined) return value;
    unknown.add(name);
    return whole;
  });
  return { text: replaced, unknown: [...unknown] };
}
