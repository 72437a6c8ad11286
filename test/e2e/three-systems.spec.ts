import { startMagnusPractice } from '#core/practice/magnus.ts';
import { startProcessServerPractice } from '#core/practice/process-server.ts';
import { startSapWorkflowPractice } from '#core/practice/sap-workflow.ts';
import { expect, test } from '../support/e2e.ts';

const clock = { now: Date.now };

test('SAP Workflow is reached from a service key with a certificate', async ({ app }) => {
  const { ui } = app;
  const system = await startSapWorkflowPractice({ clock });
  system.updateService(['WORKFLOW_DEFINITION_GET']);
  await ui.dropFile('wf-x509.json', await system.x509ServiceKey());
  await ui.connections.trustAlso('practice-ca.pem', await system.caCertificate());
  await ui.openOperation('List definitions');
  await ui.send();
  await ui.expectStatus('200 OK');
  await system.stop();
});

test('Magnus is reached from a Google service account key', async ({ app }) => {
  const { ui } = app;
  const system = await startMagnusPractice({ clock });
  await ui.dropFile('service-account.json', system.keyFile());
  await ui.connections.giveEndpoint('magnus_url', system.baseUrl);
  await ui.openOperation(/Run a workflow$/);
  await ui.send();
  await ui.expectStatus('200 OK');
  expect(await ui.showBody()).toContain('"status": "ok"');
  await system.stop();
});

test('Process Server is reached with a user and a password', async ({ app }) => {
  const { ui } = app;
  const system = await startProcessServerPractice({ clock });
  const [user] = system.users;
  if (user === undefined) throw new Error('the practice system has no users');
  await ui.runCommand('New connection');
  await ui.connections.createProcessServer(system.engineUrl, user.name, user.password);
  await ui.openOperation(/List my tasks$/);
  await ui.send();
  await ui.expectStatus('200 OK');
  expect(await ui.showBody()).toContain('taskAbstract');
  await system.stop();
});
