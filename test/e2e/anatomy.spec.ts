import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { startSapWorkflowPractice } from '#core/practice/sap-workflow.ts';
import { expect, test } from '../support/e2e.ts';

const signer = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKeyPem = signer.publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** A token as another tenant's client might hold it, with a claim outside ASCII. */
const signToken = (claims: Record<string, unknown> = {}) =>
  new SignJWT({ scope: ['uaa.resource'], customer: 'Jürgen Müller', ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .setIssuer('https://elsewhere.example')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(signer.privateKey);

test('the token of a call is taken apart, verified, broken by one character and laid beside another', async ({
  app,
}) => {
  const { ui } = app;
  const { anatomy } = ui;
  const system = await startSapWorkflowPractice({ clock: { now: Date.now } });
  system.updateService(['WORKFLOW_DEFINITION_GET']);
  await ui.dropFile('key.json', system.serviceKey());
  await ui.openOperation('List definitions');
  await ui.send();
  await ui.expectStatus('200 OK');
  await ui.drafts.showPart('Auth');
  await ui.drafts.openAnatomy();

  await expect(anatomy.title).toContainText('Token');
  await expect(anatomy.claims).toContainText('the subaccount (tenant) it holds for');
  const scope = anatomy.scopes.filter({ hasText: 'WORKFLOW_DEFINITION_GET' });
  await expect(scope).toContainText('List workflow definitions and their versions');
  await anatomy.expectSignature('verified');
  const jwksUrl = `${new URL(system.baseUrl).origin}/uaa/token_keys`;
  await anatomy.giveJwksUrl(jwksUrl);
  await anatomy.expectSignature('verified');
  await expect(anatomy.signature).toContainText('Key:');

  await anatomy.changeOneCharacter();
  await anatomy.expectSignature('fails, as it should');
  await anatomy.putItBack();
  await anatomy.expectSignature('verified');
  await anatomy.giveKey(publicKeyPem);
  await anatomy.expectSignature('not verified');
  const { keys } = (await (await fetch(jwksUrl)).json()) as { keys: { value: string }[] };
  await anatomy.giveKey(keys[0]?.value ?? '');
  await anatomy.expectSignature('verified');

  await anatomy.compareWithPasted(await signToken());
  await expect(anatomy.comparison.getByRole('row').filter({ hasText: 'iss' })).toContainText('elsewhere.example');
  await expect(anatomy.comparison.getByRole('row').filter({ hasText: 'scope' })).toContainText(
    'WORKFLOW_DEFINITION_GET',
  );
  await system.stop();
});

test('a pasted JWT is taken apart with what was copied around it, and what is none is called what it is', async ({
  app,
}) => {
  const { ui } = app;
  const { anatomy } = ui;
  await ui.runCommand('Anatomy: a JWT I paste');
  await anatomy.pasted.fill('{"access_token": 1}');
  await expect(anatomy.pasted).toHaveAttribute('aria-invalid', 'true');
  await anatomy.pasted.fill(`Authorization: Bearer ${await signToken()}`);
  await expect(anatomy.pasted).toHaveAttribute('aria-invalid', 'false');
  await expect(anatomy.claims).toContainText('Jürgen Müller');
  await expect(anatomy.signature).toContainText('Not checked');
  await anatomy.giveKey(JSON.stringify(signer.publicKey.export({ format: 'jwk' })));
  await anatomy.expectSignature('verified');
  await anatomy.changeOneCharacter();
  await anatomy.expectSignature('fails, as it should');
});
