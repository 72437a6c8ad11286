import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createSystemProxy, readProxyList } from '../../../electron/desktop/system-proxy.ts';
import { answers, callsOf, fakeElectron, resetFakeElectron } from '../../support/fake-electron.ts';

vi.mock('electron', async () => (await import('../../support/fake-electron.ts')).fakeElectron);

beforeEach(resetFakeElectron);

describe('the proxy of the system', () => {
  it.each([
    ['DIRECT', ['direct']],
    ['', []],
    ['PROXY proxy.example:8080', ['http://proxy.example:8080']],
    ['PROXY a.example:1; PROXY b.example:2 ;DIRECT', ['http://a.example:1', 'http://b.example:2', 'direct']],
    ['HTTPS secure.example:443;PROXY proxy.example:8080', ['https://secure.example:443', 'http://proxy.example:8080']],
    ['proxy [2001:db8::1]:8080', ['http://[2001:db8::1]:8080']],
    ['SOCKS5 s.example:1080; PROXY p.example:8080', ['socks5://s.example:1080', 'http://p.example:8080']],
    ['SOCKS socks.example:1080; DIRECT', ['socks4://socks.example:1080', 'direct']],
    ['QUIC quic.example:443', ['quic://quic.example:443']],
  ])('%j leads to %j', (list, proxies) => {
    expect(readProxyList(list)).toEqual(proxies);
  });

  it('is what Chromium finds for the address', async () => {
    answers.proxies = 'PROXY proxy.example:8080';
    const lookup = createSystemProxy(fakeElectron.session.defaultSession);
    expect(await lookup.find('https://service.test/')).toEqual(['http://proxy.example:8080']);
    expect(callsOf('session.resolveProxy')).toEqual([['https://service.test/']]);
  });
});
