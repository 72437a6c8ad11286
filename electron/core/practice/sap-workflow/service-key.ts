import type { ServiceInstance } from './service-instance.ts';

/** The service key as the platform prints it: endpoints beside a nested `uaa` block with the fields of a current key. */
export function writeServiceKey(instance: ServiceInstance, baseUrl: string, publicKeyPem: string): string {
  const uaaUrl = `${baseUrl}/uaa`;
  const key = {
    content_endpoint: `${baseUrl}/workflow-deploy/rest/internal/v1`,
    endpoints: {
      workflow_odata_url: `${baseUrl}/workflow-service/odata`,
      workflow_rest_url: `${baseUrl}/workflow-service/rest`,
    },
    saasregistryappname: 'workflow',
    'sap.cloud.service': 'com.sap.bpm.workflow',
    uaa: {
      apiurl: uaaUrl,
      clientid: instance.clientId,
      clientsecret: instance.clientSecret,
      'credential-type': 'binding-secret',
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
