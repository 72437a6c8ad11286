import { startMagnusPractice } from '#core/practice/magnus.ts';
import { startProcessServerPractice } from '#core/practice/process-server.ts';
import { startSapWorkflowPractice } from '#core/practice/sap-workflow.ts';
import { expect, test } from '../support/e2e.ts';

const clock = { now: Date.now };

test('SAP Workflow: a secret that is refused, a definition that is not there, a list that hides what was started', async ({
  app,
}) => {
  const { ui } = app;
  const { drafts, explain } = ui;
  const system = await startSapWorkflowPractice({ clock });
  system.updateService(['WORKFLOW_INSTANCE_START', 'WORKFLOW_INSTANCE_GET']);
  const key = system.serviceKey();

  await test.step('the secret of a key that was rotated away', async () => {
    await ui.dropFile('wf-dev-key.json', key.replace(/("clientsecret": ")[^"]+/, '$1rotated-away'));
    await ui.openOperation('Start an instance');
    await ui.send();
    await explain.expectStoppedAt('Client login');
    await explain.expectCause('does not accept the client id with this secret', 'likely');
    await explain.mend('Open the connection');
    await ui.dropFile('wf-dev-key.json', key);
    await expect(ui.keys.said).toBeVisible();
    await ui.goTo('Requests');
    await ui.send();
    await ui.expectStatus('201 Created');
  });
  await test.step('the name of a definition in place of its id', async () => {
    const written = { definitionId: 'Order approval', context: { price: 100 } };
    await drafts.writeBody(JSON.stringify(written));
    await ui.send();
    await explain.expectStoppedAt('Definition');
    await explain.expectCause('No workflow definition of this id is deployed here', 'certain');
  });
  await test.step('what was started has completed, and the list asks for what runs', async () => {
    await drafts.writeBody(JSON.stringify({ definitionId: 'order-notice', context: {} }));
    await ui.send();
    await ui.expectStatus('201 Created');
    await ui.openOperation('List instances');
    await drafts.address.fill('{{workflow_rest_url}}/v1/workflow-instances?definitionId=order-notice');
    await ui.send();
    await ui.expectStatus('200 OK');
    await ui.showAnswer('Explain');
    await explain.expectCause('The list leaves out what is', 'likely');
    await explain.mend('Correct the URL');
    await expect(drafts.address).toHaveValue(/COMPLETED/);
    await explain.sendAgain();
    await expect.poll(() => ui.showBody()).toContain('"COMPLETED"');
  });
  await system.stop();
});

test('Magnus: an assertion that lives too long, an account that may not run it, a run that is under way', async ({
  app,
}) => {
  const { ui } = app;
  const { drafts, explain, practice } = ui;
  const system = await startMagnusPractice({ clock });

  await test.step('a connection a colleague exported signs for two hours', async () => {
    await ui.dropFile('connections.json', connectionsFile(system.baseUrl));
    await ui.connections.open('Magnus from a colleague');
    await ui.dropFile('service-account.json', system.keyFile());
    await expect(ui.connections.credential).toContainText('in memory');
    await ui.openOperation(/Run a workflow$/);
    await ui.send();
    await explain.expectCause('The assertion lives for 2 h', 'certain');
    await explain.mend('Shorten the lifetime to 3600 s');
    await explain.sendAgain();
    await ui.expectStatus('200 OK');
  });
  await system.stop();
  await test.step('an account that was taken from the delegates', async () => {
    await ui.goTo('Practice');
    await practice.start('Magnus', 'Run a workflow');
    await ui.goTo('Practice');
    await practice.turnOn('Not a delegate');
    await ui.goTo('Requests');
    await ui.send();
    await explain.expectStoppedAt('Permission');
    await explain.expectCause('The service account may not do this', 'certain');
  });
  await test.step('a second start meets the first, and is queued', async () => {
    await ui.goTo('Practice');
    await practice.turnOn('Runs take long');
    await ui.goTo('Requests');
    await ui.send();
    await ui.expectStatus('200 OK');
    await ui.send();
    await explain.expectStoppedAt('Concurrency');
    await explain.expectCause(/run/, 'certain');
    await explain.mend('Correct the body');
    await expect(drafts.body).toContainText('"queue": true');
    await explain.sendAgain();
    await ui.expectStatus('200 OK');
  });
});

