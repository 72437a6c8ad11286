import type { CertifiedKey } from '../certificates.ts';
import type { ServiceInstance } from './service-instance.ts';

/** What an X.509 key has instead of a client secret. */
export type X509Login = CertifiedKey & { certUrl: string };

/** The token endpoint's base, and that of the API, which a fault may move. */
export type Addresses = { baseUrl: string; apiUrl: string };

/**
 * The service key as the platform prints it: endpoints beside a nested `uaa` block with the fields of a current key. With
 * `x509` it is one of type X.509, and holds no client secret.
 */
export function writeServiceKey(
  instance: ServiceInstance,
  { baseUrl, apiUrl }: Addresses,
  publicKeyPem: string,
  x509: X509Login | null = null,
): string {
  const uaaUrl = `${baseUrl}/uaa`;
  const key = {
    content_endpoint: `${apiUrl}/workflow-deploy/rest/internal/v1`,
    endpoints: {
      workflow_odata_url: `${apiUrl}/workflow-service/odata`,
      workflow_rest_url: `${apiUrl}/workflow-service/rest`,
    },
    saasregistryappname: 'workflow',
    'sap.cloud.service': 'com.sap.bpm.workflow',
    uaa: {
      apiurl: uaaUrl,
      clientid: instance.clientId,
      ...(x509 === null ? secretFields(instance) : x509Fields(x509)),
      identityzone: instance.tenant,
      identityzoneid: instance.subaccountId,
      sburl: uaaUrl,
      serviceInstanceId: instance.serviceInstanceId,
      subaccountid: instance.subaccountId,
      tenantid: instance.subaccountId,
      tenantmode: 'dedicated',
      uaadomain: new URL(baseUrl).host,
      url: uaaUrl,
      verificationkey: publicKeyPem,
      xsappname: instance.xsappname,
      zoneid: instance.subaccountId,
    },
  };
  return `${JSON.stringify(key, null, 2)}\n`;
}

function secretFields({ clientSecret }: ServiceInstance): Record<string, unknown> {
  return { clientsecret: clientSecret, 'credential-type': 'binding-secret' };
}

function x509Fields({ certificate, key, certUrl }: X509Login): Record<string, unknown> {
  return { certificate, key, certurl: certUrl, 'certificate-pinning': true, 'credential-type': 'x509' };
}
