import type { Confidence, Mend } from '../../model/gate-report.ts';
import { formatDuration } from '../../text/duration.ts';
import { momentWords } from '../../text/moment.ts';
import { isMisplacedCertificate } from './certificate-host.ts';
import { clocksOf } from './clocks.ts';
import { aboutLogin, answered, type FailedLogin, found } from './failed-login.ts';
import { hasOtherWaySucceeded } from './other-way.ts';
import { advice, type Judgement, type Rule } from './rule.ts';

/** Why a token endpoint does not take a client, or not for this. */
export const clientRules: readonly Rule[] = [
  clientUnknown,
  grantNotAllowed,
  scopeInvalid,
  secretPlusSign,
  secretRejected,
  clientPerhapsUnknown,
].map(aboutLogin);

const importKey: Mend = {
  text: 'Check that the service key still exists and is the newest one; then import it again.',
  action: { kind: 'open-connection' },
};

/** A machine’s clock that is a little off proves nothing. */
const clockDoubtMs = 300_000;

/** The certificate of an X.509 key has run out, by the key or by the endpoint’s words. */
export const certificateExpired: Rule = aboutLogin(keyRanOut);

function keyRanOut(login: FailedLogin): Judgement | null {
  const { leg, credential, status, words } = login;
  const code = leg.failure?.code ?? '';
  const isSaid = /ALERT_CERTIFICATE_EXPIRED/.test(code) || /certificate (?:has |is )?expired/i.test(words.all);
  const end = credential?.secretKind === 'x509' ? credential.certificateExpiresAt : null;
  const { server } = clocksOf(leg, words.all);
  const late = end === null ? null : (server ?? leg.startedAt) - end;
  const isStopped = status === 401 || status === 400 || status === 403 || isEndedByCertificate(leg.failure);
  if (!isSaid && (late === null || late < 0 || !isStopped)) return null;
  const isAlert = /ALERT_CERTIFICATE_EXPIRED/.test(code);
  const isProven = isAlert || (!login.isPage && late !== null && (server !== null || (late ?? 0) > clockDoubtMs));
  return found(login, 'client-certificate-expired', isProven ? 'certain' : 'likely', {
    sentence: 'The certificate of the service key has expired',
    reason:
      late === null || late < 0
        ? `the token endpoint ${answered(login)}.`
        : `it ended ${formatDuration(late)} before the login, and the login failed.`,
    evidence: end === null ? [] : [{ text: `valid until ${momentWords(end)}`, source: 'service key' }],
    mends: [{ text: 'Create a new service key and import it here.', action: { kind: 'open-connection' } }],
  });
}

function isEndedByCertificate(failure: FailedLogin['leg']['failure']): boolean {
  if (failure === null || !['tls', 'send', 'wait'].includes(failure.phase)) return false;
  return /CLIENT_CERTIFICATE|ALERT_|ECONNRESET|UND_ERR_SOCKET|EPIPE/.test(failure.code);
}

