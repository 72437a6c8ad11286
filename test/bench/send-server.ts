import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The other side of the `send` benchmark, in a process of its own: a token endpoint and 2,008 bytes of JSON behind a Bearer
 * check. Tells its parent where it listens.
 */
const claims = Buffer.from(JSON.stringify({ scope: ['bench!b1.TASK_GET', 'bench!b1.WORKFLOW_DEFINITION_GET'] }));
const header = Buffer.from('{"alg":"RS256","typ":"JWT"}');
const token = [header, claims, Buffer.alloc(256, 'bench')].map((part) => part.toString('base64url')).join('.');

const records = Array.from({ length: 16 }, (_, index) => ({
  id: index,
  definitionId: 'order-approval',
  status: 'RUNNING',
}));
const json = JSON.stringify(records).padEnd(2007, ' ');
const body = Buffer.from(`${json}\n`);

const server = createServer((request, response) => {
  if (request.url === '/oauth/token') {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ access_token: token, token_type: 'bearer', expires_in: 43_199 }));
  } else if (request.headers.authorization === `Bearer ${token}`) {
    response.setHeader('content-type', 'application/json');
    response.end(body);
  } else {
    response.writeHead(401).end();
  }
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port, token }));
process.on('disconnect', () => process.exit());
