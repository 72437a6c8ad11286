import type { HeaderLine } from '../model/exchange.ts';

/** The value of the first header of that name, whatever its case; null when there is none. */
export function findHeader(headers: readonly HeaderLine[], name: string): string | null {
  return findHeaders(headers, name)[0] ?? null;
}

/** The values of all headers of that name, in their order (`Set-Cookie` may repeat). */
export function findHeaders(headers: readonly HeaderLine[], name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter((header) => header.name.toLowerCase() === wanted).map((header) => header.value);
}

/** Headers as text, one per line, in their order and case. */
export function formatHeaders(headers: readonly HeaderLine[]): string {
  return headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
}
