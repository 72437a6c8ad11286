/** A SHA-256 fingerprint as people compare it: upper-case pairs with colons. */
export function sayFingerprint(hex: string): string {
  return (hex.toUpperCase().match(/[0-9A-F]{2}/g) ?? []).join(':');
}
