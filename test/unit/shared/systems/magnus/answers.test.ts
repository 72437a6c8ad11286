import { describe, expect, it } from 'vitest';
import { sentAt, tokenState } from '../exchange-builder.ts';
import {
  type Answered,
  accepted,
  asked,
  causesOf,
  email,
  explain,
  firstOf,
  history,
  invalid,
  l,
  mendKinds,
  page,
  run,
  type Sent,
  second,
} from './remote-sample.ts';

// Reasons: domain-facts 2.1. Messages: the practice system's, Google Front End's and Express' pages, plain sentences.
const body = (settings: Record<string, unknown>): Sent => ({ body: run(settings) });
const parameters = (...names: string[]) => names.map((name) => ({ name, value: 'Camera' }));
const ids = { workflowId: '5629499534213120', historyId: '4785074604081152' };
const failed = (state: string, error?: unknown): Answered => ({
  text: JSON.stringify({ status: 'ok', result: { history: { ...ids, startTime: sentAt, status: { state, error } } } }),
});
const url = (path: string): Sent => ({ url: `https://acme.magnus.example${path}` });

type Case = [words: string, cause: string, sent: Sent, answered: Answered];

describe('an answer of Magnus', () => {
  it.each<Case>([
    [
      'the documented reason',
      'workflow-not-found certain',
      {},
      { reason: 'notFound', message: 'There is no workflow with this encoded id.' },
    ],
    [
      'a run that is gone',
      'workflow-not-found certain',
      { body: history(ids) },
      { reason: 'notFound', message: 'There is no run with these two ids.' },
    ],
    [
      'a workflowId in l',
      'workflow-not-found certain',
      body({ l: ids.workflowId }),
      { reason: 'notFound', message: 'Not found' },
    ],
    ['a failure in a 200', 'workflow-not-found certain', {}, { reason: 'notFound', status: 200 }],
    ['a page for a 404', 'workflow-not-found possible', {}, { status: 404, text: page }],
    [
      'the documented reason',
      'permission-missing certain',
      {},
      { reason: 'accessDenied', message: 'The service account is neither owner nor delegate of the workflow.' },
    ],
    [
      'a locked workflow',
      'permission-missing certain',
      {},
      { reason: 'accessDenied', message: 'The workflow is locked by an administrator of the organisation.' },
    ],
    [
      'a lock by no administrator',
      'permission-missing certain',
      { body: { c: '6f570e7u', jwt: '‹assertion a1f3›', configuration: { unlockWorkflows: { workflowIds: ['1'] } } } },
      { reason: 'accessDenied' },
    ],
    ['a page for a 403', 'permission-missing likely', {}, { status: 403, text: page }],
    [
      'a denial that comes as invalid',
      'permission-missing likely',
      {},
      { ...invalid, message: 'Service account is not authorized to run this workflow' },
    ],
    [
      'the documented reason',
      'backend-error certain',
      {},
      { reason: 'backendError', message: 'The backend does not answer.' },
    ],
    ['a page for a 500', 'backend-error likely', {}, { status: 500, text: page }],
    [
      'a BOM before the answer',
      'backend-error certain',
      {},
      { status: 500, text: '\ufeff {"status":"failed","error":{"reason":"backendError"}}' },
    ],
    [
      'a run that failed later, in a 200',
      'backend-error likely',
      { body: history(ids) },
      failed('failed', { reason: 'invalid', message: 'The parameter var_price is not a number.' }),
    ],
    [
      'a run that failed in the backend',
      'backend-error certain',
      { body: history(ids) },
      failed('FAILED', { reason: 'backendError', message: 'Internal error' }),
    ],
    [
      'a run with an error and a state of another name',
      'backend-error likely',
      { body: history(ids) },
      failed('terminated', { reason: 'quotaExceeded', message: 'Quota exceeded' }),
    ],
    ['nothing that shows why', 'remote-invalid possible', {}, invalid],
    ['nothing that shows why, in Japanese', 'remote-invalid possible', {}, { ...invalid, message: '無効なリクエスト' }],
    ['nothing, and a page', 'remote-invalid possible', {}, { status: 400, text: page }],
    ['no path', 'base-url-wrong likely', url('/'), { status: 404, text: page }],
    [
      'the wrong case, and Express’ words',
      'base-url-wrong likely',
      url('/Remote'),
      { status: 404, text: 'Cannot POST /Remote' },
    ],
    [
      'another path, and Magnus’ notFound',
      'base-url-wrong likely',
      url('/api'),
      { reason: 'notFound', message: 'There is nothing at this address.' },
    ],
    ['/remote twice', 'base-url-wrong likely', url('/remote/remote'), { status: 404, text: page }],
    ['a GET', 'base-url-wrong likely', { method: 'GET', body: null, clues: { jwts: [] } }, { status: 405, text: '' }],
    ['a login page', 'base-url-wrong likely', {}, { status: 200, text: page, contentType: 'text/html' }],
  ])('%s: %s', (_words, cause, sent, answered) => {
    expect(firstOf(asked(sent, answered))).toBe(cause);
  });

  it.each<Case>([
    ['a wrong address', 'workflow-not-found', url('/api'), { reason: 'notFound' }],
    [
      'Google’s page about the address',
      'workflow-not-found',
      {},
      { status: 404, text: '<p>The requested URL /remote was not found on this server.' },
    ],
    ['a 401', 'permission-missing', {}, { status: 401, text: '{"error":"unauthorized"}' }],
    ['a page for a 403', 'permission-missing certain', {}, { status: 403, text: page }],
    ['a bad gateway', 'backend-error', {}, { status: 502, text: page }],
    ['a run that goes on', 'backend-error', { body: history(ids) }, failed('running')],
    ['a run that went well', 'backend-error', { body: history(ids) }, failed('success', { message: '' })],
    ['a reason of its own', 'remote-invalid', {}, { reason: 'accessDenied' }],
    ['a reason nobody knows', 'remote-invalid', {}, { reason: 'teapot', status: 418 }],
    ['the right address', 'base-url-wrong', {}, { reason: 'notFound' }],
    ['a start that was accepted', 'base-url-wrong', {}, { text: '{"status":"ok","result":{}}' }],
  ])('%s: not %s', (_words, cause, sent, answered) => {
    expect(causesOf(asked(sent, answered)).filter((one) => one.startsWith(cause))).toEqual([]);
  });

  it('a start that was accepted is right, until its history says that the run failed', () => {
    const start = asked({}, { text: JSON.stringify({ status: 'ok', result: ids }) });
    expect(explain(start)).toMatchObject({ stoppedAt: null, findings: [], probes: [] });
    const later = asked({ body: history(ids) }, failed('failed', { reason: 'invalid', message: 'No table' }));
    const neighbours = [{ exchange: { ...later.exchange, id: 'later' }, bodyText: later.bodyText }];
    expect(explain({ ...start, neighbours }).findings[0]).toMatchObject({
      cause: 'backend-error',
      sentence: 'The run was started, and failed later',
    });
  });

  it('a wrong address is corrected by a button', () => {
    expect(explain(asked(url('/api/remote/run'), { status: 404, text: page })).findings[0]?.mends[0]?.action).toEqual({
      kind: 'correct-url',
      url: 'https://acme.magnus.example/api/remote',
    });
  });

  it('the encoded id of an earlier start stands in for its workflowId', () => {
    const neighbours = [accepted(600, {}, ids)];
    const report = explain(asked(body({ l: ids.workflowId }), { reason: 'notFound' }, { neighbours }));
    expect(report.findings[0]?.mends[0]?.action).toEqual({
      kind: 'correct-body',
      from: `"${ids.workflowId}"`,
      to: `"${l}"`,
    });
  });

  it('Google’s token endpoint is not on the way', () => {
    const exchange = { ...asked({}, { status: 400 }).exchange, kind: 'token' as const };
    const request = { ...exchange.request, url: 'https://oauth2.googleapis.com/token', body: null };
    const bodyText =
      '{"error":"invalid_scope","error_description":"Invalid OAuth scope or ID token audience provided."}';
    const report = explain(asked({}, {}, { exchange: { ...exchange, request }, bodyText }));
    expect(report.findings[0]).toMatchObject({ cause: 'assertion-missing', confidence: 'likely' });
    expect(report.findings[0]?.mends[0]?.action).toMatchObject({
      kind: 'correct-assertion',
      placement: { property: 'jwt' },
    });
  });
});