test('Process Server: passwords that were changed, a role the container wants, a question that hides the tasks', async ({
  app,
}) => {
  const { ui } = app;
  const { drafts, explain, practice } = ui;
  await ui.goTo('Practice');
  await practice.start('Process Server', 'List my tasks');
  await test.step('the administrator changed every password', async () => {
    await ui.goTo('Practice');
    await practice.turnOn('Passwords changed');
    await ui.goTo('Requests');
    await ui.send();
    await ui.expectStatus('401');
    await explain.expectStoppedAt('Container');
    await explain.expectCause('user', 'certain');
  });
  await test.step('dave is known, and lacks the role', async () => {
    await ui.goTo('Practice');
    await practice.clearFaults();
    await practice.logInAs('dave');
    await ui.goTo('Requests');
    await ui.send();
    await ui.expectStatus('403');
    await explain.expectCause('abTaskClient', 'likely');
  });
  await test.step('alice asks as an administrator, and sees her tasks when she asks as who she is', async () => {
    await ui.goTo('Practice');
    await practice.logInAs('alice');
    await ui.openOperation('List my tasks, in short');
    await ui.send();
    await ui.expectStatus('200 OK');
    await ui.showAnswer('Explain');
    await explain.expectCause('ADMINISTRATORS', 'possible');
    await explain.probe(/each human role/);
    await explain.expectCause('There are tasks the user may see', 'certain');
    await expect(explain.sentProbes).toHaveCount(6);
    await expect(explain.sentProbes.first()).toContainText('tasks as POTENTIAL_OWNERS');
    await explain.mend('Correct the body');
    await explain.sendAgain();
    await expect.poll(() => ui.showBody()).toContain('taskAbstract>');
    await expect(drafts.body).toContainText('POTENTIAL_OWNERS');
  });
});

test('Process Server: somebody else’s session in a header, found by asking without it, and taken out', async ({
  app,
}) => {
  const { ui } = app;
  const { drafts, explain } = ui;
  const system = await startProcessServerPractice({ clock });
  const [alice, , carol] = system.users;
  if (alice === undefined || carol === undefined) throw new Error('the practice system has too few users');
  const answer = await fetch(`${system.engineUrl}/services/AeB4PTaskClient-taskOperations?wsdl`, {
    headers: { authorization: `Basic ${Buffer.from(`${carol.name}:${carol.password}`).toString('base64')}` },
  });
  await ui.runCommand('New connection');
  await ui.connections.createProcessServer(system.engineUrl, alice.name, alice.password);
  await ui.openOperation(/List my tasks$/);
  await drafts.addHeader('Cookie', answer.headers.get('set-cookie')?.split(';')[0] ?? '');
  await ui.send();
  await ui.expectStatus('200 OK');
  await explain.probe(/a new session/);
  await explain.expectCause('The call was answered for another user', 'likely');
  await expect(explain.mends).toContainText('Cookie');
  await explain.mend('Drop the session');
  await explain.sendAgain();
  await expect.poll(() => ui.showBody()).toContain('taskAbstract>');
  await system.stop();
});

function connectionsFile(magnusUrl: string): string {
  const connection = {
    name: 'Magnus from a colleague',
    system: 'magnus',
    variables: { magnus_url: magnusUrl },
    credential: {
      kind: 'assertion',
      algorithm: 'RS256',
      keyId: '',
      issuer: 'workflow-runner@practice-magnus.iam.gserviceaccount.com',
      subject: '',
      audience: '',
      lifetimeSeconds: 7_200,
      backDateSeconds: 0,
      extraClaims: '',
      placement: { in: 'body-property', property: 'jwt' },
    },
  };
  return JSON.stringify({ format: 'gatewright-connections', version: 1, connections: [connection], leftOut: [] });
}
