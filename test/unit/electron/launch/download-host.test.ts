import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { canReach, downloadHostOf } from '../../../../electron/launch/download-host.ts';

async function listening(): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('the host Electron is downloaded from', () => {
  it.each([
    [{}, { host: 'github.com', port: 443 }],
    [{ ELECTRON_MIRROR: 'http://mirror.example:8081/electron/' }, { host: 'mirror.example', port: 8081 }],
    [{ npm_config_electron_mirror: 'http://mirror.example/' }, { host: 'mirror.example', port: 80 }],
    [{ HTTPS_PROXY: 'http://proxy.example:3128' }, { host: 'github.com', port: 443 }],
    [
      { ELECTRON_GET_USE_PROXY: '1', HTTPS_PROXY: 'http://proxy.example:3128' },
      { host: 'proxy.example', port: 3128 },
    ],
    [{ ELECTRON_MIRROR: 'not a url' }, { host: 'github.com', port: 443 }],
  ])('follows %j', (env, endpoint) => {
    expect(downloadHostOf(env)).toEqual(endpoint);
  });

  it('is reachable when something listens there', async () => {
    expect(await canReach({ host: '127.0.0.1', port: await listening() }, 1_500)).toBe(true);
  });

  it('is out of reach when nothing does, and when its name leads nowhere', async () => {
    const endpoints = [
      { host: '127.0.0.1', port: 1 },
      { host: 'nowhere.invalid', port: 443 },
    ];
    expect(await Promise.all(endpoints.map((endpoint) => canReach(endpoint, 1_500)))).toEqual([false, false]);
  });
});
