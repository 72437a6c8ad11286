import type { ExchangeResponse } from '../../model/exchange.ts';
import { findHeader } from '../../text/headers.ts';
import { statusText } from '../../text/status-text.ts';
import type { ExplainInput } from '../system.ts';
import { messageOf } from './error-body.ts';
import { advice, type Judgement, judgement } from './rule.ts';

/** It leads on; a browser's HAR holds where to as an exchange of its own. */
function isRedirect({ status, headers }: ExchangeResponse): boolean {
  return status < 400 && findHeader(headers, 'location') !== null;
}

/** What is said of a failed exchange that no rule knows: the facts, and that they are all there is. */
export function explainUnknown({ exchange, bodyText }: ExplainInput): Judgement[] {
  const { failure, response } = exchange;
  if (failure !== null) {
    return [
      judgement(failure.phase === 'login' ? 'client-login' : null, {
        cause: 'unknown',
        confidence: 'possible',
        sentence: failure.sentence,
        reason: `the exchange ended with ${failure.code}, and no cause known here fits it.`,
        evidence: [{ text: failure.code, source: 'network error' }],
      }),
    ];
  }
  if (response === null || response.status < 300 || response.status === 304 || isRedirect(response)) return [];
  const { status } = response;
  const said = messageOf(bodyText);
  return [
    judgement(null, {
      cause: 'unknown',
      confidence: 'possible',
      sentence: `The service answered ${`${status} ${response.statusText || statusText(status)}`.trim()}`,
      reason: said === null ? 'no cause known here fits it.' : `it said “${said}”, and no cause known here fits it.`,
      evidence: [
        { text: `status ${status}`, source: 'response' },
        ...(said === null ? [] : [{ text: said, source: 'response body' }]),
      ],
      mends: [advice('Read the body and the headers of the answer: they are all that is known.')],
    }),
  ];
}
