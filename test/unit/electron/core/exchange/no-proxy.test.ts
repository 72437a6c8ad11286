import { describe, expect, it } from 'vitest';
import { isLoopback, isOnNoProxyList } from '#core/exchange/no-proxy.ts';

describe('the list of hosts reached directly', () => {
  it.each([
    ['https://example.org/', 'example.org', true],
    ['https://EXAMPLE.org/', 'Example.ORG', true],
    ['https://example.org./', 'example.org', true],
    ['https://api.example.org/', 'example.org', true],
    ['https://api.example.org/', '.example.org', true],
    ['https://api.example.org/', '*.example.org', true],
    ['https://example.org/', '.example.org', true],
    ['https://badexample.org/', 'example.org', false],
    ['https://example.org.evil.test/', 'example.org', false],
    ['https://example.org/', 'other.org, example.org', true],
    ['https://example.org/', 'other.org example.org', true],
    ['https://example.org/', ' , ,', false],
    ['https://example.org/', '', false],
    ['https://example.org/', '*', true],
    ['https://example.org/', 'example.org:443', true],
    ['http://example.org/', 'example.org:443', false],
    ['http://example.org:8080/', 'example.org:8080', true],
    ['http://example.org:8081/', 'example.org:8080', false],
    ['http://10.0.0.1/', '10.0.0.1', true],
    ['http://10.0.0.11/', '10.0.0.1', false],
    ['http://10.0.0.1/', '0.0.1', false],
    ['http://[::ffff:10.0.0.1]/', '10.0.0.1', true],
    ['http://10.0.0.1/', '::ffff:10.0.0.1', true],
    ['http://10.0.0.1/', '[::ffff:a00:1]', true],
    ['http://[::ffff:10.0.0.1]:8080/', '10.0.0.1:8080', true],
    ['http://[2001:db8::1]/', '2001:db8:0::1', true],
    ['http://[2001:db8::1]:81/', '[2001:db8::1]:81', true],
    ['http://[2001:db8::1]:82/', '[2001:db8::1]:81', false],
    ['http://[2001:db8::2]/', '2001:db8::1', false],
    ['https://bücher.example/', 'xn--bcher-kva.example', true],
    ['https://bücher.example/', 'bücher.example', true],
    ['http://10.1.2.3/', '10.0.0.0/8', true],
    ['http://11.1.2.3/', '10.0.0.0/8', false],
    ['http://10.1.2.3:8080/', 'other.org,10.9.9.9/8', true],
    ['http://192.168.1.127/', '192.168.1.0/25', true],
    ['http://192.168.1.128/', '192.168.1.0/25', false],
    ['http://192.168.1.1/', '192.168.1.1/32', true],
    ['http://192.168.1.2/', '192.168.1.1/32', false],
    ['http://8.8.8.8/', '0.0.0.0/0', true],
    ['http://[::ffff:10.0.0.1]/', '10.0.0.0/8', true],
    ['http://10.0.0.1/', '::ffff:10.0.0.0/104', true],
    ['http://11.0.0.1/', '::ffff:10.0.0.0/104', false],
    ['http://10.0.0.1/', '::ffff:10.0.0.0/8', false],
    ['http://[2001:db8:1::5]/', '2001:db8::/32', true],
    ['http://[2001:db9::5]/', '2001:db8::/32', false],
    ['http://[fd12::1]/', 'fd00::/8', true],
    ['http://10.0.0.1/', '::/0', false],
    ['http://[2001:db8::1]/', '0.0.0.0/0', false],
    ['http://10.0.0.1/', '10.0.0.0/33', false],
    ['http://10.0.0.1/', '10.0.0.0/', false],
    ['http://10.0.0.1/', '10/8', false],
    ['http://example.org/', '0.0.0.0/0', false],
    ['http://10.example.org/', '10.0.0.0/8', false],
  ])('%s is on “%s”: %s', (url, list, isOn) => {
    expect(isOnNoProxyList(new URL(url), list)).toBe(isOn);
  });
});

describe('this machine itself', () => {
  it.each([
    ['http://localhost/', true],
    ['http://LOCALHOST.:8080/', true],
    ['http://app.localhost/', true],
    ['http://127.0.0.1/', true],
    ['http://127.8.9.10/', true],
    ['http://2130706433/', true],
    ['http://[::1]/', true],
    ['http://[::ffff:127.0.0.1]/', true],
    ['http://localhost.example.org/', false],
    ['http://notlocalhost/', false],
    ['http://128.0.0.1/', false],
    ['http://127.0.0.1.example.org/', false],
  ])('is %s: %s', (url, isItself) => {
    expect(isLoopback(new URL(url))).toBe(isItself);
  });
});
