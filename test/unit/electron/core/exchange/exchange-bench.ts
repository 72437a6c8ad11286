import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createRawServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTokens } from '#core/auth/tokens.ts';
import type { FixedProxy } from '#core/exchange/identity.ts';
import { createSender, type SenderDependencies, type SendOptions } from '#core/exchange/send-exchange.ts';
import { createTransmitter } from '#core/exchange/transmit.ts';
import { readProxyPassword } from '#core/settings/proxy-password.ts';
import { openBodies } from '#core/store/bodies.ts';
import { openConnections } from '#core/store/connections.ts';
import { openHistory } from '#core/store/history.ts';
import { openSecretStore } from '#core/store/secrets.ts';
import { openSettings } from '#core/store/settings.ts';
import { startHistoryInWorker } from '#core/store/worker-process.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { ClientCredentials } from '#shared/model/credential.ts';
import type { Draft } from '#shared/model/draft.ts';
import { systemTrust } from '#shared/model/trust.ts';

/** A sender over real stores in a folder of its own, and servers that end with it. */
export type ExchangeBench = Awaited<ReturnType<typeof setUpExchangeBench>>;

export type BenchOptions = {
  now?: () => number;
  trustedCertificates?: string[];
  /** What the system answers when it is asked for the way. */
  proxies?: string[];
} & Pick<SenderDependencies, 'bodyLimitBytes'>;

export async function setUpExchangeBench({ now, trustedCertificates = [], proxies = [], ...own }: BenchOptions = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatewright-exchange-'));
  const clock = { now: now ?? (() => performance.timeOrigin + performance.now()) };
  const logged: string[] = [];
  const place = { dataDir, clock, onNotice: () => undefined };
  const bodies = openBodies(dataDir);
  const stores = {
    bodies,
    settings: openSettings(place),
    connections: openConnections(place),
    secrets: await openSecretStore({ ...place, systemKeyStore: null, systemKeyStoreNote: null }),
    history: await openHistory({ process: startHistoryInWorker(join(dataDir, 'history.sqlite')), bodies }),
  };
  const way = {
    proxyLookup: { find: async () => proxies },
    readProxyPassword: (proxy: FixedProxy) => readProxyPassword(stores.secrets, proxy),
  };
  const transmitter = createTransmitter({ clock, trustedCertificates, ...way });
  const log = { info: (line: string) => logged.push(line), error: (line: string) => logged.push(line) };
  const deps = { ...stores, ...own, clock, log, transmitter, version: '0.0.0-test' };
  const tokens = createTokens(deps);
  const sender = createSender({ ...deps, tokens });
  const servers = createServers();

  return {
    ...stores,
    dataDir,
    tokens,
    sender,
    transmitter,
    way,
    logged,
    serve: servers.serve,
    serveRaw: servers.serveRaw,
    send: (draft: Partial<Draft>, options: Partial<SendOptions> = {}) =>
      sender.send(exampleDraft(draft), { renewToken: false, signal: undefined, ...options }),
    /** The recorded body as text. */
    async bodyText(exchangeId: string): Promise<string | null> {
      const window = await stores.history.readBody(exchangeId, 0, 1024 * 1024);
      return window && Buffer.from(window.bytes).toString();
    },
    async tearDown() {
      await sender.dispose();
      await transmitter.dispose();
      await stores.history.dispose();
      stores.secrets.dispose();
      await servers.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function exampleDraft(changes: Partial<Draft>): Draft {
  return {
    id: 'd-1',
    name: 'A call',
    connectionId: null,
    operationId: null,
    method: 'GET',
    url: 'http://127.0.0.1:1/',
    headers: [],
    body: '',
    resendOn401: false,
    updatedAt: 0,
    ...changes,
  };
}

export function exampleConnection(
  credential: Partial<ClientCredentials> & { tokenUrl: string },
  changes: Partial<Connection> = {},
): Connection {
  return {
    id: 'c-1',
    name: 'Acme DEV',
    system: 'sap-workflow',
    isPractice: false,
    isProduction: false,
    colour: 'none',
    trust: systemTrust,
    variables: { api: new URL(credential.tokenUrl).origin },
    credential: {
      kind: 'oauth2-client-credentials',
      clientId: 'sb-client!b1',
      clientAuthentication: 'post-body',
      secretKind: 'client-secret',
      scope: '',
      extraParameters: [],
      extraHeaders: [],
      certificateExpiresAt: null,
      ...credential,
    },
    identity: { tenant: null, subaccountId: null, xsappname: null, serviceInstanceId: null },
    createdAt: 0,
    lastUsedAt: null,
    ...changes,
  };
}

/** A JWT whose signature nobody could check. */
export function exampleJwt(claims: Record<string, unknown>): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${Buffer.from(`signature of ${JSON.stringify(claims)} .`).toString('base64url')}`;
}

function createServers() {
  const open: { server: Server; sockets: Set<Socket> }[] = [];
  const listen = async (server: Server): Promise<string> => {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    });
    open.push({ server, sockets });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  return {
    serve: (listener: RequestListener) => listen(createServer(listener)),
    /** `onRequest` is called once per connection, with the first bytes that came. */
    serveRaw: (onRequest: (socket: Socket, head: string) => void) =>
      listen(
        createRawServer((socket) => {
          socket.once('data', (chunk) => onRequest(socket, chunk.toString('latin1')));
        }),
      ),
    async close() {
      for (const { server, sockets } of open) {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
