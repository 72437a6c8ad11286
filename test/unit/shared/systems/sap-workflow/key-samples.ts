/** Service keys as the platform prints them, with made-up values. No real key, and no private key: tests make theirs. */
export const uaa = {
  apiurl: 'https://api.authentication.eu10.hana.ondemand.com',
  clientid: 'sb-clone-5f2d7a90!b31337|workflow!b10150',
  clientsecret: 'k7$Qz+pL=mN-oW_vX',
  uaadomain: 'authentication.eu10.hana.ondemand.com',
  url: 'https://acme-dev.authentication.eu10.hana.ondemand.com',
  xsappname: 'clone-5f2d7a90!b31337|workflow!b10150',
  zoneid: 'a1b2c3d4-0000-4000-8000-00000000beef',
};

export const endpoints = {
  workflow_odata_url: 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/odata',
  workflow_rest_url: 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest',
};

export const nestedKey = {
  content_endpoint: 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-deploy/rest/internal/v1',
  endpoints,
  'html5-apps-repo': { app_host_id: '11111111-2222-4333-8444-555555555555' },
  portal_content_provider: { instance_id: '66666666-7777-4888-8999-000000000000' },
  saasregistryappname: 'workflow',
  'sap.cloud.service': 'com.sap.bpm.workflow',
  uaa,
};

export function printed(key: unknown): string {
  return JSON.stringify(key, null, 2);
}
