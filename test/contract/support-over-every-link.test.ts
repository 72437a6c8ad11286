import { safe } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCore, type TestCore } from '../support/test-core.ts';
import { entry, har } from '../unit/shared/import/traffic.ts';
import { links, type OpenLink } from './links.ts';

const text = har([
  entry('https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest/v1/workflow-instances', {
    method: 'POST',
    headers: { Authorization: 'Bearer {{token}}' },
    body: '{"definitionId":"order"}',
    status: 401,
    answer: '{"error":"unauthorized","error_description":"no"}',
  }),
]);

describe.each(links)('support $name', ({ open }) => {
  let test: TestCore;
  let link: OpenLink;

  beforeAll(async () => {
    test = await startTestCore();
    link = await open(test.core.router);
  });
  afterAll(async () => {
    await link.close();
    await test.dispose();
  });

  it('opens a file and a pasted text alike, and neither enters history', async () => {
    const { support, history } = link.client;
    const file = await support.open({ file: new File([text], 'customer.har'), fileName: 'customer.har' });
    const pasted = await support.openText({ text });
    expect(file).toMatchObject({ format: 'har', words: 'a HAR of Firefox 131 with 1 exchange' });
    expect(pasted.exchanges[0]?.exchange.report).toEqual(file.exchanges[0]?.exchange.report);
    expect(pasted.exchanges[0]?.exchange.id).not.toBe(file.exchanges[0]?.exchange.id);
    expect((await history.list({ search: '', cursor: null, limit: 10 })).total).toBe(0);
  });

  it('refuses what holds no calls, and says what it is instead', async () => {
    const { error } = await safe(link.client.support.openText({ text: '<html></html>' }));
    expect(error).toMatchObject({ code: 'FILE_UNREADABLE', message: 'This is a web page (HTML), and holds no calls.' });
  });

  it('keeps what was opened, reviews it, and hands out what the review showed', async () => {
    const { support, history } = link.client;
    const { exchanges } = await support.openText({ text });
    await support.keep({ exchanges });
    const { entries } = await history.list({ search: '', cursor: null, limit: 10 });
    expect(entries[0]).toMatchObject({ name: 'From a file: Start an instance', connectionId: null, status: 401 });
    const choice = { exchangeIds: entries.map(({ id }) => id), bodiesOf: [], leftOut: [], hidesNames: false };
    const review = await support.review(choice);
    await support.export(choice);
    expect(test.saved.at(-1)).toMatchObject({ fileName: review.fileName });
    expect(test.saved.at(-1)?.bytes.length).toBe(review.bytes);
    const bundle = new File([test.saved.at(-1)?.bytes as Uint8Array<ArrayBuffer>], 'renamed.bin');
    const again = await support.open({ file: bundle, fileName: 'renamed.bin' });
    expect(again.format).toBe('bundle');
    expect(again.exchanges[0]?.exchange.report.stoppedAt).toBe(exchanges[0]?.exchange.report.stoppedAt);
  });
});
