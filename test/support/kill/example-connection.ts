import type { Connection } from '#shared/model/connection.ts';

/** A connection with one variable of the given value. */
export function exampleConnection(id: string, value: string): Connection {
  return {
    id,
    name: 'Acme DEV',
    system: 'sap-workflow',
    isPractice: false,
    isProduction: false,
    colour: 'none',
    trust: { extraCa: null, pinnedFingerprint: null },
    variables: { value },
    credential: { kind: 'none' },
    identity: { tenant: null, subaccountId: null, xsappname: null, serviceInstanceId: null },
    createdAt: 1,
    lastUsedAt: null,
  };
}
