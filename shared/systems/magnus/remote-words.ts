import type { CauseId } from '../../model/cause.ts';

/**
 * Which causes an answer names in its words. Magnus' messages are not documented, so these are the wordings of the JWT
 * libraries a server may use (jjwt, java-jwt, Nimbus, PyJWT, google-auth, golang-jwt, jsonwebtoken, jose), of gateways that
 * check JWTs, and plain sentences, in English, German, French and Spanish. Words alone prove nothing: they are `likely`.
 */
export function causesSaid(words: string): ReadonlySet<CauseId> {
  const line = words.replace(/\s+/g, ' ').slice(0, 1_000);
  if (line === '') return new Set();
  const named = wordings.filter(({ says, but }) => says.test(line) && !(but?.test(line) ?? false));
  return new Set(named.flatMap(({ causes }) => causes));
}

type Wording = { causes: readonly CauseId[]; says: RegExp; but?: RegExp };

const jwt = '(?:jwt|json web token|token|assertion|signature|jeton)';

const assertionWordings: readonly Wording[] = [
  {
    causes: ['assertion-missing', 'assertion-in-header'],
    says: /\b(?:no|missing|lacks?|without|carries no|requires?|required|kein|fehlt|manquant|falta)\b[^.]{0,30}\b(?:jwt|assertion)\b(?! \w+ (?:claim|header))|\b(?:jwt|assertion)\b[^.]{0,20}\b(?:is missing|missing|is required|required|must be provided|not (?:provided|found|present|supplied)|fehlt|manquant|falta)\b|request had no jwt/i,
    but: /claim|signature|algorithm|\btype\b/i,
  },
  {
    causes: ['token-malformed'],
    says: /\b(?:jwt|jws|token|assertion)\b[^.]{0,20}malformed|malformed[^.]{0,15}\b(?:jwt|jws|token|assertion)\b|not made of three|(?:three|3) (?:base64url )?parts|(?:period|dot) characters|segments|invalid compact jws|not a (?:valid )?jwt|could ?n.t be decoded|failed to decode|unable to (?:decode|parse|read) (?:the )?(?:jwt|token)|not json\b.*\bjwt|jwt.{0,20}not json/i,
    but: /short-lived|signature/i,
  },
  {
    causes: ['algorithm-not-rs256'],
    says: /\balg\b|algorithm|algorithmus|algorithme|algoritmo|signing method|\b[RPEH]S(?:256|384|512)\b|lacks the type/i,
  },
  {
    causes: ['issuer-not-service-account'],
    says: /gserviceaccount|not (?:the e-?mail address of )?a (?:valid )?(?:google )?service account|iss(?:uer)?\b[^.]{0,20}(?:is missing|missing|required|must be|kein dienstkonto)|missing[^.]{0,20}\biss(?:uer)?\b|kein dienstkonto/i,
    but: /\bregistered\b|unknown|registriert|enregistr|registrad/i,
  },
  {
    causes: ['assertion-seconds-expected'],
    says: /\b(?:iat|exp|claims?|times?)\b[^.]{0,40}milliseconds|not a time in seconds|seconds since|epoch seconds|numericdate|\b(?:iat|exp)\b[^.]{0,30}(?:must be|is not|not) an? (?:number|numeric|integer|valid time|int)|(?:must be|not) an? (?:number|integer)[^.]{0,20}\b(?:iat|exp)\b|\b(?:iat|exp)\b[^.]{0,30}(?:missing|required|must be specified|fehlt)|missing[^.]{0,20}\b(?:iat|exp)\b/i,
    but: /allowed clock skew|a difference of/i,
  },
  {
    causes: ['assertion-lifetime-too-long'],
    says: /short-lived|life ?time|lebensdauer|gültigkeitsdauer|durée de vie|vida útil|more than (?:one|an|1) hour|longer than (?:one|an|1) hour|exceeds? (?:one|an|1) hour|mehr als eine stunde|plus d.une heure|más de una hora|\bexp\b[^.]{0,40}too far|too far in (?:the )?future/i,
  },
  {
    causes: ['token-not-yet-valid', 'clock-skew'],
    says: /in (?:the )?future|not yet (?:valid|active)|not valid yet|used (?:too early|before issued)|before use time|must not be accepted before|before (?:the )?(?:iat|nbf|not before)|jwt not active|can.?t be used before|immature|not active yet|"?(?:iat|nbf)"? claim timestamp check failed|in der zukunft|noch nicht gültig|dans le futur|pas encore valide|en el futuro|aún no es válid|todavía no es válid/i,
    but: /too far in (?:the )?future/i,
  },
  {
    causes: ['assertion-expired', 'clock-skew'],
    says: new RegExp(
      `\\b${jwt}\\b.{0,40}\\bexpired\\b|\\bexpired\\b.{0,20}\\b${jwt}\\b|token used too late|\\bexp\\b[^.]{0,40}(?:past|expired|check failed)|tokenexpired|expiredsignature|${jwt}.{0,40}(?:abgelaufen|expiré|expirad[oa]|caducad[oa])|jwt_?expired`,
      'i',
    ),
    but: /revoked|refresh|session|licen[cs]e|password|certificate/i,
  },
  {
    causes: ['issuer-not-registered', 'issuer-not-service-account'],
    says: /issuer (?:is )?invalid|invalid issuer/i,
  },
  {
    causes: ['issuer-not-registered'],
    says: /not (?:been |yet )?registered|un-?registered|unknown (?:service account|issuer|account|client)|(?:issuer|\biss\b|service account)[^.]{0,40}(?:unknown|not (?:known|recogni[sz]ed|found|allowed|trusted|configured|accepted))|issuer (?:is )?not allowed|nicht registriert|nicht angemeldet|unbekannt(?:es dienstkonto|er aussteller)|(?:pas|non) enregistré|compte de service inconnu|no (?:está |se ha )?registrad[oa]/i,
  },
  {
    causes: ['token-signature-invalid'],
    says: /signature[^.]{0,60}(?:invalid|not (?:valid|match|fit|be verified)|n.t (?:match|verif)|fail|mismatch|wrong|ungültig)|(?:invalid|bad|wrong|ungültige) (?:jwt |token )?(?:signature|signatur)|could not verify|verification (?:of the signature )?failed|signature resulted invalid|signature non valide|firma no (?:es )?válida/i,
    but: /expired/i,
  },
];

