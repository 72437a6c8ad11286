import { expect, test } from '../support/e2e.ts';
import { startRecordingServer } from '../support/recording-server.ts';

test('a production system is asked about before a POST and not before a GET, and a no sends nothing', async ({
  app,
}) => {
  const { ui } = app;
  const server = await startRecordingServer();
  await ui.runCommand('New connection');
  await ui.newConnection.beginHttp('Acme PROD', server.baseUrl);
  await ui.newConnection.choose('None');
  await ui.newConnection.create();
  await ui.connections.markAsProduction();
  await ui.drafts.openFirst();
  await ui.drafts.address.fill('{{base_url}}/orders');
  await ui.send();
  await ui.expectStatus('200 OK');
  expect(server.take().map(({ method }) => method)).toEqual(['GET']);

  await ui.drafts.chooseMethod('POST');
  await ui.send();
  await expect(ui.production.dialog).toContainText(`POST ${server.baseUrl}/orders`);
  await expect(ui.production.dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await ui.production.cancel();
  await expect(ui.production.dialog).toBeHidden();
  await ui.goTo('History');
  await expect(ui.history.entries).toHaveCount(1);
  expect(server.take()).toEqual([]);

  await ui.goTo('Requests');
  await ui.send();
  await ui.production.send();
  await expect(ui.production.dialog).toBeHidden();
  await expect(ui.drafts.cancelButton).toBeHidden();
  expect(server.take().map(({ method }) => method)).toEqual(['POST']);
  await server.stop();
});

test('a connection is copied, renamed, coloured, handed out without its secret and taken in again', async ({ app }) => {
  const { ui } = app;
  const password = 'correct+horse/battery=staple';
  await ui.runCommand('New connection');
  await ui.newConnection.beginHttp('Acme DEV', 'https://api.acme.example');
  await ui.newConnection.choose('User and password');
  await ui.newConnection.write('User', 'alice');
  await ui.newConnection.writeSecret('Password', password);
  await ui.newConnection.create();
  await ui.connections.runMore('Duplicate');
  await expect(ui.connections.title).toContainText('Acme DEV copy');
  await expect(ui.connections.credential).toContainText('in memory');
  await ui.connections.rename('Acme QA');
  await ui.connections.chooseColour('Violet');

  const file = await ui.connections.export();
  await expect(ui.connections.transferNote).toContainText('The file holds no secret.');
  expect(JSON.parse(file)).toMatchObject({
    connections: [{ name: 'Acme QA', colour: 'violet', credential: { kind: 'basic', username: 'alice' } }],
  });
  expect(file).not.toContain(password);

  await ui.connections.remove();
  await expect(ui.connections.rows).toHaveText([/Acme DEV/]);
  await ui.connections.import(file.replace('alice', 'carol'));
  await expect(ui.connections.transferNote).toContainText('Added Acme QA');
  await expect(ui.connections.rows).toHaveText([/Acme DEV/, /Acme QA.*carol.*its secret is missing/]);
  await ui.connections.import(file.replace('alice', 'carol'));
  await expect(ui.connections.transferNote).toContainText('all of it is here already');
});

test('a look at a practice connection wakes its system and shows where it runs now', async ({ app }) => {
  const { ui } = app;
  await ui.startPractising();
  await app.restart();
  await expect(ui.statusBar).toContainText('practice off');
  await ui.goTo('Connections');
  await ui.connections.open(/practice/);
  await expect(ui.statusBar).toContainText('practice on');
  const [, host = ''] = /practice on · (127\.0\.0\.1:\d+)/.exec(await ui.statusBar.innerText()) ?? [];
  await expect(ui.connections.endpoint('workflow_rest_url')).toHaveValue(new RegExp(`^http://${host}/`));
  await expect(ui.connections.preview).toContainText(host);
});
