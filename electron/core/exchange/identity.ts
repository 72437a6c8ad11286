import type { Settings } from '#shared/model/settings.ts';
import type { Trust } from '#shared/model/trust.ts';

export type ProxyChoice = Settings['proxy'];

/** The proxy that the settings name. */
export type FixedProxy = Extract<ProxyChoice, { mode: 'fixed' }>;

/** PEM, both: the chain with the leaf first, and its private key. */
export type ClientCertificate = { certificate: string; key: string };

/** As whom, over which way and trusting whom a call is made. Calls that differ in it never share a connection. */
export type Identity = {
  trust?: Trust;
  clientCertificate?: ClientCertificate | null;
  proxy?: ProxyChoice;
};

/** What may go along to another origin: everything but what proves who we are. */
export function withoutProof(identity: Identity): Identity {
  return { ...identity, clientCertificate: null };
}