describe('a second start of a workflow', () => {
  const isOver = (state: string) => {
    const asking = accepted(5, { body: history(ids) }, { history: { ...ids, status: { state } } });
    return [accepted(20, {}, ids), asking];
  };
  const message = 'The workflow is running, and only one instance may run at any time.';

  it.each<[words: string, cause: string, said: string, neighbours: ReturnType<typeof isOver>]>([
    ['a start before, and words', 'already-running certain', message, [accepted(20, {}, ids)]],
    ['a start before', 'already-running likely', 'Invalid request.', [accepted(20, {}, ids)]],
    ['a start before that goes on', 'already-running likely', 'Invalid request.', isOver('running')],
    ['words alone', 'already-running likely', 'Another instance of this workflow is already running', []],
    ['words in German', 'already-running likely', 'Der Workflow läuft bereits', []],
  ])('%s: %s', (_words, cause, said, neighbours) => {
    expect(firstOf(asked({}, { ...invalid, message: said }, { neighbours }))).toBe(cause);
  });

  it.each<[words: string, sent: Sent, neighbours: ReturnType<typeof isOver>]>([
    ['by v2, queued', body({ queue: true }), [accepted(20, {}, ids)]],
    ['of another workflow', body({ l: 'UGF5cm9sbA' }), [accepted(20, {}, ids)]],
    ['after the run has ended', {}, isOver('success')],
    ['after yesterday’s', {}, [accepted(86_400, {}, ids)]],
  ])('is no second start: %s', (_words, sent, neighbours) => {
    const found = causesOf(asked(sent, invalid, { neighbours }));
    expect(found.filter((one) => one.startsWith('already-running') && !one.endsWith('possible'))).toEqual([]);
  });

  it('is mended by v2, by waiting, or by looking', () => {
    const report = asked({}, { ...invalid, message }, { neighbours: [] });
    expect(mendKinds(report)).toEqual(['correct-body', 'send-again', 'run-probe']);
    expect(explain(report).findings[0]?.mends[0]?.action).toEqual({
      kind: 'correct-body',
      from: `"l":"${l}"`,
      to: `"l":"${l}", "queue": true`,
    });
    expect(explain(report)).toMatchObject({ stoppedAt: 'concurrency', probes: [{ id: 'run-history' }] });
  });
});

