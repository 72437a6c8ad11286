/** A ready body for a new draft, laid out the way the body editor lays out. */
export function bodyTemplate(body: unknown): string {
  return JSON.stringify(body, null, 2);
}
