import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createCertificateMaker, type KeyPair } from '../../../../support/certificates.ts';
import { startTestProxy, type TestProxyOptions } from '../../../../support/test-proxy.ts';
import { startTlsServer } from '../../../../support/tls-server.ts';
import { connectionTo, evidenceOf, openDoctorHouse, statesOf, stepOf } from './doctor-house.ts';

const maker = createCertificateMaker();
let root: KeyPair;
let pair: KeyPair;

beforeAll(() => {
  root = maker.make({ name: 'Root', isCa: true });
  pair = maker.make({ name: 'service', issuer: 'Root', altName: 'DNS:service.test' });
});
afterAll(() => maker.remove());

async function examineThrough(options: TestProxyOptions, isPlain = false) {
  const house = await openDoctorHouse();
  const proxy = await startTestProxy(options);
  onTestFinished(() => proxy.stop());
  house.settings({
    proxy: { mode: 'fixed', url: `http://127.0.0.1:${proxy.port}`, noProxy: '' },
    deadlineMs: 3_000,
  });
  const server = await startTlsServer(pair);
  onTestFinished(() => server.stop());
  const plain = await house.bench.serve((_request, response) => response.end());
  const url = isPlain ? plain.replace('127.0.0.1', 'service.test') : server.url.replace('127.0.0.1', 'service.test');
  const trust = { extraCa: root.certificate, pinnedFingerprint: null };
  return { proxy, server, report: await house.examine(connectionTo(url, { trust })) };
}

describe('the doctor and a proxy', () => {
  it('names it, who says so, and that it opened the way', async () => {
    const { proxy, report } = await examineThrough({});
    expect(statesOf(report)).toBe('skipped passed passed passed skipped passed');
    expect(stepOf(report, 'proxy').evidence).toEqual([
      { text: `\`${proxy.address}\``, source: 'The settings name this proxy' },
      { text: 'it opened the way with 200', source: 'proxy' },
    ]);
    expect(proxy.asked.map(({ line }) => line.split(' ')[0])).toEqual(['CONNECT', 'CONNECT']);
  });

  it('goes without a tunnel for plain HTTP', async () => {
    const { report } = await examineThrough({}, true);
    expect(statesOf(report)).toBe('skipped passed passed skipped skipped passed');
    expect(evidenceOf(report, 'proxy')).toContain('without a tunnel');
  });

  it('stops where the proxy wants a login', async () => {
    const { report, server } = await examineThrough({ login: 'anna:secret' });
    expect(statesOf(report)).toBe('skipped passed failed not-reached not-reached not-reached');
    expect(stepOf(report, 'proxy').cause).toMatch(
      /^The proxy on the way to `service\.test:\d+` wants a user name and password: /,
    );
    expect(stepOf(report, 'proxy').mends[0]?.text).toMatch(/^Give the proxy’s user name and password in the settings/);
    expect(evidenceOf(report, 'proxy')).toContain('(Negotiate, Basic): 407');
    expect(server.bytes()).toBe(0);
  });

  it('stops where its password is not there, and asks for it', async () => {
    const house = await openDoctorHouse();
    house.settings({ proxy: { mode: 'fixed', url: 'http://127.0.0.1:1', noProxy: '', username: 'anna' } });
    const report = await house.examine(connectionTo('https://service.test'));
    expect(statesOf(report)).toBe('not-reached not-reached failed not-reached not-reached not-reached');
    expect(stepOf(report, 'proxy')).toMatchObject({
      cause: 'The password of the proxy has to be given again. Nothing was sent.',
      mends: [{ text: 'Give it in the settings, under Proxy.', action: null }],
    });
  });

  it('takes the next of a list where one cannot be reached, as calls do', async () => {
    const [gone, there] = [await startTestProxy({}), await startTestProxy({})];
    await gone.stop();
    onTestFinished(() => there.stop());
    const house = await openDoctorHouse({ proxies: [gone.address, there.address, 'direct'] });
    house.settings({ proxy: { mode: 'system' } });
    const plain = await house.bench.serve((_request, response) => response.end());
    const report = await house.examine(connectionTo(plain.replace('127.0.0.1', 'service.test')));
    expect(statesOf(report)).toBe('skipped passed passed skipped skipped passed');
    expect(stepOf(report, 'proxy').evidence[0]).toEqual({
      text: `\`${there.address}\``,
      source: `The proxy \`${gone.address}\` cannot be reached; the system names this way next`,
    });
  });

  it('stops where the proxy hangs, at the deadline', async () => {
    const startedAt = Date.now();
    const { report } = await examineThrough({ hangs: true });
    expect(statesOf(report)).toBe('skipped passed failed not-reached not-reached not-reached');
    expect(evidenceOf(report, 'proxy')).toContain('The deadline of 3 s passed while the proxy opened the way.');
    expect(Date.now() - startedAt).toBeLessThan(6_000);
  });

  it('stops where the proxy refuses', async () => {
    const { report } = await examineThrough({ refusesWith: 403 });
    expect(stepOf(report, 'proxy')).toMatchObject({ state: 'failed' });
    expect(evidenceOf(report, 'proxy')).toMatch(/refused the way to service\.test:\d+ with 403/);
  });

  it('stops where the proxy is not there, and does not blame the host', async () => {
    const house = await openDoctorHouse();
    house.settings({ proxy: { mode: 'fixed', url: 'http://proxy.invalid:8080', noProxy: '' } });
    const report = await house.examine(connectionTo('https://service.test'));
    expect(statesOf(report)).toBe('failed not-reached not-reached not-reached not-reached not-reached');
    expect(stepOf(report, 'lookup').cause).toMatch(/^The proxy on the way to `service\.test` cannot be reached: /);
  });

  it('stops where the proxy cannot be told', async () => {
    const house = await openDoctorHouse();
    house.settings({ proxy: { mode: 'fixed', url: 'socks5://127.0.0.1:1080', noProxy: '' } });
    const report = await house.examine(connectionTo('https://service.test'));
    expect(statesOf(report)).toBe('not-reached not-reached failed not-reached not-reached not-reached');
    expect(stepOf(report, 'proxy').mends).not.toEqual([]);
  });
});