describe('the name of a parameter', () => {
  const before = [accepted(90_000, body({ parameters: parameters('var_product') }), ids)];

  it.each<[words: string, said: string, sent: string, neighbours: typeof before]>([
    ['another case than before', 'Invalid request.', 'Var_Product', before],
    ['another case than before, and words', 'Unknown parameter', 'VAR_PRODUCT', before],
    [
      'words of the practice system',
      'Parameter 1 is not one of the workflow. Names are case-sensitive.',
      'product',
      [],
    ],
    ['words in French', 'Paramètre inconnu', 'product', []],
  ])('%s: likely', (_words, message, name, neighbours) => {
    expect(firstOf(asked(body({ parameters: parameters(name) }), { ...invalid, message }, { neighbours }))).toBe(
      'parameter-name-case likely',
    );
  });

  it.each<[words: string, message: string, sent: Sent]>([
    ['the same as before', 'Invalid request.', body({ parameters: parameters('var_product') })],
    ['no parameter', 'Unknown parameter', {}],
    ['the parameter c', 'Missing required parameter: jwt', body({ parameters: parameters('Var_Product') })],
    [
      'one that the workflow owns',
      'Parameter 1 is owned by the workflow and cannot be overridden.',
      body({ parameters: parameters('var_region') }),
    ],
  ])('%s: not likely', (_words, message, sent) => {
    expect(causesOf(asked(sent, { ...invalid, message }, { neighbours: before }))).not.toContain(
      'parameter-name-case likely',
    );
  });

  it('is put right by a button when it is known', () => {
    const report = explain(asked(body({ parameters: parameters('Var_Product') }), invalid, { neighbours: before }));
    expect(report.findings[0]?.mends[0]?.action).toEqual({
      kind: 'correct-body',
      from: '"Var_Product"',
      to: '"var_product"',
    });
  });

  it('is possible where a backend failed over parameters', () => {
    const sent = body({ parameters: parameters('a') });
    expect(causesOf(asked(sent, { reason: 'backendError' }))).toEqual([
      'backend-error certain',
      'parameter-name-case possible',
    ]);
  });
});

