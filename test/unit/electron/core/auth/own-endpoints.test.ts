import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOwnEndpoint } from '#core/auth/own-endpoints.ts';
import { type ExchangeBench, exampleConnection, setUpExchangeBench } from '../exchange/exchange-bench.ts';
import { basicSample, bearerSample, clientSample, connectionWith } from './credential-samples.ts';

describe('an endpoint of a connection', () => {
  const connection = exampleConnection(
    { tokenUrl: 'https://login.example.test/oauth/token' },
    { variables: { rest: 'https://api.example.test/rest', note: 'not an address', base: ' http://127.0.0.1:8080 ' } },
  );

  it.each([
    'https://api.example.test/rest/v1/workflow-definitions',
    'https://api.example.test/elsewhere',
    'https://api.example.test:443/rest',
    'http://127.0.0.1:8080/',
  ])('is %s', (url) => {
    expect(isOwnEndpoint(connection, new URL(url))).toBe(true);
  });

  it.each([
    'http://api.example.test/rest',
    'https://api.example.test:8443/rest',
    'https://api.example.test.evil.example/rest',
    'https://evil.example/?https://api.example.test',
    'https://login.example.test/rest',
    'http://127.0.0.1:8081/',
  ])('is not %s', (url) => {
    expect(isOwnEndpoint(connection, new URL(url))).toBe(false);
  });
});

describe('a draft that names another host', () => {
  let bench: ExchangeBench;
  let heard: IncomingMessage['headers'][];
  beforeEach(async () => {
    bench = await setUpExchangeBench();
    heard = [];
  });
  afterEach(() => bench.tearDown());

  it.each([
    ['a token', clientSample({ tokenUrl: 'http://127.0.0.1:1/token' })],
    ['a password', basicSample()],
    ['a bearer token', bearerSample],
  ])('is sent there without %s, and the exchange says so', async (_what, sample) => {
    const elsewhere = await bench.serve((request, response) => {
      heard.push(request.headers);
      response.end('{}');
    });
    bench.connections.put(connectionWith(sample, { variables: { api: 'http://127.0.0.1:1' } }));
    if (sample.secret) await bench.secrets.write('c-1', sample.secret);
    const exchange = await bench.send({ connectionId: 'c-1', url: `${elsewhere}/api` });
    expect(heard).toHaveLength(1);
    expect(heard[0]?.authorization).toBeUndefined();
    expect(exchange.notes?.map(({ text }) => text).join()).toContain(
      `${new URL(elsewhere).host} is none of its endpoints`,
    );
  });
});
