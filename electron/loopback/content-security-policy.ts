import { createHash } from 'node:crypto';

/**
 * The policy of every answer. Scripts come from our own origin, save the bootstrap page's one, which is named by its
 * hash. The nonce is for `<style>` elements the app makes at run time; it is handed out with the session and stands on no page.
 * `connect-src` names the sockets because not every browser takes `'self'` to mean them.
 */
export function contentSecurityPolicy(options: {
  port: number;
  nonce: string;
  inlineScript: string;
  inlineStyle: string;
}): string {
  const { port, nonce } = options;
  return [
    `default-src 'none'`,
    `script-src 'self' ${hashOf(options.inlineScript)}`,
    `style-src 'self' ${hashOf(options.inlineStyle)} 'nonce-${nonce}'`,
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `worker-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
