import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, createNonce, writeNonce } from '../../../electron/desktop/content-security-policy.ts';

describe('the content security policy of the desktop', () => {
  it('is exactly the decided one', () => {
    expect(contentSecurityPolicy('abc')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-abc'; connect-src 'self'; " +
        "img-src 'self' data: blob:; font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'",
    );
  });

  it('holds no directive name with a colon in it, which a browser would drop in silence', () => {
    const names = contentSecurityPolicy('abc')
      .split(';')
      .map((directive) => directive.trim().split(' ')[0]);
    expect(names.every((name) => /^[a-z-]+$/.test(name ?? ''))).toBe(true);
  });

  it('has a new nonce of 128 bits each time, which needs no escaping', () => {
    const nonces = new Set(Array.from({ length: 100 }, createNonce));
    expect(nonces.size).toBe(100);
    expect([...nonces].every((nonce) => /^[\w-]{22}$/.test(nonce))).toBe(true);
  });

  it('writes the nonce into the page, and refuses a page that has no place for it', () => {
    expect(writeNonce('<meta name="csp-nonce" content="__CSP_NONCE__" />', 'abc')).toBe(
      '<meta name="csp-nonce" content="abc" />',
    );
    expect(() => writeNonce('<html></html>', 'abc')).toThrow('no place for the nonce');
  });
});
