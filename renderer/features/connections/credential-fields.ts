import type {
  AssertionPlacement,
  ClientAuthentication,
  Credential,
  ExtraField,
  SigningAlgorithm,
} from '#shared/model/credential.ts';
import type { SystemId } from '#shared/model/system-id.ts';
import { presetOf } from './connection-presets.ts';

/** The public part of every kind of credential side by side, as text: what was typed for one kind outlives a look at another. */
export type CredentialFields = {
  kind: Credential['kind'];
  tokenUrl: string;
  clientId: string;
  scope: string;
  clientAuthentication: ClientAuthentication;
  secretKind: 'client-secret' | 'x509';
  extraParameters: ExtraField[];
  extraHeaders: ExtraField[];
  certificateExpiresAt: number | null;
  algorithm: SigningAlgorithm;
  keyId: string;
  issuer: string;
  subject: string;
  audience: string;
  lifetimeSeconds: string;
  backDateSeconds: string;
  extraClaims: string;
  placedIn: AssertionPlacement['in'];
  property: string;
  username: string;
  keepsSession: boolean;
  keyIn: 'header' | 'query';
  keyName: string;
};

/** What a new credential of a system begins with. */
export function fieldsFor(system: SystemId): CredentialFields {
  const isMagnus = system === 'magnus';
  return {
    kind: presetOf(system).kinds[0] ?? 'none',
    tokenUrl: '',
    clientId: '',
    scope: '',
    clientAuthentication: 'post-body',
    secretKind: 'client-secret',
    extraParameters: [],
    extraHeaders: [],
    certificateExpiresAt: null,
    algorithm: 'RS256',
    keyId: '',
    issuer: '',
    subject: '',
    audience: '',
    lifetimeSeconds: isMagnus ? '3600' : '300',
    backDateSeconds: isMagnus ? '60' : '0',
    extraClaims: '',
    placedIn: isMagnus ? 'body-property' : 'authorization-header',
    property: 'jwt',
    username: '',
    keepsSession: false,
    keyIn: 'header',
    keyName: 'X-API-Key',
  };
}

/** A stored credential as the form shows it. */
export function fieldsOf(credential: Credential, system: SystemId): CredentialFields {
  const blank = fieldsFor(system);
  switch (credential.kind) {
    case 'oauth2-client-credentials':
    case 'basic':
      return { ...blank, ...credential };
    case 'assertion': {
      const { placement, lifetimeSeconds, backDateSeconds, ...others } = credential;
      const { in: placedIn, ...placed } = placement;
      return {
        ...blank,
        ...others,
        ...placed,
        placedIn,
        lifetimeSeconds: String(lifetimeSeconds),
        backDateSeconds: String(backDateSeconds),
      };
    }
    case 'api-key':
      return { ...blank, kind: 'api-key', keyIn: credential.in, keyName: credential.name };
    case 'bearer':
    case 'none':
      return { ...blank, kind: credential.kind };
  }
}

/** The credential the fields describe. It may be wrong in every way `fieldProblems` names. */
export function credentialOf(fields: CredentialFields): Credential {
  switch (fields.kind) {
    case 'oauth2-client-credentials':
      return {
        kind: 'oauth2-client-credentials',
        tokenUrl: fields.tokenUrl.trim(),
        clientId: fields.clientId.trim(),
        clientAuthentication: fields.clientAuthentication,
        secretKind: fields.secretKind,
        scope: fields.scope.trim(),
        extraParameters: named(fields.extraParameters),
        extraHeaders: named(fields.extraHeaders),
        certificateExpiresAt: fields.secretKind === 'x509' ? fields.certificateExpiresAt : null,
      };
    case 'assertion':
      return {
        kind: 'assertion',
        algorithm: fields.algorithm,
        keyId: fields.keyId.trim(),
        issuer: fields.issuer.trim(),
        subject: fields.subject.trim(),
        audience: fields.audience.trim(),
        lifetimeSeconds: wholeNumber(fields.lifetimeSeconds),
        backDateSeconds: wholeNumber(fields.backDateSeconds),
        extraClaims: fields.extraClaims.trim(),
        placement: placementOf(fields),
      };
    case 'basic':
      return { kind: 'basic', username: fields.username, keepsSession: fields.keepsSession };
    case 'bearer':
      return { kind: 'bearer' };
    case 'api-key':
      return { kind: 'api-key', in: fields.keyIn, name: fields.keyName.trim() };
    case 'none':
      return { kind: 'none' };
  }
}

function placementOf(fields: CredentialFields): AssertionPlacement {
  const tokenUrl = fields.tokenUrl.trim();
  const scope = fields.scope.trim();
  switch (fields.placedIn) {
    case 'body-property':
      return { in: 'body-property', property: fields.property.trim() };
    case 'authorization-header':
      return { in: 'authorization-header' };
    case 'client-assertion':
      return { in: 'client-assertion', tokenUrl, clientId: fields.clientId.trim(), scope };
    case 'jwt-bearer-grant':
      return { in: 'jwt-bearer-grant', tokenUrl, scope };
  }
}

/** Rows without a name are rows not yet typed. */
function named(rows: readonly ExtraField[]): ExtraField[] {
  return rows.filter(({ name }) => name.trim() !== '').map(({ name, value }) => ({ name: name.trim(), value }));
}

/** NaN for anything but a whole number. */
function wholeNumber(text: string): number {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
}
