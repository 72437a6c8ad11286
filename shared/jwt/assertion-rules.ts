import type { Problem } from '../contract/errors.ts';
import type { AssertionCredential } from '../model/credential.ts';
import type { KeyDescription } from '../model/key-description.ts';
import type { SystemId } from '../model/system-id.ts';
import { firstJsonProblem } from '../text/json-problems.ts';
import { readFurtherClaims, reservedClaims } from './assertion-claims.ts';
import { isMilliseconds } from './time-line.ts';

/** `certain`: it will be refused, or cannot be signed at all. `likely`: many servers refuse it, this one may not. */
export type AssertionProblem = Problem & { confidence: 'certain' | 'likely' };

type Key = Pick<KeyDescription, 'algorithm' | 'signsWith'>;

const hour = 3_600;

/**
 * What is wrong with an assertion before it is signed: Magnus' rules, which are known, and for other systems what RFC 7519 and
 * RFC 7523 ask for. `field` names the field of the credential. `key` is null while it is not known.
 */
export function assertionProblems(
  credential: AssertionCredential,
  system: SystemId,
  key: Key | null = null,
): AssertionProblem[] {
  return [
    ...(system === 'magnus' ? magnusProblems(credential) : generalProblems(credential)),
    ...keyProblems(credential, key),
    ...timeProblems(credential),
    ...furtherProblems(credential.extraClaims),
  ];
}

/** The rules of the Remote API's documentation. */
function magnusProblems({ algorithm, issuer, lifetimeSeconds, placement }: AssertionCredential): AssertionProblem[] {
  const isInBody = placement.in === 'body-property' && placement.property === 'jwt';
  return [
    ...when(algorithm !== 'RS256', 'algorithm', 'Magnus accepts RS256 and nothing else.', 'Choose RS256.'),
    ...when(issuer === '', 'issuer', 'Magnus needs the issuer.', 'Put in the e-mail address of the service account.'),
    ...when(
      issuer !== '' && !/^[^@\s]+@[^@\s]+\.gserviceaccount\.com$/.test(issuer),
      'issuer',
      'Magnus accepts issuers that are e-mail addresses ending in .gserviceaccount.com.',
      'Put in the `client_email` of the key file.',
    ),
    ...when(
      lifetimeSeconds > hour,
      'lifetimeSeconds',
      'Magnus refuses an assertion that lives longer than an hour: exp − iat may be 3600 seconds.',
      lifetimeSeconds >= hour * 1_000 ? 'It is counted in seconds, not in milliseconds.' : 'Put in 3600 or less.',
    ),
    ...when(
      !isInBody,
      'placement',
      'Magnus looks for the assertion in the property `jwt` of the body.',
      'Place it in the body property jwt.',
    ),
  ];
}

function generalProblems({
  issuer,
  subject,
  audience,
  lifetimeSeconds,
  placement,
}: AssertionCredential): AssertionProblem[] {
  const isForTokenEndpoint = placement.in === 'client-assertion' || placement.in === 'jwt-bearer-grant';
  return [
    ...maybe(issuer === '', 'issuer', 'Most servers want to know the issuer.', 'Put in who the server knows you as.'),
    ...maybe(
      isForTokenEndpoint && audience === '',
      'audience',
      'A token endpoint wants to see itself as the audience (RFC 7523, 3).',
      'Put in the URL of the token endpoint.',
    ),
    ...maybe(
      placement.in === 'client-assertion' && (subject !== placement.clientId || issuer !== placement.clientId),
      'subject',
      'In a client assertion issuer and subject are both the client id (RFC 7523, 3).',
      'Put the client id into both.',
    ),
    ...maybe(
      lifetimeSeconds > hour,
      'lifetimeSeconds',
      'Many servers refuse an assertion that lives longer than an hour.',
      'Put in 3600 or less, counted in seconds.',
    ),
  ];
}

function keyProblems({ algorithm }: AssertionCredential, key: Key | null): AssertionProblem[] {
  if (key === null || key.signsWith.includes(algorithm)) return [];
  const fitting =
    key.signsWith.length === 0 ? 'Use another key.' : `Choose ${key.signsWith.join(' or ')}, or another key.`;
  return when(true, 'algorithm', `The key is ${key.algorithm}, and cannot sign with ${algorithm}.`, fitting);
}

function timeProblems({ backDateSeconds, lifetimeSeconds }: AssertionCredential): AssertionProblem[] {
  return when(
    backDateSeconds >= lifetimeSeconds,
    'backDateSeconds',
    'It lies so far back that the assertion has expired when it is signed.',
    'Put in less than the lifetime.',
  );
}

function furtherProblems(text: string): AssertionProblem[] {
  const claims = readFurtherClaims(text);
  if (claims === null) {
    const fault = firstJsonProblem(text);
    return fault === null
      ? when(true, 'extraClaims', 'Further claims have to be a JSON object.', 'Write { "name": "value" }.')
      : [{ ...fault, field: 'extraClaims', confidence: 'certain' }];
  }
  const inMilliseconds = ['nbf', 'auth_time'].filter((name) => isMilliseconds(claims[name]));
  return [
    ...reservedClaims
      .filter((name) => Object.hasOwn(claims, name))
      .flatMap((name) => when(true, 'extraClaims', `\`${name}\` has a field of its own.`, 'Remove it here.')),
    ...inMilliseconds.flatMap((name) =>
      when(true, 'extraClaims', `\`${name}\` is in milliseconds; RFC 7519 wants seconds.`, 'Divide it by 1000.'),
    ),
  ];
}

function when(isWrong: boolean, field: string, sentence: string, mend: string): AssertionProblem[] {
  return isWrong ? [{ field, line: null, column: null, sentence, mend, confidence: 'certain' }] : [];
}

function maybe(isDoubtful: boolean, field: string, sentence: string, mend: string): AssertionProblem[] {
  return when(isDoubtful, field, sentence, mend).map((problem) => ({ ...problem, confidence: 'likely' }));
}
