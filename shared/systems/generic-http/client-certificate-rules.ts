import type { Confidence, Mend } from '../../model/gate-report.ts';
import type { ExplainInput } from '../system.ts';
import { answerWords } from './answer-words.ts';
import { hostOf, loginBody, networkLeg, partyOf } from './legs.ts';
import { advice, type Judgement, judgement, type Leg, type Rule } from './rule.ts';

/** Servers that ask for a client certificate: in the handshake, by ending the connection, or by an answer. */
export const clientCertificateRules: readonly Rule[] = [
  requiredByHandshake,
  refusedByHandshake,
  requiredByAnswer,
  refusedByAnswer,
];

type Suspicion = { confidence: Confidence; reason: string };

function requiredByHandshake(input: ExplainInput): Judgement | null {
  const leg = networkLeg(input);
  const suspicion = leg.failure === null ? null : requiredByCode(input, leg);
  if (suspicion === null) return null;
  return judgement('tls', {
    cause: 'client-certificate-required',
    confidence: suspicion.confidence,
    sentence: `\`${hostOf(leg.request.url)}\` wants a client certificate${suspicion.confidence === 'possible' ? ', perhaps' : ', and was shown none'}`,
    reason: suspicion.reason,
    evidence: [{ text: leg.failure?.code ?? '', source: `network error while talking to the ${partyOf(leg)}` }],
    mends: mendsOf(input, leg),
    probes: ['doctor'],
  });
}

/** TLS alerts by which servers ask for a certificate (RFC 8446, 6.2; Go and nginx send `bad_certificate` over TLS 1.2). */
function requiredByCode(input: ExplainInput, leg: Leg): Suspicion | null {
  const { code = '', phase = 'lookup' } = leg.failure ?? {};
  if (/CLIENT_CERTIFICATE_REQUIRED/.test(code)) {
    return {
      confidence: 'likely',
      reason: 'it asked for one in the TLS handshake, got none, and ended the connection.',
    };
  }
  if (/ALERT_CERTIFICATE_REQUIRED/.test(code)) {
    return { confidence: 'certain', reason: 'it ended the handshake by the alert “certificate required”.' };
  }
  const isByCertificate = usesCertificate(input, leg);
  if (/ALERT_BAD_CERTIFICATE/.test(code)) {
    return isByCertificate && !isForCertificates(leg)
      ? {
          confidence: 'possible',
          reason: 'it ended the handshake by the alert “bad certificate”, which some also say when none was shown.',
        }
      : {
          confidence: 'likely',
          reason: 'it ended the handshake by the alert “bad certificate”, which servers say when none was shown.',
        };
  }
  const isExpected = isByCertificate || isForCertificates(leg);
  if (/HANDSHAKE_FAILURE/.test(code)) {
    return {
      confidence: isExpected ? 'likely' : 'possible',
      reason: 'it ended the handshake by an alert, as servers do that want a certificate.',
    };
  }
  const isSilentEnd =
    /^(?:ECONNRESET|UND_ERR_SOCKET|EPIPE)$/.test(code) &&
    ['tls', 'send', 'wait'].includes(phase) &&
    leg.request.url.startsWith('https:') &&
    !leg.timings.isConnectionReused;
  if (!isSilentEnd) return null;
  return {
    confidence: isExpected ? 'likely' : 'possible',
    reason:
      'it closed the connection right after the handshake, as servers do over TLS 1.3 that want a certificate and get none.',
  };
}

