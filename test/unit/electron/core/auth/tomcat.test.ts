import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findHeader } from '#shared/text/headers.ts';
import { startTomcat, type TestTomcat, tomcatLack } from '../../../../support/tomcat.ts';
import { type ExchangeBench, setUpExchangeBench } from '../exchange/exchange-bench.ts';
import { connectionWith } from './credential-samples.ts';

/* Basic against a container nobody here wrote: the one most Process Servers run in. */

const odd = { name: 'jörg', password: 'pä+ß€ 5:w"<', roles: 'abTaskClient' };
const roleless = { name: 'nora', password: 'nora-has-no-role', roles: 'somethingElse' };
const lack = tomcatLack();

describe.skipIf(lack !== null)(`Basic against Tomcat${lack === null ? '' : ` (skipped: ${lack})`}`, () => {
  let tomcat: TestTomcat;
  let bench: ExchangeBench;
  beforeAll(async () => {
    tomcat = await startTomcat([odd, roleless]);
  }, 60_000);
  afterAll(() => tomcat.stop());
  beforeEach(async () => {
    bench = await setUpExchangeBench();
  });
  afterEach(() => bench.tearDown());

  async function send({ name, password }: { name: string; password: string }, application = 'utf8') {
    const credential = { kind: 'basic' as const, username: name, keepsSession: false };
    const secret = { kind: 'password' as const, value: password };
    const variables = { tasks_url: `${tomcat.baseUrl}/${application}` };
    bench.connections.put(connectionWith({ credential, secret }, { system: 'process-server', variables }));
    await bench.secrets.write('c-1', secret);
    const exchange = await bench.send({ connectionId: 'c-1', url: '{{tasks_url}}/tasks.txt' });
    return { exchange, status: exchange.response?.status, body: await bench.bodyText(exchange.id) };
  }

  it('lets a user in whose name and password hold what is ever lost on the way', async () => {
    expect(await send(odd)).toMatchObject({ status: 200, body: 'the tasks' });
  });

  it('takes accents typed in two pieces for the letters they make', async () => {
    const decomposed = { name: odd.name.normalize('NFD'), password: odd.password.normalize('NFD') };
    expect(decomposed).not.toEqual({ name: odd.name, password: odd.password });
    expect((await send(decomposed)).status).toBe(200);
  });

  it('answers a wrong password with the 401 of the container', async () => {
    const { exchange, status, body } = await send({ ...odd, password: 'wrong' });
    expect(status).toBe(401);
    expect(findHeader(exchange.response?.headers ?? [], 'www-authenticate')).toBe(
      'Basic realm="ActiveVOS", charset=UTF-8',
    );
    expect(body).toMatch(/^<!doctype html>.*HTTP Status 401 – Unauthorized.*Apache Tomcat\//s);
    expect(exchange.report.stoppedAt).toBe('container');
  });

  it('answers a user without the role with the 403 of the container', async () => {
    const { exchange, status, body } = await send(roleless);
    expect(status).toBe(403);
    expect(findHeader(exchange.response?.headers ?? [], 'www-authenticate')).toBeNull();
    expect(body).toMatch(/HTTP Status 403 – Forbidden.*Access to the requested resource has been denied/s);
    expect(exchange.report.stoppedAt).toBe('container');
  });

  it('is read as Latin-1 by a Tomcat as it comes, which then knows no such user', async () => {
    const { exchange, status } = await send(odd, 'plain');
    expect(status).toBe(401);
    expect(findHeader(exchange.response?.headers ?? [], 'www-authenticate')).toBe('Basic realm="ActiveVOS"');
  });
});
