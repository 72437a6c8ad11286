import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApplyEvent } from '#shared/model/cf.ts';
import { cf8, type FakeCf, installFakeCf } from '../support/fake-cf.ts';
import { startTestCore, type TestCore } from '../support/test-core.ts';
import { links, type OpenLink } from './links.ts';

const wanted = ['WORKFLOW_DEFINITION_GET', 'WORKFLOW_INSTANCE_START'];
const key = JSON.stringify({
  clientid: 'sb-a!b1',
  clientsecret: 's3cret-of-acme',
  url: 'https://acme.authentication.example',
});

async function gather(stream: AsyncIterable<ApplyEvent>): Promise<ApplyEvent[]> {
  const events: ApplyEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

describe.each(links)('authorities $name', ({ open }) => {
  let cf: FakeCf;
  let test: TestCore;
  let link: OpenLink;
  let acme: string;

  beforeAll(async () => {
    cf = installFakeCf({
      version: cf8.version,
      target: cf8.target,
      services: cf8.services,
      'update-service': { hangs: true },
    });
    test = await startTestCore({ programs: cf.programs });
    link = await open(test.core.router);
    const { connection } = await link.client.connections.importKey({
      file: new File([key], 'key.json'),
      fileName: 'key.json',
    });
    acme = connection.id;
  });
  afterAll(async () => {
    await link.close();
    await test.dispose();
    cf.remove();
  });

  it('keeps the file of a connection, and hands one out', async () => {
    expect(await link.client.authorities.file({ connectionId: acme })).toBeNull();
    await link.client.authorities.saveFile({ connectionId: acme, text: '{"authorities": [' });
    expect(await link.client.authorities.file({ connectionId: acme })).toBe('{"authorities": [');
    await link.client.authorities.export({ text: '{"authorities":[]}' });
    expect(test.saved.at(-1)).toMatchObject({ fileName: 'authorities.json' });
  });

  it('says where cf points', async () => {
    expect(await link.client.authorities.cf()).toMatchObject({
      version: '8.7.10',
      target: { org: 'Acme', instances: ['wf dev'] },
    });
  });

  it('gives the practice system its list, and the new token carries it', async () => {
    const { connectionId } = await link.client.practice.start({ system: 'sap-workflow' });
    const input = { connectionId: connectionId ?? '', authorities: wanted, instance: null };
    const events = await gather(await link.client.authorities.apply(input));
    expect(events.map(({ kind }) => kind)).toEqual(['waiting', 'token-renewed', 'done']);
    expect(events.at(-1)).toMatchObject({ kind: 'done', missing: [] });
    const view = (await link.client.connections.list()).find(({ id }) => id === connectionId);
    expect(view?.token?.authorities).toEqual(expect.arrayContaining(wanted));
  });

  it('streams what cf prints as it prints it, and ends cf when the caller aborts', async () => {
    const abort = new AbortController();
    const input = { connectionId: acme, authorities: wanted, instance: 'wf dev' };
    const stream = await link.client.authorities.apply(input, { signal: abort.signal });
    const seen: string[] = [];
    try {
      for await (const event of stream) {
        seen.push(event.kind === 'line' ? event.text : event.kind);
        if (seen.at(-1) === 'hanging') abort.abort();
      }
    } catch {
      // Some links say that it was aborted, others just end.
    }
    expect(seen).toContain('hanging');
    // Another can begin: the first has been cleared away.
    await expect
      .poll(async () => {
        const second = new AbortController();
        const events = await link.client.authorities.apply(input, { signal: second.signal });
        const first = await events.next();
        second.abort();
        return first.done ? null : first.value.kind;
      })
      .toBe('command');
  });

  it('fails by name for a connection that is gone', async () => {
    const input = { connectionId: 'nobody', authorities: wanted, instance: null };
    await expect((async () => gather(await link.client.authorities.apply(input)))()).rejects.toMatchObject({
      code: 'CONNECTION_NOT_FOUND',
    });
  });
});