describe('a service account', () => {
  it.each([
    'The service account of the claim iss is not registered.',
    'Unknown issuer',
    'Das Dienstkonto ist nicht registriert',
    'jwt issuer invalid. expected: another',
  ])('is not registered: %s', (message) => {
    expect(firstOf(asked({}, { ...invalid, message }))).toBe('issuer-not-registered likely');
  });

  it('of the documentation’s example is nobody’s', () => {
    const claims = { iss: 'test@developer.gserviceaccount.com', iat: second, exp: second + 3_600 };
    expect(firstOf(asked({ claims }, invalid))).toBe('issuer-not-registered likely');
  });

  it('may be unknown where nothing else shows, but not once it was accepted', () => {
    expect(causesOf(asked({}, invalid))).toEqual([
      'remote-invalid possible',
      'issuer-not-registered possible',
      'already-running possible',
    ]);
    const neighbours = [accepted(90_000, {}, ids)];
    expect(causesOf(asked({}, invalid, { neighbours }))).toEqual([
      'remote-invalid possible',
      'already-running possible',
    ]);
    expect(email.endsWith('.gserviceaccount.com')).toBe(true);
  });

  it('is not in question when words speak of the body, or the right is missing', () => {
    expect(causesOf(asked({}, { reason: 'accessDenied' }))).toEqual(['permission-missing certain']);
    expect(causesOf(asked({}, { ...invalid, message: 'Not a JSON body' }, { tokenExchange: null }))).not.toContain(
      'issuer-not-registered likely',
    );
  });

  it('whose token came from elsewhere is not judged by that token', () => {
    const exchange = { ...asked({}, invalid).exchange, token: tokenState([]) };
    expect(causesOf(asked({}, invalid, { exchange }))[0]).toBe('remote-invalid possible');
  });
});

describe('a call whose body is not known', () => {
  const unknown: Sent = { body: null, bodyBytes: 672, clues: { jwts: [] } };

  it.each([
    ['Another instance of the workflow is running', 'already-running likely'],
    ['Der Workflow läuft bereits', 'already-running likely'],
    ['Unknown parameter: Var_Product', 'parameter-name-case likely'],
  ])('is read by the answer’s words: %s', (message, cause) => {
    expect(firstOf(asked(unknown, { ...invalid, message }))).toBe(cause);
  });

  it.each([
    ['Invalid request.', unknown],
    ['Another instance of the workflow is running', { body: history({ workflowId: '1', historyId: '2' }) }],
  ])('is no start by “%s” alone', (message, sent: Sent) => {
    expect(causesOf(asked(sent, { ...invalid, message })).join()).not.toContain('already-running likely');
  });
});

describe('an answer that breaks off', () => {
  const cut = (reason: string, message: string) =>
    `{"status":"failed","error":{"reason":"${reason}","message":"${message}"},"stack":"at a.b.C(C.java:1) at`;

  it.each([
    ['accessDenied', '', 403, 'permission-missing certain'],
    ['backendError', '', 500, 'backend-error certain'],
    ['invalid', 'Invalid JWT: Not enough segments', 400, 'token-malformed likely'],
  ])('still gives the reason %s', (reason, message, status, cause) => {
    expect(firstOf(asked({}, { text: cut(reason, message), status }))).toBe(cause);
  });

  it.each(['{"status":"fail', '{"status":"failed","error":{"reason":"acce'])(
    'gives none before it was said: %s',
    (text) => {
      expect(causesOf(asked({}, { text, status: 403 })).join()).not.toContain('certain');
    },
  );
});
