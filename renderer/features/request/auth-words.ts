import type { ConnectionView } from '#shared/model/connection.ts';
import type { AssertionCredential } from '#shared/model/credential.ts';
import type { Draft } from '#shared/model/draft.ts';
import { saySpan } from '../../ui/time.ts';
import { isAsleep } from '../connections/is-asleep.ts';
import { hasOwnAuthorization } from './has-own-authorization.ts';

/** What will authorise the call of a draft, in a sentence with its code in backquotes. `now` is epoch ms. */
export function authWords(draft: Pick<Draft, 'headers'>, connection: ConnectionView, now: number): string {
  const { name, credential, secretState, token } = connection;
  if (hasOwnAuthorization(draft)) return 'The draft’s own `Authorization` header goes out with the call.';
  if (credential.kind === 'none') return `${name} has no credential, so nothing authorises the call.`;
  if (secretState === 'locked') return `The secret of ${name} is in the vault, and the vault is locked.`;
  if (secretState === 'missing' && !isAsleep(connection))
    return `The secret of ${name} is missing. Its page takes it, or drop its key file again.`;
  if (token !== null && token.expiresAt > now) {
    return `Token \`${token.tag}\` of ${name} authorises the call as a Bearer token. It has ${saySpan(token.expiresAt - now)} left and is renewed by itself before it ends.`;
  }
  return wordsOf(connection);
}

function wordsOf({ name, credential }: ConnectionView): string {
  switch (credential.kind) {
    case 'oauth2-client-credentials':
      return `A token is fetched on send, with the client credentials of ${name}, from \`${credential.tokenUrl}\`.`;
    case 'assertion':
      return assertionWords(name, credential);
    case 'basic':
      return `The call goes out with \`Authorization: Basic\`, user \`${credential.username}\`, without waiting to be asked.`;
    case 'bearer':
      return `The call goes out with the Bearer token that ${name} was given.`;
    case 'api-key':
      return `The call carries the API key of ${name} in the ${credential.in === 'header' ? 'header' : 'query parameter'} \`${credential.name}\`.`;
    case 'none':
      return `${name} has no credential, so nothing authorises the call.`;
  }
}

function assertionWords(name: string, { placement, algorithm }: AssertionCredential): string {
  switch (placement.in) {
    case 'body-property':
      return `An assertion is signed on send (${algorithm}) and put into the property \`${placement.property}\` of the body.`;
    case 'authorization-header':
      return `An assertion is signed on send (${algorithm}) and goes out as \`Authorization: Bearer\`.`;
    case 'client-assertion':
    case 'jwt-bearer-grant':
      return `An assertion of ${name} is signed on send (${algorithm}), and \`${placement.tokenUrl}\` gives a token for it.`;
  }
}
