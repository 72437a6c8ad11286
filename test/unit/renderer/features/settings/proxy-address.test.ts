import { describe, expect, it } from 'vitest';
import { proxyAddressFault, splitProxyAddress } from '../../../../../renderer/features/settings/proxy-address.ts';

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

describe('splitProxyAddress', () => {
  it.each([
    ['http://anna:s3cret@proxy.example:8080', 'http://proxy.example:8080', 'anna', 's3cret'],
    ['  http://anna:s3cret@proxy.example:8080/ ', 'http://proxy.example:8080', 'anna', 's3cret'],
    ['anna:s3cret@proxy.example:8080', 'http://proxy.example:8080', 'anna', 's3cret'],
    ['https://ACME%5Canna:p%40ss%3A@proxy.example', 'https://proxy.example', 'ACME\\anna', 'p@ss:'],
    ['http://anna:p@ss@proxy.example:8080', 'http://proxy.example:8080', 'anna', 'p@ss'],
    ['http://anna:100%@proxy.example:8080', 'http://proxy.example:8080', 'anna', '100%'],
    ['http://anna@[2001:db8::1]:8080', 'http://[2001:db8::1]:8080', 'anna', ''],
    ['http://anna:s3cret@proxy.example/wpad.dat', 'http://proxy.example/wpad.dat', 'anna', 's3cret'],
  ])('takes the login out of %s', (text, address, username, password) => {
    expect(splitProxyAddress(text)).toEqual({ address, username, password });
  });

  it.each(['', 'http://proxy.example:8080', 'proxy.example:8080', 'socks5://anna:s3cret@proxy.example:1080', ':::'])(
    'leaves %s alone',
    (text) => {
      expect(splitProxyAddress(text)).toBeNull();
    },
  );
});
