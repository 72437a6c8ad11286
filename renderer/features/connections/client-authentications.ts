import type { ClientAuthentication } from '#shared/model/credential.ts';

/** The ways a client shows its secret to a token endpoint. */
export const clientAuthentications: readonly { value: ClientAuthentication; label: string; note: string }[] = [
  {
    value: 'post-body',
    label: 'POST, in the form body',
    note: 'Survives every character a secret may hold, and keeps it out of addresses.',
  },
  {
    value: 'post-basic',
    label: 'POST, Basic header, encoded',
    note: 'As RFC 6749 wants it: a + in the secret goes as %2B, and a header says so. A server that does not decode refuses it.',
  },
  {
    value: 'post-basic-raw',
    label: 'POST, Basic header, as it is',
    note: 'Nothing is encoded. A server that decodes takes a + in the secret for a space, and refuses it.',
  },
  {
    value: 'get-query',
    label: 'GET, in the address',
    note: 'Puts the client secret into the address, where servers log it. Only for endpoints that know nothing else.',
  },
];

export function authenticationOf(value: ClientAuthentication) {
  return clientAuthentications.find((one) => one.value === value) ?? clientAuthentications[0];
}
