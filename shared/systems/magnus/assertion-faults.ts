import type { Evidence } from '../../model/gate-report.ts';
import { advice } from '../generic-http/rule.ts';
import { inJwtProperty, openConnection, signOtherwise } from './assertion-mends.ts';
import type { Fault, FaultRule } from './fault.ts';
import type { RemoteCall } from './remote-call.ts';

/** What can be wrong with where the assertion stands, its header and its issuer. */
export const assertionFaults: readonly FaultRule[] = [missing, inHeader, malformed, algorithm, type, issuer, signature];

const jwtSource = 'claims of the assertion';
const headerSource = 'header of the assertion';

type JwtProperty = RemoteCall['assertion']['property'];

const emptyWords: Partial<Record<JwtProperty, { sentence: string; because: string }>> = {
  absent: { sentence: 'The body carries no `jwt`', because: 'Magnus wants it in every direct call' },
  empty: { sentence: 'The `jwt` in the body is empty', because: 'Magnus wants an assertion in it' },
  placeholder: {
    sentence: 'A placeholder stands in `jwt`, where the assertion should be',
    because: 'it was sent as it stands and never replaced',
  },
  opaque: {
    sentence: 'What stands in `jwt` is no assertion',
    because: 'an assertion is a signed JWT of three parts; an access token, of Google’s (`ya29…`) say, is none',
  },
};

function missing(call: RemoteCall): Fault | null {
  const { property, authorization } = call.assertion;
  const words = emptyWords[property];
  if (words === undefined || (property === 'absent' && authorization === 'assertion')) return null;
  const shown =
    property === 'absent'
      ? 'no property `jwt`'
      : `\`jwt\` is ${property === 'opaque' ? 'no JWT' : `${property === 'empty' ? '' : 'a '}${property}`}`;
  return {
    cause: 'assertion-missing',
    gate: 'assertion',
    proof: isKnownMissing(call) ? 'proven' : 'doubtful',
    ...words,
    evidence: [
      { text: shown, source: 'request body' },
      ...(authorization === 'other'
        ? [{ text: 'it carries something that is no assertion', source: 'Authorization header' }]
        : []),
    ],
    mends: [
      signOtherwise(call, 'Let the connection sign into the body property `jwt`.', { placement: inJwtProperty }),
      ...(authorization === 'other'
        ? [
            advice(
              'Magnus takes the self-signed assertion itself. It is not exchanged for an access token at Google’s token endpoint first.',
            ),
          ]
        : []),
      { text: 'Choose a connection that signs with the key of the service account.', action: openConnection },
    ],
  };
}

/** The page on locks shows a body without `jwt`, and an importer that hides secrets writes something of its own into it. */
function isKnownMissing({ assertion, body }: RemoteCall): boolean {
  if (assertion.property === 'opaque' || body.kind !== 'json') return false;
  const { name, configured } = body.command;
  return ![name, configured].some((one) => one === 'lock' || one === 'unlock');
}

function inHeader(call: RemoteCall): Fault | null {
  const { property, authorization } = call.assertion;
  if (authorization !== 'assertion' || !(property === 'absent' || property === 'unknown')) return null;
  return {
    cause: 'assertion-in-header',
    gate: 'assertion',
    proof: property === 'absent' && isKnownMissing(call) ? 'proven' : 'doubtful',
    sentence: 'The assertion is in the `Authorization` header; Magnus looks for it in the body',
    because: property === 'absent' ? 'the body has no property `jwt`' : 'no `jwt` was seen in the body',
    evidence: [
      { text: 'it carries an assertion', source: 'Authorization header' },
      ...(property === 'absent' ? [{ text: 'no property `jwt`', source: 'request body' }] : []),
    ],
    mends: [
      signOtherwise(call, 'Sign into the body property `jwt` instead.', { placement: inJwtProperty }),
      {
        text: 'Take the header out of the call, if it was written by hand.',
        action: { kind: 'remove-header', name: 'Authorization' },
      },
    ],
  };
}

function malformed({ assertion }: RemoteCall): Fault | null {
  if (assertion.property !== 'damaged-jwt') return null;
  return {
    cause: 'token-malformed',
    gate: 'assertion',
    proof: 'doubtful',
    sentence: `The assertion in \`jwt\` is damaged${assertion.fault === '' ? '' : `: ${assertion.fault}`}`,
    because: 'it begins like a JWT and does not decode',
    evidence: [{ text: assertion.fault || 'does not decode', source: 'request body' }],
    mends: [
      advice('A JWT is one line: header.claims.signature, each part base64url without padding.'),
      { text: 'Let the connection sign it.', action: openConnection },
    ],
  };
}

