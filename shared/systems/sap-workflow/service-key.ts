import type { Problem } from '../../contract/errors.ts';
import type { ConnectionIdentity } from '../../model/connection.ts';
import type { JsonPath } from '../../text/json-locate.ts';
import { readEndpoints } from './key-endpoints.ts';
import { type KeyFields, type KeyPlace, readFields } from './key-fields.ts';
import { findLogin, type JsonObject, type KeyLogin, objectOf } from './key-login.ts';
import { readKeySecret } from './key-secret.ts';
import { findKeyText } from './key-text.ts';

/** Which of the forms service keys come in was read. */
export type ServiceKeyShape =
  | 'workflow-nested'
  | 'flat'
  | 'credentials-wrapped'
  | 'vcap-services'
  | 'process-automation';

/** A service key, read. Holds the secret: it stays in the core. */
export type ServiceKey = {
  shape: ServiceKeyShape;
  clientId: string;
  secret: { kind: 'client-secret'; value: string } | { kind: 'x509'; certificate: string; key: string };
  /** Complete, `/oauth/token` included; of an X.509 key the one that asks for its certificate. */
  tokenUrl: string;
  /** The endpoints the key names, as variables. */
  variables: Record<string, string>;
  identity: ConnectionIdentity;
  suggestedName: string;
  /** What was mended, derived or is missing without being needed, in sentences that never repeat a value. */
  warnings: string[];
};

export type ServiceKeyReading = { ok: true; key: ServiceKey } | { ok: false; problems: Problem[] };

/** Reads a service key of SAP Workflow or SAP Build Process Automation in any form it is handed around in. Never throws. */
export function readServiceKey(text: string): ServiceKeyReading {
  const found = findKeyText(text);
  if (!found.ok) return found;
  const login = findLogin(found.value);
  if (login === null) return { ok: false, problems: [otherJson(objectOf(found.value))] };
  const place: KeyPlace = { text: found.text, from: found.from, path: login.path, problems: [], warnings: [] };
  const key = readLogin(login, place, instanceName(found.text.slice(0, found.from), found.value, login.path));
  return key === null || place.problems.length > 0 ? { ok: false, problems: place.problems } : { ok: true, key };
}

function readLogin(found: KeyLogin, place: KeyPlace, instance: string | null): ServiceKey | null {
  const fields = readFields(found.login, place);
  const clientId = fields.required('clientid');
  const secret = readKeySecret(fields);
  const tokenUrl = readTokenUrl(fields, secret.kind === 'x509' ? 'certurl' : 'url');
  const endpoints = readEndpoints(found, place);
  if (clientId === null || secret.secret === null || tokenUrl === null) return null;
  if (secret.secret.kind === 'client-secret' && secret.secret.value.startsWith('sb-') && !clientId.startsWith('sb-')) {
    fields.warn('Client id and client secret may be swapped: ids begin with sb-.');
  }
  const identity = readIdentity(fields, tokenUrl);
  return {
    shape: shapeOf(found.path, endpoints.isProcessAutomation),
    clientId,
    secret: secret.secret,
    tokenUrl,
    variables: endpoints.variables,
    identity,
    suggestedName: suggestName(identity.tenant, instance),
    warnings: place.warnings,
  };
}

/** People paste the base as well as the complete endpoint, some with `?grant_type=…` behind it. */
function readTokenUrl(fields: KeyFields, name: 'url' | 'certurl'): string | null {
  const address = fields.address(name);
  if (address === null) return null;
  if (!address.endsWith('/oauth/token')) return `${address}/oauth/token`;
  fields.warn(`\`${name}\` already ended in /oauth/token, and was taken as the complete endpoint.`);
  return address;
}

function readIdentity(fields: KeyFields, tokenUrl: string): ConnectionIdentity {
  const subdomain = /^([^.]+)\.authentication\./.exec(URL.parse(tokenUrl)?.hostname ?? '')?.[1] ?? null;
  return {
    tenant: fields.optional('identityzone') ?? subdomain ?? fields.optional('tenantid'),
    subaccountId: fields.optional('subaccountid', 'zoneid', 'identityzoneid', 'tenantid'),
    xsappname: fields.optional('xsappname'),
    serviceInstanceId: fields.optional('serviceInstanceId', 'serviceinstanceid'),
  };
}

function shapeOf(path: JsonPath, isProcessAutomation: boolean): ServiceKeyShape {
  const wrapper = path.indexOf('credentials');
  if (wrapper > 0 && typeof path[wrapper - 1] === 'number') return 'vcap-services';
  if (wrapper >= 0) return 'credentials-wrapped';
  if (isProcessAutomation) return 'process-automation';
  return path.length > 0 ? 'workflow-nested' : 'flat';
}

/** What `cf service-key` says before the brace, or a VCAP_SERVICES beside the credentials. */
function instanceName(lead: string, value: unknown, path: JsonPath): string | null {
  const printed = /for service instance (\S+)/.exec(lead)?.[1];
  if (printed !== undefined) return printed;
  const wrapper = path.lastIndexOf('credentials');
  const binding = wrapper < 0 ? null : objectOf(path.slice(0, wrapper).reduce(memberOf, value));
  const name = binding?.instance_name ?? binding?.name;
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : null;
}

function memberOf(value: unknown, segment: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, segment) : undefined;
}

function suggestName(tenant: string | null, instance: string | null): string {
  const name = [tenant, instance]
    .filter((part) => part !== null && !/^[\da-f]{8}-[\da-f-]{27}$/i.test(part))
    .join(' · ');
  return name === '' ? 'SAP Workflow' : name.slice(0, 80).trim();
}

/** JSON that holds no login: say what it is, where that can be told. */
function otherJson(value: JsonObject | null): Problem {
  const nowhere = { field: '', line: null, column: null };
  if (value?.type === 'service_account' || (value !== null && Object.hasOwn(value, 'private_key'))) {
    return {
      ...nowhere,
      sentence: 'This is the key of a Google service account, and not a service key of SAP.',
      mend: 'Create a service key in the SAP BTP cockpit, or with `cf create-service-key`.',
    };
  }
  if (Array.isArray(value?.authorities)) {
    return {
      ...nowhere,
      sentence: 'This is a list of authorities for updating a service instance, and not a service key.',
      mend: 'Hand over the output of `cf service-key INSTANCE KEY`.',
    };
  }
  return {
    ...nowhere,
    field: 'clientid',
    sentence: 'This is JSON, but no service key: it names no client id.',
    mend: 'A service key holds `clientid`, `clientsecret` and `url`, mostly inside `uaa`.',
  };
}
