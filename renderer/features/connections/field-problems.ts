import type { Problem } from '#shared/contract/errors.ts';
import type { Credential } from '#shared/model/credential.ts';

const longestLifetime = 86_400;
const longestBackDate = 3_600;

/** What a credential must have before it can be kept, whatever its system. Fields go by their names in the form. */
export function fieldProblems(credential: Credential): Problem[] {
  switch (credential.kind) {
    case 'oauth2-client-credentials':
      return [
        ...address('tokenUrl', credential.tokenUrl, 'The token endpoint'),
        ...text('clientId', credential.clientId, 'The client id'),
      ];
    case 'assertion':
      return [
        ...range('lifetimeSeconds', credential.lifetimeSeconds, 1, longestLifetime),
        ...range('backDateSeconds', credential.backDateSeconds, 0, longestBackDate),
        ...placementProblems(credential.placement),
      ];
    case 'basic':
      return credential.username.includes(':')
        ? [problem('username', 'A user name cannot hold a colon here: Basic takes what follows it for the password.')]
        : text('username', credential.username, 'The user name');
    case 'api-key':
      return text(
        'keyName',
        credential.name,
        credential.in === 'header' ? 'The header’s name' : 'The parameter’s name',
      );
    case 'bearer':
    case 'none':
      return [];
  }
}

function placementProblems(placement: Extract<Credential, { kind: 'assertion' }>['placement']): Problem[] {
  switch (placement.in) {
    case 'body-property':
      return text('property', placement.property, 'The property’s name');
    case 'authorization-header':
      return [];
    case 'client-assertion':
      return [
        ...address('tokenUrl', placement.tokenUrl, 'The token endpoint'),
        ...text('clientId', placement.clientId, 'The client id'),
      ];
    case 'jwt-bearer-grant':
      return address('tokenUrl', placement.tokenUrl, 'The token endpoint');
  }
}

/** One problem when an address is missing or is none. */
export function address(field: string, value: string, name: string): Problem[] {
  if (value === '') return [problem(field, `${name} is missing.`)];
  if (/^https?:\/\/[^\s/]+/i.test(value) && URL.canParse(value)) return [];
  return [problem(field, `${name} must be a whole address, beginning with https://.`)];
}

function text(field: string, value: string, name: string): Problem[] {
  return value === '' ? [problem(field, `${name} is missing.`)] : [];
}

function range(field: string, value: number, least: number, most: number): Problem[] {
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  return [problem(field, `A whole number of seconds, ${least} to ${most.toLocaleString('en-GB')}.`)];
}

function problem(field: string, sentence: string): Problem {
  return { field, line: null, column: null, sentence, mend: '' };
}
