import { describe, expect, it } from 'vitest';
import { findSecret } from '../../support/find-secret.ts';

const secret = 'c4nary$ecret+with/odd=chars "quoted" ümlaut';

describe('the search of the canary test', () => {
  const wearing: [string, Buffer][] = [
    ['as it is', Buffer.from(`before ${secret} after`)],
    ['URL-encoded', Buffer.from(`a=1&secret=${encodeURIComponent(secret)}`)],
    ['form-encoded', Buffer.from(new URLSearchParams({ client_secret: secret }).toString())],
    ['inside JSON', Buffer.from(JSON.stringify({ secret }))],
    ['hexadecimal', Buffer.from(Buffer.from(secret).toString('hex'))],
    ['UTF-16', Buffer.from(secret, 'utf16le')],
    ...['', 'u', 'us', 'user:'].flatMap((before): [string, Buffer][] => [
      [`Base64 behind “${before}”`, Buffer.from(Buffer.from(`${before}${secret}tail`).toString('base64'))],
      [`Base64url behind “${before}”`, Buffer.from(Buffer.from(`${before}${secret}`).toString('base64url'))],
      [
        `Base64 in UTF-16 behind “${before}”`,
        Buffer.from(Buffer.from(`${before}${secret}`).toString('base64'), 'utf16le'),
      ],
    ]),
  ];

  it.each(wearing)('finds a secret %s', (_name, bytes) => {
    expect(findSecret(bytes, secret)).not.toEqual([]);
  });

  it('finds nothing where the secret is not', () => {
    expect(findSecret(Buffer.from(`${secret.slice(1, 20)} and ${secret.slice(24)}`), secret)).toEqual([]);
  });
});
