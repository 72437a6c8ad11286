import type { Credential } from '#shared/model/credential.ts';
import type { SystemId } from '#shared/model/system-id.ts';

/** What the form of a new connection asks for each system. */
export type ConnectionPreset = {
  system: SystemId;
  name: string;
  /** How it lets you in, in one sentence. */
  says: string;
  /** The variable every draft of the system begins with. */
  endpoint: { variable: string; label: string; example: string; hint: string };
  /** The sensible ways in, the usual one first. All others stand behind them. */
  kinds: readonly Credential['kind'][];
};

export const connectionPresets: readonly ConnectionPreset[] = [
  {
    system: 'sap-workflow',
    name: 'SAP Workflow',
    says: 'A service key’s client fetches a token; the token’s scopes are its authorities. Dropping the service key fills all of this in.',
    endpoint: {
      variable: 'workflow_rest_url',
      label: 'Workflow REST API',
      example: 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest',
      hint: 'endpoints.workflow_rest_url of the service key.',
    },
    kinds: ['oauth2-client-credentials'],
  },
  {
    system: 'magnus',
    name: 'Magnus',
    says: 'Each call carries a JWT in its body, signed with the key of a service account that Magnus knows.',
    endpoint: {
      variable: 'magnus_url',
      label: 'Address of Magnus',
      example: 'https://magnus.example.com',
      hint: 'Without /remote; every call adds it.',
    },
    kinds: ['assertion'],
  },
  {
    system: 'process-server',
    name: 'Process Server',
    says: 'User and password go with every call. Without them the server answers with an empty list, and no error.',
    endpoint: {
      variable: 'process_server_url',
      label: 'Address of the Process Server',
      example: 'https://server.example.com:8443/active-bpel',
      hint: 'Up to and with /active-bpel.',
    },
    kinds: ['basic'],
  },
  {
    system: 'generic-http',
    name: 'Any HTTP service',
    says: 'Whatever speaks HTTP, with any of the ways in.',
    endpoint: {
      variable: 'base_url',
      label: 'Base address',
      example: 'https://api.example.com/v1',
      hint: 'Written as {{base_url}} in drafts. May be left empty.',
    },
    kinds: ['oauth2-client-credentials', 'basic', 'bearer', 'api-key', 'assertion', 'none'],
  },
];

export function presetOf(system: SystemId): ConnectionPreset {
  const preset = connectionPresets.find((one) => one.system === system);
  if (preset === undefined) throw new Error(`no preset for ${system}`);
  return preset;
}

/** Every way in, as it is called in the window. */
export const kindNames: Record<Credential['kind'], string> = {
  'oauth2-client-credentials': 'OAuth 2 client',
  assertion: 'Signed assertion (JWT)',
  basic: 'User and password',
  bearer: 'Bearer token',
  'api-key': 'API key',
  none: 'None',
};

/** One sentence on what each way in does. */
export const kindWords: Record<Credential['kind'], string> = {
  'oauth2-client-credentials': 'A client fetches a token at a token endpoint (RFC 6749, client credentials).',
  assertion: 'A JWT that Gatewright signs with your key, made anew as it is needed.',
  basic: 'HTTP Basic (RFC 7617), sent with every call without being asked.',
  bearer: 'A token somebody else fetched. It is sent as it is until you give another.',
  'api-key': 'A fixed key in a header or in the address.',
  none: 'Calls go out without a login.',
};
