import { request } from 'node:http';
import type { Socket } from 'node:net';
import { createRedactor, type KnownSecret } from '../redact/redactor.ts';
import { NetworkFault } from './network-fault.ts';
import type { HttpProxy } from './proxy.ts';

/** What a proxy answered to CONNECT. */
export type TunnelAnswer = {
  status: number;
  /** Schemes it would take a login by (`Basic`, `Negotiate`); empty when it named none. */
  schemes: string[];
};

/**
 * Asks the proxy at the other end of a socket for a way to a host (RFC 9110, 9.3.6). After a 2xx the socket leads there.
 * Waits as long as the socket lives: whoever opened it ends it. Rejects with PROXY_FAILED when what comes is no answer.
 */
export function askForTunnel(socket: Socket, target: string, proxy: HttpProxy): Promise<TunnelAnswer> {
  const { authorization, secrets } = proxy;
  return new Promise((resolve, reject) => {
    const asking = request({
      method: 'CONNECT',
      path: target,
      createConnection: () => socket,
      headers: {
        host: target,
        ...(authorization === null ? {} : { 'proxy-authorization': authorization }),
      },
    });
    asking.once('connect', (answer, _socket, early) => {
      if (early.length > 0) socket.unshift(early);
      resolve({ status: answer.statusCode ?? 0, schemes: schemesOf(answer.headers['proxy-authenticate'], secrets) });
    });
    asking.once('error', () => reject(new NetworkFault('PROXY_FAILED')));
    asking.end();
  });
}

/**
 * Node joins repeated headers by commas; a scheme is a word before a space, a comma or the end. A proxy that gives the login
 * back where a scheme should stand has it taken out first.
 */
function schemesOf(challenges: string | string[] | undefined, secrets: readonly KnownSecret[]): string[] {
  const given = Buffer.from([challenges ?? []].flat().join(', '), 'latin1');
  const text = Buffer.from(createRedactor(secrets).bytes(given)).toString();
  const schemes = [...text.matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?=\s+[^=\s,]|\s*(?:,|$))/g)].map(
    ([, scheme]) => scheme ?? '',
  );
  return [...new Set(schemes)];
}
