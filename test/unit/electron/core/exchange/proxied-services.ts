import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Identity } from '#core/exchange/identity.ts';
import { createCertificateMaker, type KeyPair } from '../../../../support/certificates.ts';
import { startTestProxy, type TestProxy, type TestProxyOptions } from '../../../../support/test-proxy.ts';
import { startTlsServer } from '../../../../support/tls-server.ts';

/** Proxies, and services whose name only they can resolve: `service.test`. Each ends with its test, the keys with the file. */
export function setUpProxiedServices() {
  const maker = createCertificateMaker();
  let root: KeyPair;
  let pair: KeyPair;
  beforeAll(() => {
    root = maker.make({ name: 'Root', isCa: true });
    pair = maker.make({ name: 'service', issuer: 'Root', altName: 'DNS:service.test,DNS:localhost,IP:127.0.0.1' });
  });
  afterAll(() => maker.remove());

  return {
    /** A certificate that both a service and a proxy may show. */
    pair: () => pair,
    /** One that nobody trusts. */
    strangePair: () => maker.make({ name: 'impostor' }),
    proxy: startProxy,
    goneProxy,
    plainService,
    async secureService() {
      const server = await startTlsServer(pair);
      onTestFinished(() => server.stop());
      return { url: `https://service.test:${server.port}`, seen: server.seen };
    },
    through: (url: string, noProxy = ''): Identity => ({
      trust: { extraCa: root.certificate, pinnedFingerprint: null },
      proxy: { mode: 'fixed', url, noProxy },
    }),
  };
}

async function startProxy(options: TestProxyOptions = {}): Promise<TestProxy> {
  const started = await startTestProxy(options);
  onTestFinished(() => started.stop());
  return started;
}

/** The address of a proxy that is there no more. */
async function goneProxy(): Promise<string> {
  const gone = await startTestProxy();
  await gone.stop();
  return gone.address;
}

async function plainService() {
  const seen: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url, headers: request.headers });
    response.end('reached');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close().closeAllConnections());
  return { url: `http://service.test:${(server.address() as AddressInfo).port}`, seen };
}
