import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came in, as it came. */
export type Arrival = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
};

/** A service and its token endpoint (`/token`) that let everything in and write down what came. */
export async function startRecordingServer() {
  const seen: Arrival[] = [];
  const refused = new Set<string>();
  let handedOut = 0;

  const answer = ({ path, headers }: Arrival, outgoing: ServerResponse) => {
    if (path === '/token') {
      handedOut += 1;
      return json(outgoing, 200, { access_token: `fetched-${handedOut}`, token_type: 'bearer', expires_in: 3600 });
    }
    return refused.has(headers.authorization ?? '') ? json(outgoing, 401, {}) : json(outgoing, 200, { ok: true });
  };
  const server = createServer(async (incoming, outgoing) => {
    const arrival = await read(incoming);
    seen.push(arrival);
    answer(arrival, outgoing);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Everything since the last time it was asked for, token calls included. */
    take: () => seen.splice(0),
    /** From now on the token handed out last is answered 401. */
    refuseToken: () => refused.add(`Bearer fetched-${handedOut}`),
    stop: () => new Promise((stopped) => server.close(stopped).closeAllConnections()),
  };
}

async function read(incoming: IncomingMessage): Promise<Arrival> {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://recorded');
  const body = Buffer.concat(await incoming.toArray()).toString();
  return { method: incoming.method ?? '', path: pathname, query: searchParams, headers: incoming.headers, body };
}

function json(outgoing: ServerResponse, status: number, value: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
