import { describe, expect, it } from 'vitest';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { authorityNeedOf } from '../../../../../renderer/features/request/authority-need.ts';

const draft: Draft = {
  id: 'd',
  name: '',
  connectionId: 'c',
  operationId: null,
  method: 'POST',
  url: '{{workflow_rest_url}}/v1/workflow-instances',
  headers: [],
  body: '',
  resendOn401: false,
  updatedAt: 0,
};

function connectionWith(authorities: string[] | null): ConnectionView {
  const token = { tag: 'a1f3', fetchedAt: 0, expiresAt: 1, scopes: [], header: null, claims: null };
  return {
    id: 'c',
    name: 'Acme DEV',
    system: 'sap-workflow',
    isPractice: false,
    isProduction: false,
    colour: 'none',
    trust: { extraCa: null, pinnedFingerprint: null },
    variables: {},
    credential: { kind: 'none' },
    identity: { tenant: null, subaccountId: null, xsappname: null, serviceInstanceId: null },
    createdAt: 0,
    lastUsedAt: null,
    secretState: 'not-needed',
    clockSkewMs: null,
    token: authorities === null ? null : { ...token, authorities },
  };
}

describe('authorityNeedOf', () => {
  it('tells whether the token has what the call needs', () => {
    const need = { authorities: ['WORKFLOW_INSTANCE_START'] };
    expect(authorityNeedOf(draft, connectionWith(['WORKFLOW_INSTANCE_START']))).toEqual({ ...need, isGranted: true });
    expect(authorityNeedOf(draft, connectionWith(['TASK_GET']))).toEqual({ ...need, isGranted: false });
    expect(authorityNeedOf(draft, connectionWith(null))).toEqual({ ...need, isGranted: null });
  });

  it('reads the need off the body where the body decides', () => {
    const patch: Draft = { ...draft, method: 'PATCH', url: `${draft.url}/4711`, body: '{"status":"CANCELED"}' };
    expect(authorityNeedOf(patch, connectionWith([]))?.authorities).toEqual(['WORKFLOW_INSTANCE_CANCEL']);
  });

  it('is content with one of several, as the service is', () => {
    const patch: Draft = { ...draft, method: 'PATCH', url: `${draft.url}/4711` };
    const need = authorityNeedOf(patch, connectionWith(['WORKFLOW_INSTANCE_SUSPEND']));
    expect(need?.authorities.length).toBeGreaterThan(1);
    expect(need?.isGranted).toBe(true);
  });

  it('claims nothing of a call it does not know, or without a connection', () => {
    expect(authorityNeedOf({ ...draft, url: 'https://elsewhere.example/' }, connectionWith([]))).toBeNull();
    expect(authorityNeedOf(draft, null)).toBeNull();
  });
});
