import { randomBytes } from 'node:crypto';

const placeholder = '__CSP_NONCE__';

/** A fresh nonce of 128 bits, URL-safe Base64, so that it needs no escaping in a header or an attribute. */
export function createNonce(): string {
  return randomBytes(16).toString('base64url');
}

/**
 * The policy of every document of the app. The nonce is for `<style>` elements only: the component library and the editor
 * make theirs at run time. Scripts come from our own origin and carry no nonce, so knowing it lets nobody run anything.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `connect-src 'self'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `worker-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
  ].join('; ');
}

/** Puts the nonce where `index.html` keeps a place for it. Throws when there is none: the page would come up without styles. */
export function writeNonce(html: string, nonce: string): string {
  if (!html.includes(placeholder)) throw new Error('index.html has no place for the nonce');
  return html.replaceAll(placeholder, nonce);
}
