import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBodies } from '#core/store/bodies.ts';
import { type HistoryStore, openHistory } from '#core/store/history.ts';
import { startHistoryInWorker } from '#core/store/worker-process.ts';
import { createSupportService, type SupportService } from '#core/support/support-service.ts';
import type { Connection } from '#shared/model/connection.ts';
import { defaultSettings } from '#shared/model/settings.ts';
import type { BundleChoice, BundleReview, OpenedExchange } from '#shared/model/support-bundle.ts';
import { systemOf } from '#shared/systems/systems.ts';
import {
  call,
  connection,
  failureOf,
  login,
  requestOf,
  responseOf,
  sentAt,
  tokenState,
} from '../../../shared/systems/exchange-builder.ts';

type Call = ReturnType<typeof call>;

const denied = '{"error":{"message":"User does not have sufficient privileges."},"who":"customer text"}';
const apiKey = 'k8-typed-by-hand-and-secret';
const claims = {
  iss: 'https://acme-dev.authentication.eu10.hana.ondemand.com/oauth/token',
  zid: '11111111-aaaa-4bbb-8ccc-222222222222',
  exp: sentAt / 1000 + 40_000,
  ext_attr: { zdn: 'acme-dev', subaccountid: '33333333-aaaa-4bbb-8ccc-444444444444' },
  user_name: 'jane.doe@acme.example',
  scope: ['workflow!b10150.TASK_GET'],
};

const stories: {
  name: string;
  exchange: Call;
  body: string | null;
  token?: { exchange: Call; body: string | null };
}[] = [
  {
    name: 'a 403 with the token call it was made with',
    token: {
      exchange: login({ id: 't-403', response: responseOf(200) }),
      body: '{"access_token":"‹token a1f3›","expires_in":43199}',
    },
    exchange: call({
      id: 'x-403',
      tokenExchangeId: 't-403',
      request: {
        ...requestOf(
          'POST',
          '/v1/workflow-instances',
          '{"definitionId":"order-approval","context":{"iban":"DE00 1234"}}',
        ),
        headers: [
          { name: 'Authorization', value: 'Bearer ‹token a1f3›' },
          { name: 'X-Api-Key', value: apiKey },
        ],
      },
      response: responseOf(403),
      token: tokenState(['TASK_GET'], { claims }),
    }),
    body: denied,
  },
  {
    name: 'a name that is not there',
    exchange: call({ id: 'x-dns', response: null, failure: failureOf('ENOTFOUND', 'lookup'), peer: null }),
    body: null,
  },
  {
    name: 'a certificate that has expired',
    exchange: call({ id: 'x-tls', response: null, failure: failureOf('CERT_HAS_EXPIRED', 'tls') }),
    body: null,
  },
  {
    name: 'a token that has expired',
    exchange: call({
      id: 'x-exp',
      response: responseOf(401),
      token: tokenState(['TASK_GET'], { expiresAt: sentAt - 60_000, claims: { ...claims, exp: sentAt / 1000 - 60 } }),
    }),
    body: '{"error":"unauthorized","error_description":"Jwt expired"}',
  },
  {
    name: 'an unknown definition',
    exchange: call({
      id: 'x-404',
      response: responseOf(404),
      token: tokenState(['WORKFLOW_INSTANCE_START'], {
        claims: { ...claims, scope: ['workflow!b10150.WORKFLOW_INSTANCE_START'] },
      }),
    }),
    body: '{"error":{"code":"bpm.workflowruntime.definition.not.found","message":"Workflow definition with id order-approval not found."}}',
  },
  {
    name: 'a call that went well',
    exchange: call({
      id: 'x-201',
      response: responseOf(201),
      token: tokenState(['WORKFLOW_INSTANCE_START'], { claims }),
    }),
    body: '{"id":"1","status":"RUNNING"}',
  },
];

