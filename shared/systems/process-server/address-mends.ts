import type { Confidence, Evidence, Mend } from '../../model/gate-report.ts';
import { advice, type Judgement, judgement } from '../generic-http/rule.ts';
import type { Seen } from './seen.ts';
import { type Binding, correctedAddress, extensionService, taskService } from './service-address.ts';

/** What is said of an address that is not the task service's. */
type Words = { confidence: Confidence; sentence: string; reason: string; evidence: Evidence[]; mends?: Mend[] };

export function wrongAddress(gate: string, { confidence, sentence, reason, evidence, mends = [] }: Words): Judgement {
  return judgement(gate, {
    cause: 'endpoint-wrong',
    confidence,
    sentence,
    reason,
    evidence,
    mends,
    probes: ['doctor'],
  });
}

/** The service an address means. */
export function serviceOf({ address }: Seen): string {
  return address.isExtension ? extensionService : taskService;
}

/** The corrected address as a mend: in the connection's variable where the wrong part stands there. */
export function correct(
  seen: Seen,
  service = serviceOf(seen),
  binding: Binding = seen.address.isTaskService ? seen.address.binding : 'soap11',
): Mend[] {
  const { url } = seen.exchange.request;
  const corrected = seen.address.isFeed ? null : correctedAddress(url, service, binding);
  if (corrected === null) {
    return [advice('Check host and port, and that the web application `active-bpel` runs there.')];
  }
  const name = 'process_server_url';
  const base = seen.input.connection?.variables[name]?.replace(/\/+$/, '') ?? '';
  const path = `/services/${binding === 'soap11' ? '' : `${binding}/`}${service}`;
  if (base !== '' && url === `${base}${path}` && corrected.endsWith(path)) {
    const value = corrected.slice(0, -path.length);
    return [
      {
        text: `Correct the connection’s address: it ends in \`/active-bpel\`.`,
        action: { kind: 'set-variable', name, value },
      },
    ];
  }
  return [
    {
      text: `Use the documented path, which ends in \`/active-bpel${path}\`.`,
      action: { kind: 'correct-url', url: corrected },
    },
  ];
}

/** Path of the address without its query, fit for a line. */
export function pathOf({ exchange }: Seen): string {
  return (URL.parse(exchange.request.url)?.pathname ?? '').slice(0, 120);
}
