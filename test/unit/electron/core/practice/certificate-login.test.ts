import { createPrivateKey, X509Certificate } from 'node:crypto';
import { decodeJwt } from 'jose';
import { Agent, request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type SapWorkflowPractice, startSapWorkflowPractice } from '#core/practice/sap-workflow.ts';
import { readServiceKey } from '#shared/systems/sap-workflow/service-key.ts';

type Uaa = { certificate: string; key: string; certurl: string; clientid: string; clientsecret?: string };

// TLS reads the time of the machine, so these systems run on it, too.
async function start(clock = { now: Date.now }) {
  const practice = await startSapWorkflowPractice({ clock });
  onTestFinished(() => practice.stop());
  return practice;
}

async function keyOf(practice: SapWorkflowPractice, validityDays?: number): Promise<Uaa> {
  return JSON.parse(await practice.x509ServiceKey(validityDays)).uaa;
}

async function login(
  practice: SapWorkflowPractice,
  certurl: string,
  form: Record<string, string>,
  connect: { cert?: string; key?: string },
) {
  const dispatcher = new Agent({ connect: { ca: await practice.caCertificate(), ...connect } });
  onTestFinished(() => dispatcher.destroy());
  const { statusCode, body } = await request(`${certurl}/oauth/token`, {
    method: 'POST',
    dispatcher,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
  });
  return { status: statusCode, body: (await body.json()) as { access_token: string; error?: string } };
}

describe('the X.509 service key of the practice system', () => {
  it('holds a certificate chain and its key instead of a secret, and is one the reader knows', async () => {
    const practice = await start();
    const text = await practice.x509ServiceKey();
    const { uaa } = JSON.parse(text) as { uaa: Uaa & Record<string, unknown> };
    expect(uaa).toMatchObject({ 'credential-type': 'x509', 'certificate-pinning': true });
    expect(uaa).not.toHaveProperty('clientsecret');
    expect(uaa.key).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
    expect(uaa.certificate.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    const leaf = new X509Certificate(uaa.certificate);
    const authority = new X509Certificate(await practice.caCertificate());
    expect(leaf.checkPrivateKey(createPrivateKey(uaa.key))).toBe(true);
    expect(leaf.verify(authority.publicKey)).toBe(true);
    expect(uaa.certificate).toContain(await practice.caCertificate());
    expect(readServiceKey(text)).toMatchObject({
      ok: true,
      key: { secret: { kind: 'x509' }, tokenUrl: `${uaa.certurl}/oauth/token`, clientId: uaa.clientid },
    });
  });

  it('lives seven days unless asked otherwise, and is another each time', async () => {
    const practice = await start();
    const ends = async (days?: number) => new X509Certificate((await keyOf(practice, days)).certificate);
    const [week, day] = [await ends(), await ends(1)];
    const daysLeft = (certificate: X509Certificate) => (certificate.validToDate.getTime() - Date.now()) / 86_400_000;
    expect(daysLeft(week)).toBeCloseTo(7, 2);
    expect(daysLeft(day)).toBeCloseTo(1, 2);
    expect(week.fingerprint256).not.toBe(day.fingerprint256);
  });

  it('fetches a token that the API takes, with no secret at all', async () => {
    const practice = await start();
    practice.updateService(['WORKFLOW_DEFINITION_GET']);
    const { certificate, key, certurl, clientid } = await keyOf(practice);
    const { status, body } = await login(practice, certurl, { client_id: clientid }, { cert: certificate, key });
    expect([status, decodeJwt(body.access_token).iss]).toEqual([200, `${practice.baseUrl}/uaa/oauth/token`]);
    const answer = await fetch(`${practice.baseUrl}/workflow-service/rest/v1/workflow-definitions`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(answer.status).toBe(200);
  });

  it('logs nobody in under another client id, nor over the door without TLS', async () => {
    const practice = await start();
    const { certificate, key, certurl, clientid } = await keyOf(practice);
    for (const form of [{ client_id: 'sb-somebody-else' }, {}]) {
      const { status, body } = await login(practice, certurl, form, { cert: certificate, key });
      expect([status, body.error]).toEqual([401, 'unauthorized']);
    }
    const plain = await fetch(`${practice.baseUrl}/uaa/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientid }),
    });
    expect(plain.status).toBe(401);
  });
});

it('ends the login with the certificate, by the clock of the practice system', async () => {
  let ahead = 0;
  const practice = await start({ now: () => Date.now() + ahead });
  const { certificate, key, certurl, clientid } = await keyOf(practice);
  const statusAfter = async (days: number) => {
    ahead = days * 86_400_000;
    return (await login(practice, certurl, { client_id: clientid }, { cert: certificate, key })).status;
  };
  expect([await statusAfter(6.9), await statusAfter(7.1)]).toEqual([200, 401]);
});

describe('the door that asks for a client certificate', () => {
  it('only closes the connection on a caller without one', async () => {
    const practice = await start();
    const { certurl, clientid } = await keyOf(practice);
    await expect(login(practice, certurl, { client_id: clientid }, {})).rejects.toMatchObject({
      code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET|CERTIFICATE_REQUIRED/),
    });
  });

  it('does not know the certificates of another practice system', async () => {
    const [practice, other] = await Promise.all([start(), start()]);
    const [{ certurl, clientid }, { certificate, key }] = [await keyOf(practice), await keyOf(other)];
    await expect(login(practice, certurl, { client_id: clientid }, { cert: certificate, key })).rejects.toMatchObject({
      code: expect.any(String),
    });
  });

  it('is trusted by nobody who was not given its authority', async () => {
    const practice = await start();
    const { certificate, key, certurl } = await keyOf(practice);
    const dispatcher = new Agent({ connect: { cert: certificate, key } });
    onTestFinished(() => dispatcher.destroy());
    await expect(request(certurl, { dispatcher })).rejects.toMatchObject({
      code: expect.stringMatching(/SELF_SIGNED|UNABLE_TO/),
    });
  });

  it('closes with the system', async () => {
    const practice = await start();
    const { certurl, certificate, key, clientid } = await keyOf(practice);
    await practice.stop();
    await expect(login(practice, certurl, { client_id: clientid }, { cert: certificate, key })).rejects.toMatchObject({
      // Reset rather than refused where the freed port has found another owner by then.
      code: expect.stringMatching(/^ECONN(REFUSED|RESET)$/),
    });
  });
});
