import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { CoreRouter } from '#core/router.ts';
import type { Contract } from '#shared/contract/index.ts';
import { guardCalls } from '../../renderer/app/guard-calls.ts';

export type Client = ContractRouterClient<Contract>;

export type OpenLink = {
  client: Client;
  /** Cuts the line as a dying core would, and resolves when the client has noticed. Null where there is no line. */
  cut: (() => Promise<void>) | null;
  close(): Promise<void>;
};

/** Each way the contract is carried, with the handlers and links the product uses. */
export const links: { name: string; open(router: CoreRouter): Promise<OpenLink> }[] = [
  { name: 'in process', open: openInProcess },
  { name: 'over a MessagePort', open: openPort },
  { name: 'over a WebSocket', open: openSocket },
];

async function openInProcess(router: CoreRouter): Promise<OpenLink> {
  return { client: createRouterClient(router), cut: null, close: async () => {} };
}

async function openPort(router: CoreRouter): Promise<OpenLink> {
  const { port1, port2 } = new MessageChannel();
  new PortHandler(router).upgrade(port1);
  const closed = new Promise<void>((resolve) => port2.on('close', resolve));
  const link = new PortLink({ port: port2, interceptors: [guardCalls(closed)] });
  const cut = async () => {
    port1.close();
    await closed;
  };
  return { client: createORPCClient(link), cut, close: cut };
}

async function openSocket(router: CoreRouter): Promise<OpenLink> {
  const handler = new SocketHandler(router);
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => handler.upgrade(socket));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
  await new Promise((opened) => socket.addEventListener('open', opened));
  const link = new SocketLink({ websocket: socket, interceptors: [guardCalls(closed)] });
  const cut = async () => {
    for (const other of sockets.clients) other.terminate();
    await closed;
  };
  const close = async () => {
    await cut();
    await new Promise((stopped) => server.close(stopped));
  };
  return { client: createORPCClient(link), cut, close };
}
