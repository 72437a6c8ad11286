import { describe, expect, it } from 'vitest';
import { proxyAddressFault } from '../../../../../renderer/features/settings/proxy-address.ts';

describe('proxyAddressFault', () => {
  it.each(['http://proxy.example:8080', 'https://proxy.example', 'http://user:secret@proxy.example:3128/'])(
    'takes %s',
    (address) => {
      expect(proxyAddressFault(address)).toBeNull();
    },
  );

  it.each(['', 'proxy.example:8080', 'socks5://proxy.example:1080', 'http://proxy.example:8080/wpad.dat'])(
    'says what is wrong with %s',
    (address) => {
      expect(proxyAddressFault(address)).toMatch(/\.$/);
    },
  );

  it('never repeats a password', () => {
    expect(proxyAddressFault('http://user:secret@proxy.example/wpad.dat')).not.toContain('secret');
  });
});
