import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CfScript, cf7, cf8 } from '../../../../support/fake-cf.ts';
import { house, wanted, works8 } from './cf-house.ts';

describe('an update that is called off', () => {
  const hangs: CfScript = { ...works8, 'update-service': { hangs: true } };
  /** A process that has ended but that nobody has asked after yet still has its number. */
  const isAlive = (pid: number) => {
    try {
      process.kill(pid, 0);
      return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  };

  it.each(['signal', 'listener'] as const)(
    'by its %s ends cf and what cf started, and takes the file away',
    async (by) => {
      const { service, cf } = house(hangs);
      const abort = new AbortController();
      const stream = service.apply({ connectionId: 'acme', authorities: wanted, instance: 'wf dev' }, abort.signal);
      for await (const event of stream) {
        if (event.kind !== 'line' || event.text !== 'hanging') continue;
        if (by === 'listener') break;
        abort.abort();
      }
      const pids = cf?.pids() ?? [];
      expect(pids).toHaveLength(2);
      await expect.poll(() => pids.filter(isAlive)).toEqual([]);
      expect(existsSync(cf?.parameters().path ?? '')).toBe(false);
    },
  );

  it('by the end of the core ends with it', async () => {
    const { service, cf } = house(hangs);
    for await (const event of service.apply({ connectionId: 'acme', authorities: wanted, instance: null }, undefined)) {
      if (event.kind === 'line' && event.text === 'hanging') await service.dispose();
    }
    await expect.poll(() => cf?.pids().filter(isAlive)).toEqual([]);
  });

  it('a second one for the same connection has to wait for the first', async () => {
    const { service } = house(hangs);
    const input = { connectionId: 'acme', authorities: wanted, instance: 'wf dev' };
    for await (const event of service.apply(input, undefined)) {
      if (event.kind !== 'line' || event.text !== 'hanging') continue;
      const second = await service.apply(input, undefined).next();
      expect(second.value).toMatchObject({ kind: 'failed', words: expect.stringMatching(/under way/) });
      break;
    }
  });
});

describe('the state of cf', () => {
  it('names version, target and the workflow instances', async () => {
    const { service } = house({ version: cf8.version, target: cf8.target, services: cf8.services });
    expect(await service.cf(undefined)).toEqual({
      isInstalled: true,
      version: '8.7.10',
      target: {
        api: 'https://api.cf.eu10.example.test',
        user: 'ada@example.test',
        org: 'Acme',
        space: 'dev',
        instances: ['wf dev'],
      },
      words: 'There is one workflow service instance in this space.',
    });
  });

  it('says when there is none, or when it is logged out', async () => {
    expect(await house(null).service.cf(undefined)).toMatchObject({ isInstalled: false, target: null });
    const out = house({
      version: cf7.version,
      target: { out: 'FAILED\n', err: "Not logged in. Use 'cf login' to log in.", exit: 1 },
    });
    expect(await out.service.cf(undefined)).toMatchObject({
      isInstalled: true,
      version: '7.7.13',
      target: null,
      words: expect.stringMatching(/not logged in/),
    });
  });
});

describe('the file kept for a connection', () => {
  it('is kept as typed, broken or not', () => {
    const { service } = house(null);
    expect(service.file('acme')).toBeNull();
    service.saveFile({ connectionId: 'acme', text: '{"authorities": [' });
    expect(service.file('acme')).toBe('{"authorities": [');
  });

  it('is never one with a token or a private key in it', () => {
    const { service } = house(null);
    const text = '{"authorities": ["eyJhbGciOiJub25lIn0.eyJzdWIiOiJwbGFudGVkIn0."]}';
    expect(() => service.saveFile({ connectionId: 'acme', text })).toThrow(
      expect.objectContaining({ code: 'STORE_FAILED' }),
    );
    expect(service.file('acme')).toBeNull();
  });

  it('is never a service key', () => {
    const { service } = house(null);
    const key = '{"uaa":{"clientid":"sb-x","clientsecret":"s3cret"}}';
    expect(() => service.saveFile({ connectionId: 'acme', text: key })).toThrow(
      expect.objectContaining({ code: 'STORE_FAILED' }),
    );
    expect(service.file('acme')).toBeNull();
  });
});
