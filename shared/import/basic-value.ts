/** The value of an Authorization header for a `user:password` pair (RFC 7617, in UTF-8). */
export function basicValue(pair: string): string {
  return `Basic ${btoa(Array.from(new TextEncoder().encode(pair), (byte) => String.fromCharCode(byte)).join(''))}`;
}
