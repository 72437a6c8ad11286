import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A token endpoint and an API with the worst manners: both repeat everything they were told, headers and body, in the open. What
 * they were told holds every secret there is, so whatever Gatewright keeps of their answers must have been redacted.
 */
export async function startCanarySystem(secrets: { clientSecret: string; token: string }) {
  const modes = { refusesLogin: false };
  const heard: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = Buffer.concat(await incoming.toArray()).toString();
    const echo = { method: incoming.method, url: incoming.url, headers: incoming.headers, body };
    heard.push(JSON.stringify(echo));
    outgoing.setHeader('content-type', 'application/json');
    outgoing.setHeader('x-echo', String(incoming.headers.authorization ?? body).replaceAll(/[^\x20-\x7e]/g, '?'));
    if (!incoming.url?.startsWith('/oauth/token')) return outgoing.end(JSON.stringify({ echo, control: controlWord }));
    if (modes.refusesLogin) {
      outgoing.statusCode = 401;
      return outgoing.end(
        JSON.stringify({ error: 'unauthorized', error_description: `Bad credentials: ${body}`, echo }),
      );
    }
    const answer = { access_token: secrets.token, token_type: 'bearer', expires_in: 3600, scope: 'canary.READ' };
    return outgoing.end(JSON.stringify({ ...answer, echo }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl,
    /** Everything it was told, as JSON. */
    heard: heard as readonly string[],
    refuseLogin: () => {
      modes.refusesLogin = true;
    },
    /** A service key for it, as a file's text. */
    serviceKey: () =>
      JSON.stringify({
        endpoints: { workflow_rest_url: `${baseUrl}/rest` },
        uaa: {
          clientid: 'sb-canary!b1|workflow!b2',
          clientsecret: secrets.clientSecret,
          url: baseUrl,
          xsappname: 'canary!b1|workflow!b2',
        },
      }),
    stop: () => new Promise((stopped) => server.close(stopped).closeAllConnections()),
  };
}

/** A harmless word in every answer of the API: where it is not found, the search has not looked. */
export const controlWord = 'positive-control-5b1f';
