import { describe, expect, it } from 'vitest';
import { requestOf, sentAt } from '../exchange-builder.ts';
import { actions, believed, beside, minute, report, sent } from './sap-cases.ts';

const list = (query = '') => sent({ method: 'GET', path: `/v1/workflow-instances${query}` }, { status: 200 });
const tasks = (query = '') => sent({ method: 'GET', path: `/v1/task-instances${query}` }, { status: 200 });
const instance = (changes: object = {}) =>
  JSON.stringify({
    id: 'i-1',
    definitionId: 'order-approval',
    businessKey: '4711',
    status: 'RUNNING',
    completedAt: null,
    ...changes,
  });
const read = (changes: object, at = sentAt - minute) =>
  beside(sent({ method: 'GET', path: '/v1/workflow-instances/i-1' }, { status: 200 }), instance(changes), {
    startedAt: at,
  });
const started = beside(sent({}, { status: 201 }), instance());
const every = 'RUNNING,ERRONEOUS,SUSPENDED,CANCELED,COMPLETED';

describe('status-filter-hides', () => {
  it.each([
    ['an empty list by its default (SDK)', list(), '[]', []],
    ['one with other filters', list('?definitionId=order-approval&$top=10'), ' [ ]\n', []],
    ['one behind a byte order mark', list(), '\uFEFF[]', []],
    ['one after a start of an instance', list('?status=RUNNING'), '[]', [started]],
  ])('is likely for %s, and stops no gate', (_what, exchange, body, neighbours) => {
    const found = report(exchange, body, { neighbours });
    expect(believed(found)).toEqual(['status-filter-hides likely']);
    expect(found.stoppedAt).toBeNull();
    expect(found.gates.every(({ state }) => state === 'passed' || state === 'not-reached')).toBe(true);
    expect(found.probes.map(({ id }) => id)).toEqual(['every-status']);
  });

  it.each([
    ['it was read COMPLETED before', list(), [read({ status: 'COMPLETED' })]],
    [
      'it was read CANCELED before, and fits the filters',
      list('?definitionId=order-approval&$orderby=startedAt%20desc'),
      [read({ status: 'CANCELED' })],
    ],
    [
      'it was read afterwards, and had ended before',
      list('?status=RUNNING'),
      [read({ status: 'COMPLETED', completedAt: '2026-11-21T09:00:00Z' }, sentAt + minute)],
    ],
    [
      'the probe for every status showed it',
      list('?containsText=a'),
      [read({ status: 'COMPLETED' }), probe(`[${instance({ status: 'COMPLETED' })}]`)],
    ],
  ])('is certain for an instance that the filter leaves out: %s', (_what, exchange, neighbours) => {
    expect(believed(report(exchange, '[]', { neighbours }))).toEqual(['status-filter-hides certain']);
  });

  it('asks for every status, and leaves the rest of the query as it is', () => {
    expect(actions(report(list('?$top=5&definitionId=a'), '[]'))).toEqual([
      {
        kind: 'correct-url',
        url: requestOf('GET', `/v1/workflow-instances?$top=5&definitionId=a&status=${every}`).url,
      },
      { kind: 'run-probe', probe: 'every-status' },
    ]);
  });

  it.each([
    ['an instance of another definition', list('?definitionId=other'), [read({ status: 'COMPLETED' })]],
    [
      'an instance that was still running then',
      list(),
      [read({ status: 'COMPLETED', completedAt: '2026-11-21T11:00:00Z' }, sentAt + 90 * minute)],
    ],
    ['a filter nobody can check', list('?containsText=camera'), [read({ status: 'COMPLETED' })]],
  ])('is not certain by %s', (_what, exchange, neighbours) => {
    expect(believed(report(exchange, '[]', { neighbours }))).toEqual(['status-filter-hides likely']);
  });

  it.each([
    ['a status somebody asked for', list('?status=SUSPENDED')],
    ['tasks of a status', tasks('?status=READY')],
  ])('is possible for %s', (_what, exchange) => {
    expect(believed(report(exchange, '[]'))).toEqual(['status-filter-hides possible']);
  });

  it.each([
    ['a list of every status', list(`?status=${every}`), '[]', []],
    ['a list that holds something', list(), `[${instance()}]`, []],
    ['tasks, which come in every status', tasks(), '[]', []],
    ['a page behind the last', list('?$skip=100'), '[]', []],
    ['definitions', sent({ method: 'GET', path: '/v1/workflow-definitions' }, { status: 200 }), '[]', []],
    ['a probe that found nothing either', list(), '[]', [probe('[]')]],
  ])('is not named for %s', (_what, exchange, body, neighbours) => {
    expect(believed(report(exchange, body, { neighbours }))).toEqual([]);
  });
});

