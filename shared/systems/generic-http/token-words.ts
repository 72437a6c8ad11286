import type { CauseId } from '../../model/cause.ts';

/** Causes of which services speak when they refuse a token. */
export type TokenCause = Extract<
  CauseId,
  | 'token-missing'
  | 'token-malformed'
  | 'token-expired'
  | 'token-not-yet-valid'
  | 'token-wrong-tenant'
  | 'token-wrong-audience'
  | 'token-signature-invalid'
>;

type Wording = {
  cause: TokenCause;
  /** The words name this cause and no other. */
  isPlain: boolean;
  words: readonly RegExp[];
};

/**
 * How libraries and gateways word a refused token. Read off: SAP's Java security library (`JwtTimestampValidator`,
 * `JwtAudienceValidator`, `XsuaaJwtIssuerValidator`, `JwtSignatureValidator`), UAA (`TokenValidation`), Spring Security 4–6 with
 * Nimbus, ASP.NET Core `JwtBearerHandler` and IDX codes, jjwt, auth0 java-jwt and jsonwebtoken, jose for Node, PyJWT,
 * golang-jwt, Envoy `jwt_authn`, Microsoft Graph, API Management, Kong, Keycloak. The first that matches counts, so a wording that
 * holds another one stands above it.
 */
const wordings: readonly Wording[] = [
  // Say two things at once.
  {
    cause: 'token-wrong-tenant',
    isPlain: false,
    words: [/\b(?:issuer|audience|signature)\W+(?:or|and\/or)\W+(?:issuer|audience|signature)\b/i],
  },
  {
    cause: 'token-missing',
    isPlain: false,
    words: [
      /(?:missing|no|absent)(?: or |\/)(?:an? )?(?:invalid|bad|malformed)|(?:invalid|bad|malformed)(?: or |\/)(?:missing|absent)/i,
    ],
  },
  {
    cause: 'token-expired',
    isPlain: false,
    words: [
      /token expired, was revoked, or the token id is incorrect/i,
      /expired or (?:is )?not yet valid/i,
      /(?:invalid|malformed|revoked|incorrect|bad|missing)(?:,? (?:or|and\/or) |\/)(?:has |is )?expired/i,
      /expired(?:,? (?:or|and\/or) |, |\/)(?:is |was |has been |is otherwise )?(?:\w+ )?(?:invalid|malformed|revoked|missing)/i,
    ],
  },
  {
    cause: 'token-signature-invalid',
    isPlain: false,
    words: [
      /cannot convert access token to json/i,
      /malformed or (?:its )?signature is invalid/i,
      /token verification failed/i,
    ],
  },
  {
    cause: 'token-signature-invalid',
    isPlain: false,
    words: [
      /no matching key/i,
      /online token key|\b(?:jku|kid)\b[^.]{0,40}\bnull\b/i,
      /signature key was not found/i,
      /no json web token key with keyid/i,
      /jwks doesn't have key to match/i,
      /unable to (?:match|find)[^.]{0,30} (?:keys?|signing key)\b/i,
      /no (?:applicable|suitable|matching) (?:\w+ )?key/i,
      /IDX10(?:500|501|503)\b/,
    ],
  },
  // PyJWT says “Signature has expired” of the token.
  {
    cause: 'token-expired',
    isPlain: true,
    words: [
      /(?:jwt|token|signature|bearer)\W{1,3}(?:\w+ ){0,3}?expired\b/i,
      /\bexpired (?:jwt|(?:access |bearer |id |security )?token)/i,
      /"?exp"? claim timestamp check failed/i,
      /(?:jwt|token) is no longer valid/i,
      /access[_ ]?token[_ ]?expired|expired[_ ]?(?:access[_ ]?)?token|token_?is_?expired/i,
      /IDX10223\b/,
      /token[^.]{0,20}(?:abgelaufen|expiré|caducad|vencid|scadut|verlopen|expirad)/i,
      /(?:abgelaufen|expiré|caducad|vencid|scadut|verlopen|expirad)[a-zé]*[^.]{0,12}token/i,
    ],
  },
  {
    cause: 'token-not-yet-valid',
    isPlain: true,
    words: [
      /(?:jwt|token)[^.]{0,24}not (?:yet )?(?:valid|active|usable)(?: yet| before)/i,
      /(?:jwt|token)[^.]{0,16}not (?:yet )?(?:valid yet|active)/i,
      /not yet valid|\bused before\b|jwt before use time/i,
      /(?:cannot|can't|must not) be (?:accepted|used) before/i,
      /"?(?:nbf|iat)"? claim timestamp check failed/i,
      /IDX10222\b/,
    ],
  },
  {
    cause: 'token-wrong-audience',
    isPlain: true,
    words: [
      /\baud(?:ience)?s?\b[^;\n]{0,160}?(?:invalid|mismatch|reject|not (?:allowed|valid|accepted|match|issued|contain|trusted|in)|doesn['’]t|does not|unexpected|required)/i,
      /(?:invalid|unexpected|wrong|incorrect|missing(?: required)?|unknown|bad) ["'“]?aud(?:ience)?\b/i,
      /is not issued for these clientids|does not contain resource id/i,
      /IDX10(?:206|208|214)\b/,
    ],
  },
  {
    cause: 'token-wrong-tenant',
    isPlain: true,
    words: [
      /\biss(?:uer)?\b[^;\n]{0,160}?(?:invalid|mismatch|not (?:configured|trusted|valid|accepted|match|allowed|known|recogni)|doesn['’]t|does not|unexpected|unknown|must be|untrusted)/i,
      /(?:invalid|unexpected|wrong|incorrect|unknown|untrusted|unrecogni[sz]ed) ["'“]?iss(?:uer)?\b/i,
      /(?:tenant|identity zone|zone ?id|zid|realm)\b[^.]{0,50}(?:mismatch|not match|doesn['’]t match|not (?:trusted|allowed|accepted)|invalid|unknown)/i,
      /IDX10(?:205|211)\b/,
    ],
  },
  {
    cause: 'token-signature-invalid',
    isPlain: true,
    words: [
      /(?:invalid|bad|wrong) (?:jwt |token |jws )?signature/i,
      /signature[^.]{0,60}(?:is invalid|is not valid|not valid|invalid|verification failed|failed|mismatch|does not match|doesn['’]t match|could not be verified|cannot be verified)/i,
      /(?:verify|validate|verifying|validating)[^.]{0,24}signature|jwt verification fails/i,
      /IDX105(?:11|14|16|17)\b/,
    ],
  },
  {
    cause: 'token-missing',
    isPlain: true,
    words: [
      /full authentication is required/i,
      /(?:no|missing|without|absent|not (?:find|found)|empty|required?)[^.]{0,24}(?:authorization header|(?:bearer|access|authentication|auth|jwt) ?token|\bjwt\b|token (?:was |is )?(?:found|provided|supplied|present|sent|given))/i,
      /(?:authorization header|(?:bearer|access|auth|authentication|jwt) ?token|\bjwt|no token)[^.]{0,24}(?:missing|not (?:present|provided|found|supplied|given|sent|set)|required|absent|empty)/i,
    ],
  },
  {
    cause: 'token-malformed',
    isPlain: true,
    words: [
      /malformed|could not decode|(?:cannot|can't|unable to|failed to|could not) (?:decode|parse|deserialize)/i,
      /missing (?:dot|part) delimiter|exactly 2 period|not enough segments|number of segments|two dots and 3 sections/i,
      /not (?:a )?well[- ]?formed|does not consist of|invalid (?:jwt|jws|token) (?:serialization|format|structure)/i,
      /not (?:a valid|in the form of|in) (?:jwt|jws|compact|header\.payload)|compacttoken parsing failed|jwt strings must/i,
      /IDX1(?:2709|2729|2741|4100|4120|0708|0709)\b/,
    ],
  },
];

/** The cause the words of an answer name, and whether they name no other; null when they are about none. */
export function causeInWords(words: string): { cause: TokenCause; isPlain: boolean } | null {
  const found = wordings.find((wording) => saidIn(wording, words));
  if (found === undefined) return null;
  const others = wordings.filter(
    (wording) =>
      wording.cause !== found.cause && verdicts.has(wording.cause) && wording.isPlain && saidIn(wording, words),
  );
  return { cause: found.cause, isPlain: found.isPlain && !(verdicts.has(found.cause) && others.length > 0) };
}

/** Verdicts on a token that was read: an answer that holds two of them names neither. */
const verdicts: ReadonlySet<TokenCause> = new Set([
  'token-expired',
  'token-not-yet-valid',
  'token-wrong-audience',
  'token-wrong-tenant',
  'token-signature-invalid',
]);

function saidIn(wording: Wording, words: string): boolean {
  return wording.words.some((pattern) => pattern.test(words));
}
