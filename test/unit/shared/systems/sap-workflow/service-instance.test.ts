import { describe, expect, it } from 'vitest';
import { connection, sentAt } from '../exchange-builder.ts';
import { believed, beside, clientToken, refusal, report, sent } from './sap-cases.ts';

/** Fetched for the call, or as good as that: nothing can have been granted between. */
const few = clientToken(['TASK_GET', 'TASK_DEFINITION_GET'], { fetchedAt: sentAt - 2_000 });

describe('wrong-service-instance', () => {
  const carrying = clientToken(['WORKFLOW_INSTANCE_START']);
  const named = (identity: object) => ({
    connection: { ...connection, identity: { ...connection.identity, ...identity } },
  });

  it.each([
    ['the service instance', carrying, named({ serviceInstanceId: '99999999-0000-4000-8000-000000000009' })],
    ['the tenant', carrying, named({ subaccountId: 'ffffffff-0000-4000-8000-0000000000ff' })],
    ['the application of the scopes', carrying, named({ xsappname: 'clone-5f2d7a90!b31337|workflow!b20999' })],
    [
      'nothing of the workflow service',
      clientToken(
        [],
        { scopes: ['destination-xsappname!b404.Read', 'uaa.resource'] },
        { client_id: 'sb-clone-1!b2|destination-xsappname!b404' },
      ),
      {},
    ],
  ])('is likely by %s in the token', (_what, token, known) => {
    const found = report(sent({}, { status: 403 }, { token }), refusal, known);
    expect(believed(found)[0]).toBe('wrong-service-instance likely');
    expect(found.stoppedAt).toBe('authority');
  });

  it('is certain when the same operation went through for another instance', () => {
    const ours = clientToken(
      ['WORKFLOW_INSTANCE_START'],
      { tag: 'c3d4' },
      {
        ext_attr: { serviceinstanceid: '99999999-0000-4000-8000-000000000009' },
        client_id: 'sb-other!b2|workflow!b10150',
      },
    );
    const through = beside(sent({}, { status: 201 }, { token: ours }), '{"id":"i1","status":"RUNNING"}');
    const found = report(sent({}, { status: 403 }, { token: carrying }), refusal, { neighbours: [through] });
    expect(believed(found)[0]).toBe('wrong-service-instance certain');
  });

  it('is only possible, and stops no gate, when the token carries it and nothing else is known', () => {
    const found = report(sent({}, { status: 403 }, { token: carrying }), refusal);
    expect(believed(found)).toEqual(['wrong-service-instance possible']);
    expect(found.stoppedAt).toBeNull();
    expect(found.probes.map(({ id }) => id)).toContain('list-definitions');
  });

  it.each([
    [
      'the same ids in another case',
      named({
        serviceInstanceId: '5F2D7A90-0000-4000-8000-000000000001',
        xsappname: 'clone-5f2d7a90!b31337|workflow!b10150',
      }),
    ],
    ['a connection that names none', {}],
  ])('is not named for a token without the authority: %s', (_what, known) => {
    const found = report(sent({}, { status: 403 }, { token: few }), refusal, known);
    expect(believed(found).join()).not.toContain('wrong-service-instance');
  });

  it('is not seen in a token that was granted nothing at all', () => {
    const found = report(sent({}, { status: 403 }, { token: clientToken([]) }), refusal);
    expect(believed(found)[0]).toBe('authority-missing likely');
  });
});