const unknownClient =
  /client with requested id does not exist|no client with requested id|AADSTS700016\b|client[_ ]not[_ ]found|unknown[_ ]client|client (?:does not|doesn['’]t) exist|(?:oauth )?client was not found|invalid value for 'client_id'|client(?:_id| id)[^.]{0,40}(?:not found|unknown|does not exist|not registered)|no such client|application with identifier/i;

function clientUnknown(login: FailedLogin): Judgement | null {
  if (!isRefusal(login) || !unknownClient.test(login.words.all)) return null;
  return found(login, 'client-unknown', login.isPage ? 'likely' : 'certain', {
    sentence: 'The token endpoint does not know this client id',
    mends: [
      importKey,
      {
        text: 'Compare the address of the token endpoint with the key: the client may live in another tenant.',
        action: { kind: 'open-connection' },
      },
    ],
  });
}

const foreignGrant =
  /unauthorized grant type|client not enabled to retrieve service account|not (?:authorized|allowed|permitted|enabled)[^.]{0,30}grant type|grant[_ ]type[^.]{0,40}not (?:authorized|allowed|permitted|enabled|supported)|(?:public client|client) not allowed to retrieve service account|unsupported[_ ]grant[_ ]type|AADSTS70003\b/i;

function grantNotAllowed(login: FailedLogin): Judgement | null {
  const { words, status } = login;
  if (!isRefusal(login)) return null;
  const isSaid = foreignGrant.test(words.all);
  const isUnsupported = words.codes.includes('unsupported_grant_type');
  const isCode = words.codes.includes('unauthorized_client') && status === 400 && !isAboutClient(login);
  if (!isSaid && !isCode) return null;
  return found(login, 'grant-not-allowed', isSaid && !isUnsupported && !login.isPage ? 'certain' : 'likely', {
    sentence: 'This client may not log in by client credentials',
    mends: [
      advice(
        'Use the key of a service instance whose plan serves technical clients, or have the grant enabled for this client.',
      ),
    ],
  });
}

const wrongScope =
  /please use a valid scope|invalid[_ ]scopes?\b|AADSTS(?:70011|1002012|500011)\b|scope[^.]{0,40}(?:is invalid|not (?:valid|allowed|configured|registered|permitted))/i;

function scopeInvalid(login: FailedLogin): Judgement | null {
  const isCode = login.words.codes.includes('invalid_scope') || login.words.codes.includes('invalid_target');
  if (!isRefusal(login) || !(isCode || wrongScope.test(login.words.all))) return null;
  return found(
    login,
    'scope-invalid',
    login.words.codes.includes('invalid_scope') && !login.isPage ? 'certain' : 'likely',
    {
      sentence: 'The connection asks for a scope that this client does not have',
      mends: [
        {
          text: 'Leave the scope empty: the token then carries everything granted.',
          action: { kind: 'open-connection' },
        },
      ],
    },
  );
}

/** A `+` that arrives as a blank (SAP's checklist of 401s; RFC 6749, 2.3.1). */
function secretPlusSign(login: FailedLogin): Judgement | null {
  const { clientSecret, credential } = login;
  if (!isClientRefusal(login) || credential?.secretKind === 'x509') return null;
  const isSpoilt = clientSecret?.hasPlus === true && !clientSecret.isEncoded;
  const isRaw = clientSecret === null && credential?.clientAuthentication === 'post-basic-raw';
  if (!isSpoilt && !isRaw) return null;
  const isProven = isSpoilt && !login.isPage && hasOtherWaySucceeded(login);
  return found(login, 'client-secret-plus-sign', isProven ? 'certain' : isSpoilt ? 'likely' : 'possible', {
    sentence: isSpoilt
      ? 'The client secret holds a `+`, which is lost on this way'
      : 'If the client secret holds a `+`, it is lost on this way',
    reason: `${isProven ? 'the same client got a token in another way, and here' : 'a `+` that is not encoded arrives as a blank, and'} the token endpoint ${answered(login)}.`,
    evidence: isSpoilt
      ? [{ text: `a + in the secret, not encoded, in the ${wayWords[clientSecret.in]}`, source: 'token call' }]
      : [],
    mends: [
      {
        text: 'Send the client id and secret in the body.',
        action: { kind: 'client-authentication', clientAuthentication: 'post-body' },
      },
      importKey,
    ],
  });
}

const wayWords = { body: 'body', basic: 'Basic header', query: 'query string' } as const;

const wrongSecret =
  /invalid client secret|client secret (?:supplied|provided)?[^.]{0,40}(?:is invalid|is incorrect|expired)|AADSTS(?:7000215|7000222)\b|client secret keys?[^.]{0,60}expired|(?:wrong|incorrect) client[_ ]?secret/i;

function secretRejected(login: FailedLogin): Judgement | null {
  const { words, clientSecret, credential, isPage } = login;
  if (!isClientRefusal(login)) return null;
  const isSaid = wrongSecret.test(words.all);
  // A secret that ran out was read, so nothing was lost on its way.
  const isOld = /AADSTS7000222\b|client secret[^.]{0,60}expired/i.test(words.all);
  const isCertificate = credential?.secretKind === 'x509';
  const isSpoilt =
    !isOld &&
    (clientSecret === null || (clientSecret.hasPlus && (!clientSecret.isEncoded || clientSecret.in === 'basic')));
  const isElse =
    unknownClient.test(words.all) || /(?:client|ssl) certificate/i.test(words.all) || isMisplacedCertificate(login);
  const confidence: Confidence =
    isSaid && !isSpoilt && !isCertificate && !isPage ? 'certain' : isElse ? 'possible' : 'likely';
  return found(login, 'client-secret-rejected', confidence, {
    sentence: `The token endpoint does not accept the client id with this ${isCertificate ? 'certificate' : 'secret'}`,
    mends: [importKey, ...otherWay(login)],
  });
}

function otherWay({ credential, clientSecret }: FailedLogin): Mend[] {
  const way = clientSecret?.in ?? null;
  const isElsewhere =
    way === null ? credential !== null && credential.clientAuthentication !== 'post-body' : way !== 'body';
  if (!isElsewhere || credential?.secretKind === 'x509') return [];
  return [
    {
      text: 'Send the secret in the body: a secret that holds a + gets lost in a header or URL.',
      action: { kind: 'client-authentication', clientAuthentication: 'post-body' },
    },
  ];
}

/** Many endpoints answer alike to a wrong secret and to a client they do not know. */
function clientPerhapsUnknown(login: FailedLogin): Judgement | null {
  if (!isClientRefusal(login) || unknownClient.test(login.words.all) || wrongSecret.test(login.words.all)) return null;
  return found(login, 'client-unknown', 'possible', {
    sentence: 'The token endpoint may not know this client id',
    reason: `it ${answered(login)}, which many say of a wrong secret and of an unknown client alike.`,
    mends: [importKey],
  });
}

function isRefusal({ status }: FailedLogin): boolean {
  return status >= 400 && status < 500 && status !== 404 && status !== 407 && status !== 429;
}

/** The client itself was refused (RFC 6749, 5.2), by 401 or by its words with 400 and 403. */
function isClientRefusal(login: FailedLogin): boolean {
  const { status, words } = login;
  if (!isRefusal(login) || foreignGrant.test(words.all) || wrongScope.test(words.all)) return false;
  return status === 401 || ((status === 400 || status === 403) && isAboutClient(login));
}

function isAboutClient({ words }: FailedLogin): boolean {
  return (
    words.codes.includes('invalid_client') ||
    words.codes.includes('invalid_client_credentials') ||
    /bad (?:client )?credentials|client authentication failed|invalid client(?:_id| id)?\b|invalid[_ ]client[_ ]credentials/i.test(
      words.all,
    ) ||
    wrongSecret.test(words.all) ||
    unknownClient.test(words.all)
  );
}
