import { randomBytes, randomUUID } from 'node:crypto';
import { defaultAuthorities } from '#shared/systems/sap-workflow/authorities.ts';

/**
 * Authorities every token of a service instance carries, however it is configured. They were seen in a token fetched
 * before the first `update-service` and again in one fetched after it, though the update did not list them.
 */
export const builtInAuthorities: readonly string[] = [...defaultAuthorities, 'uaa.resource'];

// Ids are the same on every start, so that a key handed out today is known tomorrow as the same connection's.
const serviceInstanceId = '7c3f9d52-4b1e-4f0a-9a86-2d5e8c0b71f4';
const serviceName = 'workflow!b10150';
const xsappname = `clone-${serviceInstanceId}!b55889|${serviceName}`;

/** What the platform knows of the one service instance: who its client is and what the client may do. */
export type ServiceInstance = {
  serviceInstanceId: string;
  subaccountId: string;
  /** Subdomain of the tenant, `zdn` in a token. */
  tenant: string;
  /** Application name of the service itself, the prefix of every scope. */
  serviceName: string;
  /** Application name of this instance's client. */
  xsappname: string;
  clientId: string;
  /** Another one, which holds a `+`, while a fault asks for it. */
  readonly clientSecret: string;
  /** UAA's revision signature: changes with the client's secret. */
  revisionSignature: string;
  /** What the next token carries, without prefix. */
  authorities(): string[];
  /** Replaces the configured list, as `cf update-service -c` does: what is left out is taken away. */
  update(authorities: string[]): void;
};

/** A never-configured instance with a new random secret. */
export function createServiceInstance(hasPlus: () => boolean = () => false): ServiceInstance {
  let configured: readonly string[] = [];
  const clientSecret = createSecret();
  const secretWithPlus = `${createSecret().slice(0, -1)}+=`;
  return {
    serviceInstanceId,
    subaccountId: 'e0a4d6b8-31c7-4c52-8f1b-96d3a5f20c17',
    tenant: 'practice',
    serviceName,
    xsappname,
    clientId: `sb-${xsappname}`,
    get clientSecret() {
      return hasPlus() ? secretWithPlus : clientSecret;
    },
    revisionSignature: randomBytes(4).toString('hex'),
    authorities: () => [...new Set([...builtInAuthorities, ...configured])],
    update(authorities) {
      configured = authorities.map((authority) => authority.trim()).filter((authority) => authority !== '');
    },
  };
}

/** `TASK_GET` → `workflow!b10150.TASK_GET`; UAA's own `uaa.resource` has no application name before it. */
export function scopeOf(instance: ServiceInstance, authority: string): string {
  return authority === 'uaa.resource' ? authority : `${instance.serviceName}.${authority}`;
}

// Real secrets hold characters that shells, URLs and careless encoders trip over. So does this one, every time.
function createSecret(): string {
  return `${randomUUID()}$${randomBytes(16).toString('base64url')}_${randomBytes(16).toString('base64url')}=`;
}
