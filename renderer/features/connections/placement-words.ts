import type { AssertionPlacement } from '#shared/model/credential.ts';

/** Where an assertion goes, in words that follow "goes". */
export function placementWords(placement: AssertionPlacement): string {
  switch (placement.in) {
    case 'body-property':
      return `in the property “${placement.property}” of the JSON body`;
    case 'authorization-header':
      return 'with each call, as Authorization: Bearer';
    case 'client-assertion':
      return 'to the token endpoint, as client assertion';
    case 'jwt-bearer-grant':
      return 'to the token endpoint, as the grant';
  }
}
