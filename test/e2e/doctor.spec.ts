import { createCertificateMaker, fingerprintOf } from '../support/certificates.ts';
import { expect, type RunningApp, test } from '../support/e2e.ts';
import { refusingUrl } from '../support/sample-server.ts';
import { startTlsServer } from '../support/tls-server.ts';

/** Sets up a connection without a login, and checks it. */
async function checkNew({ ui }: RunningApp, name: string, baseUrl: string): Promise<void> {
  await ui.runCommand('New connection');
  await ui.newConnection.beginHttp(name, baseUrl);
  await ui.newConnection.choose('None');
  await ui.newConnection.create();
  await ui.doctor.check();
}

const atTls = { Connection: 'passed', TLS: 'failed', Login: 'not reached', 'A harmless call': 'not reached' } as const;

test('the doctor walks the whole way to a system that is well, and stops where nobody listens', async ({ app }) => {
  const { ui } = app;
  const { doctor } = ui;
  await ui.startPractising();
  await ui.openActiveConnection();
  await doctor.check();
  await doctor.expectStates({ Connection: 'passed', Login: 'passed', 'A harmless call': 'failed' });
  await expect(doctor.step('A harmless call')).toContainText('does not carry WORKFLOW_DEFINITION_GET');
  await ui.goTo('Practice');
  await ui.practice.authority('WORKFLOW_DEFINITION_GET').click();
  await ui.practice.update();
  await ui.openActiveConnection();
  await doctor.check();
  await doctor.expectStates({ Connection: 'passed', Login: 'passed', 'A harmless call': 'passed' });
  await expect(doctor.verdict).toContainText('is clear');

  await checkNew(app, 'Nobody there', await refusingUrl());
  await doctor.expectStates({ Connection: 'failed', TLS: 'not reached', 'A harmless call': 'not reached' });
  await expect(doctor.verdict).toContainText(/^The way to 127\.0\.0\.1:\d+ ends at the connection\.$/);
  await doctor.step('Connection').getByRole('button', { name: 'Go to endpoints' }).click();
  await expect(ui.connections.endpoint('base_url')).toBeFocused();
});

test('one certificate is accepted for one connection, by its fingerprint, and no other', async ({ app }) => {
  const { ui } = app;
  const { doctor } = ui;
  const maker = createCertificateMaker();
  const [first, second] = [maker.make({ name: 'first' }), maker.make({ name: 'second' })];
  const server = await startTlsServer(first);
  await checkNew(app, 'Self-signed', server.url);
  await doctor.expectStates(atTls);
  await expect(doctor.step('TLS')).toContainText('is signed by itself');
  const fingerprint = await doctor.acceptCertificate();
  expect(fingerprint.replaceAll(/\W/g, '').toLowerCase()).toBe(fingerprintOf(first.certificate));
  await doctor.expectStates({ TLS: 'passed', 'A harmless call': 'passed' });
  await expect(doctor.step('TLS')).toContainText('the one certificate that this connection accepts');
  await expect(ui.connections.trust).toContainText(fingerprint);

  server.changeCertificate(second);
  await doctor.checkAgain();
  await doctor.expectStates(atTls);
  await expect(doctor.step('TLS')).toContainText('it is not the certificate that this connection accepts');
  server.changeCertificate(first);
  await checkNew(app, 'The same without a pin', server.url);
  await doctor.expectStates(atTls);
  await server.stop();
  maker.remove();
});

test('a server that wants a client certificate under TLS 1.3 is not taken for one that hangs up', async ({ app }) => {
  const maker = createCertificateMaker();
  const authority = maker.make({ name: 'authority', isCa: true });
  const server = await startTlsServer(maker.make({ name: 'strict', issuer: 'authority' }), {
    ca: [authority.certificate],
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.3',
  });
  const { ui } = app;
  await checkNew(app, 'Strict', server.url);
  await ui.doctor.expectStates(atTls);
  await ui.connections.trustAlso('authority.pem', authority.certificate);
  await ui.doctor.checkAgain();
  await ui.doctor.expectStates(atTls);
  await expect(ui.doctor.step('TLS')).toContainText('wants a client certificate, and was shown none');
  await expect(ui.doctor.step('TLS')).toContainText('the server asks for a client certificate; it was shown none');
  await server.stop();
  maker.remove();
});
