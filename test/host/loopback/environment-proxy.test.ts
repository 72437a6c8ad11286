import { describe, expect, it } from 'vitest';
import { createEnvironmentProxy } from '../../../electron/loopback/environment-proxy.ts';

const find = (env: Record<string, string>, url: string) => createEnvironmentProxy(env).find(url);

describe('the proxy of the environment', () => {
  it.each([
    [{}, 'https://service.test/', null],
    [{ HTTPS_PROXY: 'http://p:1' }, 'https://service.test/', 'http://p:1'],
    [{ HTTPS_PROXY: 'http://p:1' }, 'http://service.test/', null],
    [{ HTTP_PROXY: 'http://p:2' }, 'http://service.test/', 'http://p:2'],
    [{ https_proxy: 'http://low:1', HTTPS_PROXY: 'http://up:1' }, 'https://service.test/', 'http://low:1'],
    [{ https_proxy: '', HTTPS_PROXY: 'http://up:1' }, 'https://service.test/', 'http://up:1'],
    [{ ALL_PROXY: 'http://all:1' }, 'https://service.test/', 'http://all:1'],
    [{ ALL_PROXY: 'http://all:1', HTTP_PROXY: 'http://p:2' }, 'http://service.test/', 'http://p:2'],
    [{ HTTPS_PROXY: ' proxy.example:8080 ' }, 'https://service.test/', 'proxy.example:8080'],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '.test' }, 'https://service.test/', null],
    [{ HTTPS_PROXY: 'http://p:1', no_proxy: 'service.test:444' }, 'https://service.test/', 'http://p:1'],
    [{ HTTP_PROXY: 'http://p:1', NO_PROXY: '10.0.0.1' }, 'http://[::ffff:10.0.0.1]/', null],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, 'https://service.test/', null],
  ])('%j leads %s to %j', async (env, url, proxy) => {
    expect(await find(env as Record<string, string>, url)).toEqual(proxy === null ? [] : [proxy]);
  });
});