describe('instance-erroneous', () => {
  /** SAP-archive/sap-devtoberfest-2020#92; sap-tutorials/Tutorials#20134 and #5061. */
  const joined = "GET request to 'https://sapes5.sapdevcenter.comProducts('HT-1001')?sap-client=002' failed.";
  const rules =
    "The HTTP request to 'https://bpmruleruntime.rule.cfapps.us10.hana.ondemand.com/rules-service/rest/v2/rule-services' failed with status code 401 (Unauthorized) and response body ''.";
  const errors = (message: string) =>
    JSON.stringify([{ activityId: 'servicetask1', errorCode: 'x', logId: 'l', message }]);
  const one = sent({ method: 'GET', path: '/v1/workflow-instances/i-1' }, { status: 200 });
  const errorMessages = sent({ method: 'GET', path: '/v1/workflow-instances/i-1/error-messages' }, { status: 200 });
  const log = sent({ method: 'GET', path: '/v1/workflow-instances/i-1/execution-logs' }, { status: 200 });

  it.each([
    ['an instance that is read', one, instance({ status: 'ERRONEOUS' }), []],
    ['a list with one of them', list(), `[${instance()},${instance({ id: 'i-2', status: 'ERRONEOUS' })}]`, []],
    [
      'a start that was seen failing afterwards',
      sent({}, { status: 201 }),
      instance(),
      [read({ status: 'ERRONEOUS' }, sentAt + minute)],
    ],
  ])('is certain for %s, and stops no gate', (_what, exchange, body, neighbours) => {
    const found = report(exchange, body, { neighbours });
    expect(believed(found)).toEqual(['instance-erroneous certain']);
    expect(found.stoppedAt).toBeNull();
  });

  it.each([
    ['error messages', errorMessages, errors(rules), 'likely', 'failed with status code 401'],
    [
      'a log that ends in a failure',
      log,
      JSON.stringify([{ type: 'WORKFLOW_STARTED' }, { type: 'SERVICETASK_FAILED', error: { message: joined } }]),
      'likely',
      'sapes5.sapdevcenter.com',
    ],
    [
      'a log that went on after it',
      log,
      JSON.stringify([{ type: 'SERVICETASK_FAILED', error: { message: joined } }, { type: 'WORKFLOW_COMPLETED' }]),
      'possible',
      'GET request',
    ],
    ['a list that was cut', list(), `[${instance({ status: 'ERRONEOUS' })},{"id":"i-`, 'likely', 'Some'],
  ])('is believed of %s', (_what, exchange, body, confidence, words) => {
    const found = report(exchange, body);
    expect(believed(found)).toEqual([`instance-erroneous ${confidence}`]);
    expect(found.findings[0]?.sentence).toContain(words);
  });

  it('quotes what failed from a call beside it, and leaves queries and users of URLs out', () => {
    const told =
      "The OAuth token request to URL 'https://u:p4ss@acme.authentication.eu10.hana.ondemand.com/oauth/token?client_secret=s3cr3t' failed.";
    const neighbours = [beside(errorMessages, errors(told))];
    const { findings } = report(one, instance({ status: 'ERRONEOUS' }), { neighbours });
    expect(findings[0]?.sentence).toBe(
      "The instance is erroneous: “The OAuth token request to URL 'https://acme.authentication.eu10.hana.ondemand.com/oauth/token' failed.”",
    );
    expect(findings[0]?.mends[0]?.action).toEqual({ kind: 'run-probe', probe: 'read-instance' });
  });

  it.each([
    ['a running instance', one, instance(), []],
    [
      'business data that says so',
      sent({ method: 'GET', path: '/v1/workflow-instances/i-1/context' }, { status: 200 }),
      '{"status":"ERRONEOUS"}',
      [],
    ],
    ['no error messages', errorMessages, '[]', []],
    ['a log of success', log, '[{"type":"SERVICETASK_COMPLETED"}]', []],
    [
      'a start, when another instance failed',
      sent({}, { status: 201 }),
      instance({ id: 'i-9' }),
      [read({ status: 'ERRONEOUS' }, sentAt + minute)],
    ],
    ['an instance that had failed before and was retried', one, instance(), [read({ status: 'ERRONEOUS' })]],
  ])('is not named for %s', (_what, exchange, body, neighbours) => {
    expect(believed(report(exchange, body, { neighbours })).join()).not.toContain('instance-erroneous');
  });
});

function probe(bodyText: string) {
  const probeOf = { exchangeId: 'x1', probe: 'every-status' as const };
  return beside(list(`?status=${every}`), bodyText, { probeOf, startedAt: sentAt + minute });
}
