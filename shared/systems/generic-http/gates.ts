import type { GateReport } from '../../model/gate-report.ts';
import type { ExplainInput } from '../system.ts';
import { answerWords } from './answer-words.ts';
import { callRules } from './call-rules.ts';
import { credentialRules } from './credential-rules.ts';
import { httpRules } from './http-rules.ts';
import { callStatus, isStoppedAtLogin, loginLeg } from './legs.ts';
import { loginKind } from './login-kind.ts';
import { networkRules } from './network-rules.ts';
import { remembering } from './once.ts';
import type { Rule } from './rule.ts';
import { explainService, type ServiceGate } from './service-strip.ts';
import { tokenEndpointRules } from './token-endpoint-rules.ts';
import { tokenRules } from './token-rules.ts';

/** In the order of the gates, so that of equally believed causes the earlier gate's comes first. */
const rules: readonly Rule[] = [
  ...tokenEndpointRules,
  ...networkRules,
  ...tokenRules,
  ...credentialRules,
  ...callRules,
  ...httpRules,
];

/** Which of the gates every call passes let an exchange through, and what is known of a failure. */
export function explain(input: ExplainInput): GateReport {
  const remembered = remembering(input);
  return explainService(remembered, rules, loginGates(remembered));
}

const clientLogin: ServiceGate = ['client-login', 'Client login'];
const token: ServiceGate = ['token', 'Token'];
const credentials: ServiceGate = ['credentials', 'Credentials'];

/** The gates of a login, as far as the call has one or was asked for one. */
function loginGates(input: ExplainInput): ServiceGate[] {
  const { exchange, connection } = input;
  if (exchange.kind === 'token' || isStoppedAtLogin(input) || loginLeg(input) !== null) return [clientLogin, token];
  const words = answerWords(exchange, input.bodyText);
  const kind = connection?.credential.kind ?? 'none';
  const isAsked = callStatus(input) === 401 || words.codes.includes('invalid_token');
  const has = exchange.token !== null || exchange.clues.authorization !== null || kind !== 'none';
  if (!has && !isAsked) return [];
  const login = loginKind(input, words);
  if (login !== 'token') return login === 'credentials' || kind !== 'none' || isAsked ? [credentials] : [];
  return kind === 'oauth2-client-credentials' ? [clientLogin, token] : [token];
}
