import { describe, expect, it } from 'vitest';
import { login, sentAt } from '../exchange-builder.ts';
import { actions, believed, beside, clientToken, minute, refusal, report, sent } from './sap-cases.ts';

/** Fetched for the call, or as good as that: nothing can have been granted between. */
const few = clientToken(['TASK_GET', 'TASK_DEFINITION_GET'], { fetchedAt: sentAt - 2_000 });

describe('token-older-than-grant', () => {
  const old = clientToken(['TASK_GET'], { fetchedAt: sentAt - 90 * minute });
  const newer = (changes: object = {}, claims: object = {}) =>
    clientToken(
      ['TASK_GET', 'WORKFLOW_INSTANCE_START'],
      { tag: 'b2c4', fetchedAt: sentAt - 5 * minute, ...changes },
      claims,
    );
  const call403 = sent({}, { status: 403 }, { token: old });

  it('is certain when a newer token of the client carried it before the call', () => {
    const found = report(call403, refusal, { neighbours: [beside(login({ token: newer() }))] });
    expect(believed(found)).toEqual(['token-older-than-grant certain']);
    expect(actions(found)).toEqual([{ kind: 'renew-token' }]);
    expect(found.stoppedAt).toBe('authority');
  });

  it('is certain when the probe for this call fetched one that carries it', () => {
    const probe = sent(
      { method: 'GET', path: '/v1/workflow-definitions' },
      { status: 403 },
      { token: newer({ fetchedAt: sentAt + minute }) },
    );
    const probeOf = { exchangeId: call403.id, probe: 'renew-token' as const };
    const found = report(call403, refusal, {
      neighbours: [beside(probe, refusal, { probeOf, startedAt: sentAt + minute })],
    });
    expect(believed(found)).toEqual(['token-older-than-grant certain']);
  });

  it('is certain by what the token endpoint said of an opaque token of the connection', () => {
    const opaqueToken = login({ token: null, startedAt: sentAt - minute, connectionId: 'c1' });
    const unseen = { ...old, claims: { iat: (sentAt - 90 * minute) / 1000, scope: old.scopes } };
    const body = '{"access_token":"‹token b2c4›","scope":"workflow!b10150.WORKFLOW_INSTANCE_START uaa.resource"}';
    const found = report(sent({}, { status: 403 }, { token: unseen }), refusal, {
      neighbours: [{ exchange: opaqueToken, bodyText: body }],
    });
    expect(believed(found)).toEqual(['token-older-than-grant certain']);
  });

  const laterLogin = () =>
    beside(login({ token: newer({ fetchedAt: sentAt + 10 * minute }) }), null, { startedAt: sentAt + 10 * minute });

  it('comes second when the call’s token was fresh and a newer one came later: the grant was missing then', () => {
    const found = report(sent({}, { status: 403 }, { token: few }), refusal, { neighbours: [laterLogin()] });
    expect(believed(found)).toEqual(['authority-missing certain', 'token-older-than-grant likely']);
  });

  it('is likely, and first, when it was a cached token that a newer one has overtaken since', () => {
    const found = report(call403, refusal, { neighbours: [laterLogin()] });
    expect(believed(found)).toEqual(['token-older-than-grant likely', 'authority-missing possible']);
  });

  it('is possible, and second, when the token is old and nothing speaks of a grant', () => {
    const found = report(call403, refusal);
    expect(believed(found)).toEqual(['authority-missing likely', 'token-older-than-grant possible']);
    expect(found.probes.map(({ id }) => id)).toContain('renew-token');
    expect(found.findings[1]?.mends.map(({ action }) => action?.kind)).toEqual(['renew-token', 'run-probe']);
  });

  it('is thought of seconds after the first refusal, too: somebody may have granted meanwhile', () => {
    const again = sent({}, { status: 403 }, { token: few });
    const first = beside(sent({}, { status: 403 }, { token: few }), refusal, { startedAt: sentAt - 1_000 });
    const found = report(again, refusal, { neighbours: [first] });
    expect(believed(found)).toEqual(['authority-missing likely', 'token-older-than-grant possible']);
  });

  it.each([
    ['another client', newer({}, { client_id: 'sb-other!b2|workflow!b10150' })],
    ['another tenant', newer({}, { zid: 'another-zone' })],
    ['a person of the same client', newer({}, { user_id: 'jo', user_name: 'jo' })],
    ['an older token', newer({ fetchedAt: sentAt - 180 * minute })],
    ['a token that lacks it as well', clientToken(['TASK_GET'], { tag: 'b2c4', fetchedAt: sentAt - minute })],
  ])('is not certain by the token of %s', (_what, token) => {
    const found = report(call403, refusal, { neighbours: [beside(login({ token }))] });
    expect(believed(found)[0]).toMatch(/^authority-missing (?:likely|certain)$/);
  });

  it('is not thought of with a token fetched for this very call', () => {
    const found = report(call403, refusal, { tokenExchange: login() });
    expect(believed(found)).toEqual(['authority-missing certain']);
  });
});