function refusedByHandshake(input: ExplainInput): Judgement | null {
  const leg = networkLeg(input);
  const code = leg.failure?.code ?? '';
  const isSaid =
    /CLIENT_CERTIFICATE_REFUSED|ALERT_(?:CERTIFICATE_(?:EXPIRED|REVOKED|UNKNOWN)|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/.test(
      code,
    );
  const isBad = /ALERT_BAD_CERTIFICATE/.test(code) && usesCertificate(input, leg);
  if (!isSaid && !isBad) return null;
  return judgement('tls', {
    cause: 'client-certificate-refused',
    confidence: 'likely',
    sentence: `\`${hostOf(leg.request.url)}\` does not take the client certificate of this connection`,
    reason: 'it asked for one in the TLS handshake, was shown ours, and ended the connection.',
    evidence: [{ text: code, source: `network error while talking to the ${partyOf(leg)}` }],
    mends: [
      {
        text: 'Check that the certificate is still valid and is the one of this service, then import the newest key.',
        action: { kind: 'open-connection' },
      },
      advice('The chain has to hold every certificate up to the one the server knows.'),
    ],
    probes: ['doctor'],
  });
}

/** nginx answers by HTTP when no certificate came (its status 496, told as 400), and IIS by 403.7. */
function requiredByAnswer(input: ExplainInput): Judgement | null {
  const { leg, status, words } = answerOf(input);
  const isNginx = /no required ssl certificate was sent/i.test(words);
  const isOther =
    /client certificate (?:is )?(?:required|missing|not (?:provided|found|presented|sent))|(?:requires|missing) (?:a )?client certificate|403\.7\b/i.test(
      words,
    );
  if (![400, 401, 403, 495, 496].includes(status) || !(isNginx || isOther || status === 496)) return null;
  return judgement(leg.kind === 'token' ? 'client-login' : 'tls', {
    cause: 'client-certificate-required',
    confidence: isNginx && (status === 400 || status === 496) ? 'certain' : 'likely',
    sentence: `\`${hostOf(leg.request.url)}\` wants a client certificate, and was shown none`,
    reason: isNginx
      ? 'it answered “No required SSL certificate was sent”.'
      : `it answered ${status} and speaks of a client certificate.`,
    evidence: [
      { text: `status ${status}`, source: 'response' },
      ...(isNginx ? [{ text: 'No required SSL certificate was sent', source: 'response body' }] : []),
    ],
    mends: mendsOf(input, leg),
    probes: ['doctor'],
  });
}

function refusedByAnswer(input: ExplainInput): Judgement | null {
  const { leg, status, words } = answerOf(input);
  if (
    ![400, 403, 495].includes(status) ||
    !/the ssl certificate error|client certificate[^.]{0,40}(?:invalid|not trusted|rejected|revoked)|403\.(?:13|16|17)\b/i.test(
      words,
    )
  )
    return null;
  return judgement(leg.kind === 'token' ? 'client-login' : 'tls', {
    cause: 'client-certificate-refused',
    confidence: 'likely',
    sentence: `\`${hostOf(leg.request.url)}\` does not take the client certificate of this connection`,
    reason: `it answered ${status} and speaks of the certificate.`,
    evidence: [{ text: `status ${status}`, source: 'response' }],
    mends: [
      { text: 'Check that the certificate is valid and the one of this service.', action: { kind: 'open-connection' } },
    ],
    probes: ['doctor'],
  });
}

function answerOf(input: ExplainInput): { leg: Leg; status: number; words: string } {
  const leg = networkLeg(input);
  const status = leg.response?.status ?? 0;
  if (![400, 401, 403, 495, 496].includes(status)) return { leg, status, words: '' };
  return { leg, status, words: answerWords(leg, leg.kind === 'token' ? loginBody(input) : input.bodyText).all };
}

function usesCertificate({ connection }: ExplainInput, leg: Leg): boolean {
  const credential = connection?.credential;
  return (
    credential?.kind === 'oauth2-client-credentials' &&
    credential.secretKind === 'x509' &&
    leg.clues.clientSecret === null
  );
}

/** Hosts whose name says that they take certificates: XSUAA’s `certurl`, and what others call mtls. */
function isForCertificates(leg: Leg): boolean {
  return /\.authentication\.cert\.|(?:^|[.-])mtls[.-]/i.test(URL.parse(leg.request.url)?.host ?? '');
}

function mendsOf(input: ExplainInput, leg: Leg): Mend[] {
  const url = URL.parse(leg.request.url);
  const isPlain = url?.host.includes('.authentication.cert.') === true && !usesCertificate(input, leg);
  return [
    {
      text: 'Import the X.509 service key, or the certificate with its key, into this connection.',
      action: { kind: 'open-connection' },
    },
    isPlain
      ? {
          text: 'If the connection logs in with a client secret, use `url` of the service key instead of `certurl`.',
          action: {
            kind: 'token-url',
            tokenUrl: `${url.protocol}//${url.host.replace('.authentication.cert.', '.authentication.')}${url.pathname}`,
          },
        }
      : advice(
          'If the connection logs in with a client secret, compare its address with the service key: `url` and `certurl` differ.',
        ),
  ];
}