function algorithm(call: RemoteCall): Fault | null {
  const { jwt, isSure } = call.assertion;
  const alg = jwt?.header.alg;
  if (jwt === null || alg === 'RS256' || isHidden(alg)) return null;
  const shown = typeof alg === 'string' && /^[\w-]{1,20}$/.test(alg) ? alg : null;
  const isCase = shown?.toUpperCase() === 'RS256';
  return {
    cause: 'algorithm-not-rs256',
    gate: 'assertion',
    proof: isSure && !isCase ? 'proven' : 'doubtful',
    sentence:
      shown === null
        ? 'The header of the assertion does not name RS256 as its algorithm'
        : `The assertion is signed with ${shown}; Magnus takes RS256 and nothing else`,
    because: shown === null ? 'its `alg` is missing or no algorithm’s name' : `its \`alg\` is \`${shown}\``,
    evidence: [{ text: shown === null ? 'no `alg` that can be read' : `alg is ${shown}`, source: headerSource }],
    mends: [
      signOtherwise(call, 'Sign with RS256 (SHA256withRSA).', { algorithm: 'RS256' }),
      advice('The key of a Google service account is an RSA key, which fits. Another kind of key does not.'),
    ],
  };
}

/** `typ` has to be JWT by the documentation; many libraries leave it out, and many servers do not look. */
function type(call: RemoteCall): Fault | null {
  const { jwt } = call.assertion;
  if (jwt === null || jwt.header.alg !== 'RS256' || jwt.header.typ === 'JWT' || isHidden(jwt.header.typ)) return null;
  const isCase = typeof jwt.header.typ === 'string' && jwt.header.typ.toUpperCase() === 'JWT';
  return {
    cause: 'algorithm-not-rs256',
    gate: 'assertion',
    proof: isCase ? 'slight' : 'doubtful',
    sentence: 'The header of the assertion lacks the type `JWT`: Magnus wants exactly RS256 and JWT',
    because: 'its `typ` is not `JWT`, which the documentation asks for beside `alg`',
    evidence: [{ text: jwt.header.typ === undefined ? 'no `typ`' : '`typ` is another', source: headerSource }],
    mends: [
      advice('Write {"alg":"RS256","typ":"JWT"}: some libraries leave `typ` out unless they are told.'),
      { text: 'Let the connection sign it.', action: openConnection },
    ],
  };
}

function issuer(call: RemoteCall): Fault | null {
  const { jwt, isSure } = call.assertion;
  if (jwt === null || isHidden(jwt.claims.iss)) return null;
  const { iss } = jwt.claims;
  const isEnding = typeof iss === 'string' && iss.trim().toLowerCase().endsWith('.gserviceaccount.com');
  if (isEnding && /^[^@\s]+@[^@\s]+\.gserviceaccount\.com$/.test(iss)) return null;
  const { sentence, shown } = issuerWords(iss, isEnding);
  return {
    cause: 'issuer-not-service-account',
    gate: 'assertion',
    proof: isSure && !isEnding ? 'proven' : 'doubtful',
    sentence,
    because: 'Magnus takes issuers whose e-mail address ends in .gserviceaccount.com',
    evidence: [shown],
    mends: [
      { text: 'Put the `client_email` of the key file into the issuer.', action: openConnection },
      advice('The `client_id` of the key file, a number, is not the issuer, and neither is a person’s address.'),
    ],
  };
}

function issuerWords(iss: unknown, isEnding: boolean): { sentence: string; shown: Evidence } {
  if (iss === undefined || iss === null || iss === '') {
    return { sentence: 'The assertion names no issuer', shown: { text: 'no `iss`', source: jwtSource } };
  }
  if (isEnding) {
    return {
      sentence: 'The issuer is not written as the address of a service account is',
      shown: { text: '`iss` has blanks, capitals at its end, or no name before the @', source: jwtSource },
    };
  }
  const isAddress = typeof iss === 'string' && /^[^@\s]{1,80}@[\w.-]{1,80}$/.test(iss);
  return {
    sentence: 'The issuer is no service account of Google',
    shown: {
      text: isAddress ? `iss ends in ${iss.slice(iss.indexOf('@'))}` : '`iss` is no e-mail address',
      source: jwtSource,
    },
  };
}

/** A signature that is cut short fits no key. Programs that hide secrets cut it, too, so it proves nothing by itself. */
function signature({ assertion }: RemoteCall): Fault | null {
  if (assertion.property !== 'jwt' || !assertion.fault.includes('signature')) return null;
  return {
    cause: 'token-signature-invalid',
    gate: 'assertion',
    proof: 'doubtful',
    sentence: `The assertion cannot be verified: ${assertion.fault}`,
    because: 'no key fits such a signature',
    evidence: [{ text: assertion.fault, source: 'request body' }],
    mends: [
      advice('A signature of a 2048-bit key has 342 characters. The one in Magnus’ documentation is filler.'),
      { text: 'Let the connection sign it.', action: openConnection },
    ],
    probes: [],
  };
}

/** A pseudonym stands where the value was. */
function isHidden(value: unknown): boolean {
  return typeof value === 'string' && value.includes('‹');
}
