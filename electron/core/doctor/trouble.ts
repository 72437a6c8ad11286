import type { FailureCode } from '#shared/contract/errors.ts';
import { noClues } from '#shared/model/clues.ts';
import type { Exchange, ExchangeFailure } from '#shared/model/exchange.ts';
import type { Finding, Mend } from '#shared/model/gate-report.ts';
import { explain } from '#shared/systems/generic-http/gates.ts';
import { formatDuration } from '#shared/text/duration.ts';
import { statusText } from '#shared/text/status-text.ts';
import type { Leash } from '../exchange/leash.ts';
import { Failure } from '../failure.ts';
import { proxyPasswordField } from '../settings/proxy-password.ts';
import type { Trouble } from './steps.ts';

/** What the gate rules know of a failure of the network, about a call that was never made. */
export function troubleOfNetwork(failure: ExchangeFailure, url: URL, now: number): Trouble {
  const report = explain({
    exchange: unmadeCall(failure, url, now),
    tokenExchange: null,
    bodyText: null,
    tokenBodyText: null,
    connection: null,
    neighbours: [],
    now,
  });
  const evidence = [{ text: failure.sentence, source: failure.code }];
  return { ...troubleOf(report.findings[0], failure.sentence), evidence };
}

/** Why a recorded exchange did not bring what it was made for: its first finding. */
export function troubleOfExchange({ report, failure, response }: Exchange): Trouble {
  const status = response === null ? '' : `${response.status} ${response.statusText || statusText(response.status)}`;
  return troubleOf(report.findings[0], failure?.sentence ?? `The service answered ${status.trim()}.`);
}

/** The time for the whole check is up; the call at hand was ended for it. */
export function troubleOfDeadline({ deadlineMs }: Leash): Trouble {
  return {
    cause: `The service did not answer before the deadline of ${formatDuration(deadlineMs)} for the whole check.`,
    mends: [{ text: 'Raise the deadline in the settings, then check again.', action: null }],
  };
}

/** Why nothing was sent at all. Anything but a `Failure` is a fault of ours and is thrown on. */
export function troubleOfThrown(error: unknown): Trouble {
  if (!(error instanceof Failure)) throw error;
  const ofProxy = error.problems.filter(({ field }) => field === proxyPasswordField);
  if (ofProxy.length > 0)
    return { cause: error.message, mends: ofProxy.map(({ mend }) => ({ text: mend, action: null })) };
  return { cause: error.message, mends: mendsOf(error.code) };
}

function troubleOf(finding: Finding | undefined, otherwise: string): Trouble {
  if (finding === undefined) return { cause: otherwise, mends: [] };
  return { cause: `${finding.sentence}: ${finding.reason}`, mends: finding.mends };
}

const openConnection = (text: string): Mend => ({ text, action: { kind: 'open-connection' } });

function mendsOf(code: FailureCode): Mend[] {
  switch (code) {
    case 'SECRET_MISSING':
      return [openConnection('Give the secret of this connection again, or import its key file.')];
    case 'VAULT_LOCKED':
      return [{ text: 'Unlock the vault, then check again.', action: null }];
    case 'VARIABLE_UNKNOWN':
    case 'CREDENTIAL_INVALID':
    case 'DRAFT_INVALID':
      return [openConnection('Correct the connection, then check again.')];
    default:
      return [];
  }
}

function unmadeCall(failure: ExchangeFailure, url: URL, now: number): Omit<Exchange, 'report'> {
  return {
    id: '',
    kind: 'call',
    name: '',
    system: 'generic-http',
    connectionId: null,
    connectionName: null,
    isPractice: false,
    operationId: null,
    startedAt: now,
    request: { method: 'GET', url: url.href, headers: [], body: null, bodyBytes: 0 },
    hops: [],
    response: null,
    failure,
    timings: {
      lookupMs: null,
      connectMs: null,
      tlsMs: null,
      waitMs: null,
      downloadMs: null,
      totalMs: 0,
      isConnectionReused: false,
    },
    peer: null,
    token: null,
    tokenExchangeId: null,
    resendOf: null,
    notes: [],
    clues: noClues,
    probeOf: null,
  };
}