describe('a support bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-support-'));
  let history: HistoryStore;
  let support: SupportService;
  const saved: { fileName: string; bytes: Uint8Array }[] = [];
  const own: Connection = { ...connection, identity: { ...connection.identity, tenant: 'acme-dev' } };
  const choose = (ids: string[], changes: Partial<BundleChoice> = {}): BundleChoice => ({
    exchangeIds: ids,
    bodiesOf: [],
    leftOut: [],
    hidesNames: false,
    ...changes,
  });
  const judged = (exchange: Call, body: string | null, token?: { exchange: Call; body: string | null }) => ({
    ...exchange,
    report: systemOf(exchange.system).explain({
      exchange,
      tokenExchange: token?.exchange ?? null,
      bodyText: body,
      tokenBodyText: token?.body ?? null,
      connection: own,
      neighbours: [],
      now: sentAt,
    }),
  });
  const exported = async (choice: BundleChoice) => {
    await support.export(choice);
    const bytes = saved.at(-1)?.bytes ?? new Uint8Array();
    const files = Object.fromEntries(
      Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]),
    );
    return { bytes, files, all: Object.values(files).join('\n'), har: JSON.parse(files['exchanges.har'] ?? '{}') };
  };
  const reopened = async (choice: BundleChoice): Promise<OpenedExchange[]> => {
    const { bytes } = await exported(choice);
    const file = await support.open(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    expect(file.format).toBe('bundle');
    return file.exchanges;
  };

  beforeAll(async () => {
    history = await openHistory({
      process: startHistoryInWorker(join(folder, 'history.sqlite')),
      bodies: openBodies(folder),
    });
    support = createSupportService({
      clock: { now: () => sentAt + 1000 },
      desk: {
        save: async (fileName, bytes) => {
          saved.push({ fileName, bytes });
          return { saved: fileName, downloadPath: null };
        },
      },
      history,
      settings: { get: () => defaultSettings },
      host: { kind: 'loopback', version: '1.2.3' },
      log: { info: () => undefined, error: () => expect.unreachable('nothing goes wrong') },
      connectionOf: (id) => (id === own.id ? own : null),
      skewOf: () => 2000,
      vaultKind: () => 'memory',
    });
    for (const { exchange, body, token } of stories) {
      if (token)
        await history.add(judged(token.exchange, token.body), token.body === null ? null : Buffer.from(token.body), '');
      await history.add(judged(exchange, body, token), body === null ? null : Buffer.from(body), '');
    }
  });
  afterAll(async () => {
    await history.dispose();
    rmSync(folder, { recursive: true });
  });

  describe.each([{ hidesNames: false }, { hidesNames: true }])('with hidesNames $hidesNames', ({ hidesNames }) => {
    it.each(stories)('shows the same gates when it is opened: $name', async ({ exchange, body, token }) => {
      const original = judged(exchange, body, token).report;
      const exchanges = await reopened(choose([exchange.id], { hidesNames }));
      const one = exchanges.at(-1)?.exchange;
      expect(one?.report.stoppedAt).toBe(original.stoppedAt);
      expect(one?.report.findings.map(({ cause }) => cause)).toEqual(original.findings.map(({ cause }) => cause));
      expect(one?.report.gates.map(({ id, state }) => [id, state])).toEqual(
        original.gates.map(({ id, state }) => [id, state]),
      );
      expect(exchanges).toHaveLength(token ? 2 : 1);
      if (token) expect(one?.tokenExchangeId).toBe(exchanges[0]?.exchange.id);
      expect(one?.connectionId).toBeNull();
    });
  });

  it('is a HAR that other tools read, a report and facts of the machine, under the date', async () => {
    const { files, har } = await exported(choose(['x-403']));
    expect(saved.at(-1)?.fileName).toBe('2026-11-21.gatewright.zip');
    expect(Object.keys(files)).toEqual(['exchanges.har', 'report.md', 'environment.json']);
    expect(har.log).toMatchObject({ version: '1.2', creator: { name: 'Gatewright', version: '1.2.3' } });
    for (const entry of har.log.entries) {
      expect(Object.keys(entry)).toEqual(
        expect.arrayContaining(['startedDateTime', 'time', 'request', 'response', 'cache', 'timings', '_gatewright']),
      );
      expect(Object.keys(entry.request)).toEqual(
        expect.arrayContaining([
          'method',
          'url',
          'httpVersion',
          'cookies',
          'headers',
          'queryString',
          'headersSize',
          'bodySize',
        ]),
      );
      expect(Object.keys(entry.response)).toEqual(
        expect.arrayContaining([
          'status',
          'statusText',
          'httpVersion',
          'cookies',
          'headers',
          'content',
          'redirectURL',
          'headersSize',
          'bodySize',
        ]),
      );
    }
    expect(files['report.md']).toContain('■ Authority');
    expect(files['report.md']).toContain('`role-missing`');
    expect(JSON.parse(files['environment.json'] ?? '')).toEqual({
      gatewright: '1.2.3',
      system: process.platform,
      host: 'loopback',
      proxy: 'as the system says',
      vault: 'memory',
      clockSkewSeconds: '2',
    });
  });

  it('holds no body that was not asked for, but the words a report needs', async () => {
    const { all } = await exported(choose(['x-403']));
    for (const text of ['DE00 1234', 'customer text']) expect(all).not.toContain(text);
    expect(all).toContain('User does not have sufficient privileges.');
    const withBody = await exported(choose(['x-403'], { bodiesOf: ['x-403'] }));
    for (const text of ['DE00 1234', 'customer text']) expect(withBody.all).toContain(text);
  });

  it('holds no secret, also none that was typed where nobody looked for one', async () => {
    const { all } = await exported(choose(['x-403'], { bodiesOf: ['x-403', 't-403'] }));
    expect(all).not.toContain(apiKey);
    expect(all).toMatch(/‹API key [\da-f]{4}›/);
    expect(all).toContain('‹token a1f3›');
  });

  it('hides hosts, tenants and users behind the same pseudonyms everywhere', async () => {
    const magnus = call({
      id: 'x-host',
      system: 'magnus',
      connectionId: null,
      request: {
        ...requestOf('POST', '/x'),
        url: 'https://magnus.acme.example/remote',
        headers: [{ name: 'Host', value: 'magnus.acme.example' }],
      },
      peer: null,
      token: null,
    });
    await history.add(judged(magnus, null), null, '');
    const { all, har } = await exported(choose(['x-403', 'x-host'], { hidesNames: true, bodiesOf: ['x-403'] }));
    for (const name of ['acme', 'jane', '11111111-aaaa', '33333333-aaaa', '18.157.4.20', 'ondemand.com CN'])
      expect(all.toLowerCase()).not.toContain(name);
    const entry = har.log.entries.find((one: { request: { url: string } }) => one.request.url.endsWith('/remote'));
    expect(entry.request.url).toMatch(/^https:\/\/host-\d\.example\/remote$/);
    expect(entry.request.headers[0].value).toBe(new URL(entry.request.url).host);
    expect(all).toContain('https://tenant-1.authentication.eu10.hana.ondemand.com/oauth/token');
    expect(all).toMatch(/"user_name": "user-1@host-\d\.example"/);
    await history.remove('x-host');
  });

  const textsOf = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(textsOf)
        : [];
  const review = (choice: BundleChoice): Promise<BundleReview> => support.review(choice);

  it('leaves with exactly what the review showed', async () => {
    const choice = choose(['x-403', 'x-dns'], { bodiesOf: ['x-dns'], hidesNames: true });
    const shown = await review(choice);
    const { bytes, files, har } = await exported(choice);
    expect(bytes.length).toBe(shown.bytes);
    expect(files['report.md']).toBe(shown.report);
    const included = shown.fields
      .filter(({ isIncluded }) => isIncluded)
      .map(({ label, value }) => `${label}: ${value}`)
      .join('\n');
    const ownWords = new Set([
      '1.2',
      'Gatewright',
      '1.2.3',
      'HTTP/1.1',
      '',
      'call',
      'token',
      'sap-workflow',
      'start-instance',
      'bearer',
      'opaque',
      'jwt',
      'body',
      'authorization',
      'none',
      'client-secret',
      'post-body',
      'oauth2-client-credentials',
      'c1',
      'lookup',
      'POST',
      'application/json',
      'a1f3',
    ]);
    const isShown = (text: string) =>
      ownWords.has(text) ||
      included.includes(text) ||
      included.includes(JSON.stringify(text).slice(1, -1)) ||
      /^\d{4}-\d\d-\d\dT/.test(text);
    expect(textsOf(har).filter((text) => !isShown(text))).toEqual([]);
    const environment = textsOf(JSON.parse(files['environment.json'] ?? ''));
    expect(environment.filter((text) => !isShown(text))).toEqual([]);
    const held = shown.fields.filter(({ isIncluded }) => !isIncluded);
    expect(held.map(({ kind }) => kind)).toEqual(held.map(() => 'body'));
  });

  it('lets every field be left out, and none of them then leaves', async () => {
    const all = await review(choose(['x-403'], { bodiesOf: ['x-403'] }));
    expect(new Set(all.fields.map(({ id }) => id)).size).toBe(all.fields.length);
    for (const { id, value, kind, label } of all.fields) {
      const choice = choose(['x-403'], { bodiesOf: ['x-403'], leftOut: [id] });
      const { fields } = await review(choice);
      expect(fields.find((field) => field.id === id)?.isIncluded).toBe(false);
      const once = all.fields.filter((field) => field.value.includes(value)).length === 1;
      if (!once || ['claim', 'environment'].includes(kind) || value.length < 12 || label.startsWith('outcome'))
        continue;
      const { files } = await exported(choice);
      expect(Object.values(files).join('\n'), `${id} ${label}`).not.toContain(JSON.stringify(value).slice(1, -1));
    }
  }, 60_000);

  it('can still be opened when everything that can be left out was', async () => {
    const { fields } = await review(choose(['x-403']));
    const exchanges = await reopened(choose(['x-403'], { leftOut: fields.map(({ id }) => id) }));
    expect(exchanges.map(({ exchange }) => exchange.request.url)).toEqual([
      'https://left-out.invalid/',
      'https://left-out.invalid/',
    ]);
  });

  it('of an entry that is gone is refused', async () => {
    await expect(support.review(choose(['x-403', 'nowhere']))).rejects.toMatchObject({ code: 'ENTRY_NOT_FOUND' });
  });

  it('once opened may be kept: under a name that says where from, tied as before, and belonging to nobody', async () => {
    const before = (await history.list({ search: '', cursor: null, limit: 100 })).total;
    await support.keep(await reopened(choose(['x-403'])));
    const { entries, total } = await history.list({ search: '', cursor: null, limit: 100 });
    expect(total).toBe(before + 2);
    const [newest] = entries;
    const kept = await history.get(newest?.id ?? '');
    expect(kept).toMatchObject({ name: 'From a file: Start an instance', connectionId: null });
    expect((await history.get(kept?.tokenExchangeId ?? ''))?.kind).toBe('token');
    const body = await history.readBody(kept?.id ?? '', 0, 1000);
    expect(Buffer.from(body?.bytes ?? []).toString()).toContain('sufficient privileges');
  });

  it.each([
    ['', 'There is nothing in it.'],
    ['{"clientid":"a","url":"b"}', 'This is a service key, and holds no calls.'],
  ])('is not every text: %j', (text, sentence) => {
    expect(() => support.openText(text)).toThrow(
      expect.objectContaining({ code: 'FILE_UNREADABLE', message: sentence }),
    );
  });
});
