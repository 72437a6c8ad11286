import type { ExchangeFailure, Hop } from '#shared/model/exchange.ts';
import type { BodySink, HopResult, HopTask } from './hop-flight.ts';
import { type Identity, withoutProof } from './identity.ts';
import type { Leash } from './leash.ts';
import { NetworkFault } from './network-fault.ts';
import { nextStep } from './next-step.ts';
import type { PreparedRequest } from './prepare-request.ts';
import type { Transmitter } from './transmit.ts';

/** A call from its first request to the answer that counts. */
export type Journey = {
  hops: Hop[];
  /** Of the first request: what the user sent. */
  sentHeaders: HopResult['sentHeaders'];
  /** Of the last request. */
  result: HopResult;
  lastUrl: URL;
  /** Why the last answer's redirect was not followed. */
  blocked: ExchangeFailure | null;
};

export type JourneyOptions = {
  transmitter: Transmitter;
  leash: Leash;
  identity: Identity;
  /** Called for the answer that counts only; answers on the way are read off and dropped. */
  onHead: HopTask['onHead'];
};

const mostDroppedBytes = 64 * 1024;

/** Sends a request and goes where redirects lead, by the rules of `nextStep`. Never rejects. */
export async function followRedirects(first: PreparedRequest, options: JourneyOptions): Promise<Journey> {
  const { transmitter, leash, onHead } = options;
  const hops: Hop[] = [];
  let sentHeaders: HopResult['sentHeaders'] = null;
  let request = first;
  let { identity } = options;

  for (;;) {
    const sending = request;
    const step = { next: null as ReturnType<typeof nextStep> | null };
    const result = await transmitter.transmit({
      request: sending,
      leash,
      identity,
      onHead(head, stop, waySecrets) {
        step.next = nextStep(sending, head, hops.length);
        return step.next.kind === 'onward' ? dropBody(stop) : onHead(head, stop, waySecrets);
      },
    });
    sentHeaders ??= result.sentHeaders;
    const { next } = step;
    if (next?.kind !== 'onward' || leash.ended !== null) {
      const blocked = next?.kind === 'blocked' ? next.failure : null;
      return { hops, sentHeaders, result, lastUrl: sending.url, blocked };
    }
    const isElsewhere = next.request.url.origin !== sending.url.origin;
    hops.push(isElsewhere && identity.clientCertificate ? withCertificateDropped(next.hop) : next.hop);
    if (isElsewhere) identity = withoutProof(identity);
    request = next.request;
  }
}

function withCertificateDropped(hop: Hop): Hop {
  return { ...hop, dropped: [...hop.dropped, 'client certificate'] };
}

/** A short body is read off, so that the connection can serve again; for a long one that is not worth it. */
function dropBody(stop: (fault: NetworkFault) => void): BodySink {
  let bytes = 0;
  return {
    write(chunk) {
      bytes += chunk.length;
      if (bytes > mostDroppedBytes) stop(new NetworkFault('GIVEN_UP'));
      return undefined;
    },
  };
}
