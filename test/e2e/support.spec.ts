import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from '../support/e2e.ts';
import { findSecret } from '../support/find-secret.ts';
import { harSecrets, sampleHar, sampleToken } from '../support/sample-har.ts';

/** What the customer is called, in hosts and tenants. */
const customer = /acme/i;

test('what a customer sent is read, explained and kept, and a bundle of it holds no secret and no name', async ({
  app,
}) => {
  const { ui } = app;
  const { explain, history, support } = ui;

  await test.step('a HAR lies open: six exchanges, each explained, nothing sent', async () => {
    await ui.dropFile('from-the-customer.har', sampleHar());
    await support.expectOpened('from-the-customer.har');
    await expect(support.entries).toHaveCount(6);
    await explain.expectStoppedAt('Authority');
    await support.choose('taskOperations');
    await explain.expectCause('The call asks for', 'possible');
    await support.choose('/remote');
    await explain.expectStoppedAt('Key and assertion');
    await support.choose('wrokflow');
    await explain.expectStoppedAt('Lookup');
    await support.choose('workflow-definitions');
    expect(await ui.showBody()).toContain('User does not have sufficient privileges.');
  });
  await test.step('kept, it is found by the gate that stopped it', async () => {
    await support.keep();
    await history.expectCount('6 entries');
    await history.gate('Authority').click();
    await history.expectCount('1 match');
    await history.choose('403');
    await history.gate('Authority').click();
  });
  const bundle = await test.step('a bundle of two is reviewed field by field', async () => {
    await support.startBundle();
    await support.tick('List my tasks');
    await support.review();
    expect(await support.reviewText()).toMatch(customer);
    await support.hideNames.check();
    await expect.poll(() => support.reviewText()).not.toMatch(customer);
    expect(await support.reviewText()).toContain('host-1');
    const whole = support.fields.filter({ hasText: /^whole body/ });
    await expect(whole).toHaveCount(5);
    for (const one of await whole.all()) await expect(one.getByRole('checkbox')).not.toBeChecked();
    return support.save();
  });
  await test.step('it holds what the review showed, and nothing else', async () => {
    expect(bundle.name).toMatch(/\.gatewright\.zip$/);
    const files = Object.entries(unzipSync(bundle.bytes));
    expect(files.map(([name]) => name)).toEqual(['exchanges.har', 'report.md', 'environment.json']);
    for (const [name, bytes] of files) {
      for (const secret of harSecrets) expect(findSecret(bytes, secret), name).toEqual([]);
      expect(strFromU8(bytes), name).not.toMatch(customer);
    }
  });
  await test.step('opened again, the same gates stop the same calls', async () => {
    await support.closeSaved();
    await ui.dropFile(bundle.name, bundle.bytes);
    await support.expectOpened(bundle.name);
    await explain.expectStoppedAt('Authority');
    await explain.expectCause('The token does not carry WORKFLOW_DEFINITION_GET', 'certain');
  });
});

test('a curl line with what -v printed, pasted, is explained', async ({ app }) => {
  const { ui } = app;
  await ui.openPasteDialog();
  await ui.keys.field.focus();
  await ui.page.keyboard.insertText(transcript());
  await ui.keys.dialog.getByRole('button', { name: 'Read it' }).click();
  await ui.support.expectOpened('pasted text');
  await expect(ui.support.entries).toHaveCount(1);
  await ui.explain.expectStoppedAt('Authority');
  await ui.explain.expectCause('The token does not carry WORKFLOW_DEFINITION_GET', 'likely');
});

function transcript(): string {
  const url = 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest/v1/workflow-definitions';
  const body = '{"error":{"message":"User does not have sufficient privileges."}}';
  return `$ curl -v '${url}' -H "Authorization: Bearer ${sampleToken()}"
*   Trying 203.0.113.7:443...
* Connected to api.workflow-sap.cfapps.eu10.hana.ondemand.com (203.0.113.7) port 443
* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384
> GET /workflow-service/rest/v1/workflow-definitions HTTP/1.1
> Host: api.workflow-sap.cfapps.eu10.hana.ondemand.com
> User-Agent: curl/8.5.0
> Accept: */*
> Authorization: Bearer ${sampleToken()}
>
< HTTP/1.1 403 Forbidden
< Content-Type: application/json
< Content-Length: ${body.length}
<
${body}
* Connection #0 to host api.workflow-sap.cfapps.eu10.hana.ondemand.com left intact
`;
}
