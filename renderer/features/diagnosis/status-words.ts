import { statusText } from '#shared/text/status-text.ts';

/** A status line in words: `403 Forbidden`. HTTP/2 sends no reason (RFC 9113, section 8.3.2), so the registry's stands in. */
export function statusWords(response: { status: number; statusText: string }): string {
  return `${response.status} ${response.statusText || statusText(response.status)}`.trim();
}
