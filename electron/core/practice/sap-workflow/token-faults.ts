import type { Fault, Faults } from '../faults.ts';
import type { ServiceInstance } from './service-instance.ts';

const group = 'Token';

/** What can be wrong with a token, or with the clock that judges it. */
export const tokenFaults = [
  {
    id: 'token-expired',
    name: 'Token expired',
    words: 'every new token ended an hour ago',
    group,
    cause: 'token-expired',
    endsLogin: true,
  },
  {
    id: 'token-not-yet-valid',
    name: 'Token not valid yet',
    words: 'every new token begins in an hour',
    group,
    cause: 'token-not-yet-valid',
    endsLogin: true,
  },
  {
    id: 'clock-skew',
    name: 'Clock behind',
    words: 'the service’s clock is ten minutes behind: a new token begins in its future',
    group,
    cause: 'clock-skew',
    endsLogin: true,
  },
  {
    id: 'token-wrong-tenant',
    name: 'Token of another tenant',
    words: 'every new token comes from another subaccount',
    group,
    cause: 'token-wrong-tenant',
    endsLogin: true,
  },
  {
    id: 'token-wrong-audience',
    name: 'Token for another service',
    words: 'every new token is made out for the rules service',
    group,
    cause: 'token-wrong-audience',
    endsLogin: true,
  },
  {
    id: 'token-signature-invalid',
    name: 'Signature wrong',
    words: 'every new token is signed with a key the service does not know',
    group,
    cause: 'token-signature-invalid',
    endsLogin: true,
  },
] as const satisfies readonly Fault[];

/** Faults of who asks: the token is good, and belongs to somebody else. */
export const holderFaults = [
  {
    id: 'wrong-service-instance',
    name: 'Key of another instance',
    words: 'every new token belongs to another service instance: refused, although the authority is in it',
    group: 'Who asks',
    cause: 'wrong-service-instance',
    endsLogin: true,
  },
  {
    id: 'role-missing',
    name: 'A person without a role',
    words: 'every new token is that of a person who has no role collection',
    group: 'Who asks',
    cause: 'role-missing',
    endsLogin: true,
  },
] as const satisfies readonly Fault[];

export type TokenFaultId = (typeof tokenFaults)[number]['id'] | (typeof holderFaults)[number]['id'];

/** How far the service's clock is behind while `clock-skew` is on. */
export const skewMs = 10 * 60_000;

/** Claims that take the place of the usual ones, and whether another key signs. */
export type TokenDefect = { claims: Record<string, unknown>; isForged: boolean };

const hour = 3_600;
const otherTenant = 'https://other-tenant.authentication.practice.example/oauth/token';
const otherSubaccount = '5d2e8f17-90ab-4c63-b1d4-7e0f2a9c8b36';

/** The defect that the faults that are on give a token issued now. `now` in epoch seconds. */
export function defectOf(faults: Faults<TokenFaultId>, instance: ServiceInstance, now: number): TokenDefect {
  const claims: Record<string, unknown> = {};
  if (faults.isOn('token-expired')) Object.assign(claims, { iat: now - 13 * hour, exp: now - hour });
  if (faults.isOn('token-not-yet-valid'))
    Object.assign(claims, { iat: now + hour, nbf: now + hour, exp: now + 13 * hour });
  if (faults.isOn('token-wrong-audience')) claims.aud = ['uaa', 'rules!b4711', 'sb-rules!b4711'];
  if (faults.isOn('token-wrong-tenant')) {
    const ext_attr = { enhancer: 'XSUAA', subaccountid: otherSubaccount, zdn: 'other-tenant' };
    Object.assign(claims, { iss: otherTenant, zid: otherSubaccount, ext_attr });
  }
  if (faults.isOn('wrong-service-instance')) {
    const { subaccountId, tenant } = instance;
    claims.ext_attr = {
      enhancer: 'XSUAA',
      subaccountid: subaccountId,
      zdn: tenant,
      serviceinstanceid: otherInstanceId,
    };
  }
  if (faults.isOn('role-missing')) Object.assign(claims, personalClaims());
  return { claims, isForged: faults.isOn('token-signature-invalid') };
}

const otherInstanceId = '1b9c4e20-6d7f-4a58-93e1-c0a2b4d6f813';

/** XSUAA's claims of a person who logged in by authorization code. Scopes come of roles, and there are none. */
function personalClaims(): Record<string, unknown> {
  return {
    grant_type: 'authorization_code',
    user_id: '8c0d4f51-72b9-4e6a-a3f8-1d5b9e7c2046',
    user_name: 'carol@practice.example',
    email: 'carol@practice.example',
    origin: 'sap.default',
    sub: '8c0d4f51-72b9-4e6a-a3f8-1d5b9e7c2046',
    scope: ['openid'],
    authorities: undefined,
  };
}
