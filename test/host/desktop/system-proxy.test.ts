import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createSystemProxy, readProxyList } from '../../../electron/desktop/system-proxy.ts';
import { answers, callsOf, fakeElectron, resetFakeElectron } from '../../support/fake-electron.ts';

vi.mock('electron', async () => (await import('../../support/fake-electron.ts')).fakeElectron);

beforeEach(resetFakeElectron);

describe('the proxy of the system', () => {
  it.each([
    ['DIRECT', null],
    ['', null],
    ['PROXY proxy.example:8080', 'http://proxy.example:8080'],
    ['PROXY proxy.example:8080; DIRECT', 'http://proxy.example:8080'],
    ['HTTPS secure.example:443;PROXY proxy.example:8080', 'https://secure.example:443'],
    ['DIRECT; PROXY proxy.example:8080', null],
    ['proxy [2001:db8::1]:8080', 'http://[2001:db8::1]:8080'],
    ['SOCKS5 socks.example:1080; PROXY proxy.example:8080', 'http://proxy.example:8080'],
    ['SOCKS socks.example:1080; DIRECT', null],
    ['SOCKS5 socks.example:1080', 'socks5://socks.example:1080'],
  ])('%j leads to %j', (list, proxy) => {
    expect(readProxyList(list)).toBe(proxy);
  });

  it('is what Chromium finds for the address', async () => {
    answers.proxies = 'PROXY proxy.example:8080';
    const lookup = createSystemProxy(fakeElectron.session.defaultSession);
    expect(await lookup.find('https://service.test/')).toBe('http://proxy.example:8080');
    expect(callsOf('session.resolveProxy')).toEqual([['https://service.test/']]);
  });
});