const callWordings: readonly Wording[] = [
  {
    causes: ['body-too-large'],
    says: /\b(?:request|body|payload|entity|content|message)\b[^.]{0,30}(?:too large|larger than)|\b32 ?M(?:i?B)\b|exceeds?[^.]{0,30}(?:size|bytes|limit of)|size limit|maximum (?:request |body )?size|zu groß|trop (?:grand|volumineu)|demasiado grande/i,
  },
  {
    causes: ['payload-invalid'],
    says: /not (?:a )?(?:valid )?json|json (?:parse|syntax)|(?:invalid|malformed) json|unexpected (?:token|character|end of)|owned by the workflow|cannot be overridden/i,
    but: /unexpected token .{0,10}expired/i,
  },
  {
    causes: ['command-wrong'],
    says: /(?:unknown|invalid|unsupported|bad|no such|unrecogni[sz]ed|missing|wrong|unbekannter|ungültiger) (?:remote )?(?:command|befehl)|(?:command|befehl|commande|comando)[^.]{0,25}(?:unknown|invalid|not|missing|unbekannt|inconnue|desconocido)|names no command/i,
  },
  {
    causes: ['workflow-id-missing'],
    says: /(?:workflow ?ids?|history ?ids?|encoded id)\b[^.]{0,30}(?:missing|required|empty|must|blank|fehlt)|missing[^.]{0,30}(?:workflow ?id|history ?id|encoded)|does not hold the encoded|names no workflow|no workflow ?id/i,
  },
  {
    causes: ['workflow-not-found'],
    says: /workflow[^.]{0,30}(?:not found|cannot be found|does not exist|nicht gefunden|introuvable|no encontrado)|no such workflow|there is no workflow/i,
  },
  {
    causes: ['permission-missing'],
    says: /owner (?:n?or|or a) delegate|permission|not (?:authori[sz]ed|permitted) to|is not allowed to|access (?:is )?denied|\blocked by\b|keine berechtigung|nicht berechtigt|autorisation|no tiene permiso/i,
  },
  {
    causes: ['already-running'],
    says: /already (?:been )?(?:running|started|in progress|being executed|executing)|workflow[^.]{0,20}is (?:currently |still )?(?:running|being executed)|only one instance|another instance|läuft (?:bereits|noch|schon)|wird bereits (?:ausgeführt|ausgefuehrt)|déjà en cours|ya (?:se )?(?:está|esta) (?:en )?ejecu/i,
  },
  {
    causes: ['parameter-name-case'],
    says: /param(?:eter|ètre|etro|ter)?s?\b[^.]{0,60}(?:unknown|not (?:one|found|defined|exist|recogni[sz]ed|known|part|valid)|does not|no such|undefined|invalid|unbekannt|nicht|inconnu|desconocid)|(?:unknown|undefined|invalid|no such|unrecogni[sz]ed|unbekannter) (?:workflow )?param|names are case-sensitive/i,
    but: /param(?:eter)?s?\b[^.]{0,12}["'`]?\b(?:jwt|c|l|configuration|runworkflow|gethistory|workflowid|historyid)\b|owned by|overridden/i,
  },
];

const wordings: readonly Wording[] = [...assertionWordings, ...callWordings];
