import type { Problem } from '#shared/contract/errors.ts';
import type { AssertionPlacement, ClientCredentials, Credential, ExtraField } from '#shared/model/credential.ts';
import { firstJsonProblem } from '#shared/text/json-problems.ts';
import { problemAt } from './problem.ts';

/** Headers the transport or the login writes itself. */
const ownHeaders = new Set([
  'authorization',
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Form fields that carry the secret part of a login. */
const ownParameters = new Set(['assertion', 'client_assertion', 'client_secret']);

/**
 * What is wrong with the public part of a credential, by field (`credential.tokenUrl`). What the schema checks already, such
 * as a number's range, is not looked at again, and neither is what a server may object to: that is its own to say, and the
 * form's to warn of. No sentence repeats a value.
 */
export function credentialProblems(credential: Credential): Problem[] {
  switch (credential.kind) {
    case 'oauth2-client-credentials':
      return clientProblems(credential);
    case 'assertion':
      return [...placementProblems(credential.placement), ...extraClaimsProblems(credential.extraClaims)];
    case 'basic':
      return usernameProblems(credential.username);
    case 'api-key':
      return credential.in === 'header' ? headerNameProblems(credential.name, 'credential.name') : [];
    case 'bearer':
    case 'none':
      return [];
  }
}

function clientProblems({ tokenUrl, extraHeaders, extraParameters }: ClientCredentials): Problem[] {
  return [
    ...addressProblems('credential.tokenUrl', tokenUrl),
    ...extraHeaders.flatMap((header, at) => headerProblems(header, `credential.extraHeaders[${at}]`)),
    ...extraParameters.flatMap(({ name }, at) => parameterProblems(name, `credential.extraParameters[${at}]`)),
  ];
}

function placementProblems(placement: AssertionPlacement): Problem[] {
  return 'tokenUrl' in placement ? addressProblems('credential.placement.tokenUrl', placement.tokenUrl) : [];
}

function extraClaimsProblems(text: string): Problem[] {
  if (text.trim() === '') return [];
  const field = 'credential.extraClaims';
  const fault = firstJsonProblem(text);
  if (fault !== null) return [{ ...fault, field }];
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return [];
  return [problemAt(field, 'Further claims are a JSON object.', 'Write them as { "name": "value" }.')];
}

/** RFC 7617, 2: the first colon ends the user's name. */
function usernameProblems(username: string): Problem[] {
  const field = 'credential.username';
  if (username === '') return [problemAt(field, 'The user name is missing.', 'Put in the user name.')];
  if (username.includes(':')) {
    return [problemAt(field, 'A user name with a colon cannot be sent by Basic.', 'Use a name without a colon.')];
  }
  if (hasControlCharacter(username)) {
    return [problemAt(field, 'The user name holds a control character.', 'Type it instead of pasting it.')];
  }
  return [];
}

function headerProblems({ name, value }: ExtraField, field: string): Problem[] {
  const isSendable = /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
  return [
    ...headerNameProblems(name, `${field}.name`),
    ...(isSendable
      ? []
      : [problemAt(`${field}.value`, 'The value holds characters no header can carry.', 'Remove line breaks.')]),
  ];
}

/** RFC 9110, 5.6.2. */
function headerNameProblems(name: string, field: string): Problem[] {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
    return [problemAt(field, 'This cannot be the name of a header.', 'Use letters, digits and hyphens.')];
  }
  if (ownHeaders.has(name.toLowerCase())) {
    return [problemAt(field, 'Gatewright writes this header itself.', 'Choose another name, or leave it out.')];
  }
  return [];
}

function parameterProblems(name: string, field: string): Problem[] {
  if (!ownParameters.has(name.toLowerCase())) return [];
  const mend = 'Give the secret as the secret of this connection; it then lies in the vault.';
  return [problemAt(`${field}.name`, 'This parameter carries a secret, and what stands here may be shown.', mend)];
}

function addressProblems(field: string, address: string): Problem[] {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return [problemAt(field, 'The token endpoint must be a whole address.', 'Begin it with https://.')];
  }
  if (url.username !== '' || url.password !== '') {
    return [problemAt(field, 'The address holds a user name or a password.', 'Take out what stands before the @.')];
  }
  return [];
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
