import { describe, expect, it } from 'vitest';
import type { AssertionCredential, ClientCredentials } from '#shared/model/credential.ts';
import {
  changeShown,
  connectionChangeOf,
  draftChangeOf,
  withoutSession,
  withVariables,
} from '../../../../../renderer/features/diagnosis/apply-mend.ts';

const rest = 'https://api.workflow-sap.example/workflow-service/rest';
const variables = { workflow_rest_url: rest, host: 'https://api.workflow-sap.example', tenant: 'acme' };

const draft = {
  url: '{{workflow_rest_url}}/v1/v1/workflow-instances',
  headers: [
    { name: 'Authorization', value: '{{token}}', isEnabled: true },
    { name: 'Accept', value: '*/*', isEnabled: true },
  ],
  body: '{"status":"CANCELLED","was":"CANCELLED"}',
};

describe('a mend of a draft', () => {
  it('puts the corrected address behind the variable it begins with', () => {
    const action = { kind: 'correct-url', url: `${rest}/v1/workflow-instances` } as const;
    expect(draftChangeOf(action, draft, variables)).toEqual({ url: '{{workflow_rest_url}}/v1/workflow-instances' });
  });

  it('changes nothing when the address is right already', () => {
    const action = { kind: 'correct-url', url: `${rest}/v1/v1/workflow-instances` } as const;
    expect(draftChangeOf(action, draft, variables)).toBeNull();
  });

  it('replaces every place of a passage, taking the new text as it is', () => {
    const action = { kind: 'correct-body', from: '"CANCELLED"', to: '"$&"' } as const;
    expect(draftChangeOf(action, draft, {})).toEqual({ body: '{"status":"$&","was":"$&"}' });
  });

  it('is not there any more once the passage is gone', () => {
    expect(draftChangeOf({ kind: 'correct-body', from: 'Cancelled', to: 'CANCELED' }, draft, {})).toBeNull();
  });

  it('removes a header however it is spelt, and no other', () => {
    expect(draftChangeOf({ kind: 'remove-header', name: 'authorization' }, draft, {})).toEqual({
      headers: [draft.headers[1]],
    });
    expect(draftChangeOf({ kind: 'remove-header', name: 'Cookie' }, draft, {})).toBeNull();
  });

  it('sets a header in place of the one of that name', () => {
    expect(draftChangeOf({ kind: 'set-header', name: 'ACCEPT', value: 'text/xml' }, draft, {})).toEqual({
      headers: [draft.headers[0], { name: 'ACCEPT', value: 'text/xml', isEnabled: true }],
    });
  });
});

describe('a session that is to be dropped', () => {
  const withCookie = (isEnabled: boolean) => ({
    ...draft,
    headers: [...draft.headers, { name: 'cookie', value: 'JSESSIONID=1', isEnabled }],
  });

  it('is also the one in a header written by hand, which is shown before it goes', () => {
    expect(withoutSession(withCookie(true))).toEqual({ headers: draft.headers });
    expect(changeShown({ kind: 'drop-session' }, withCookie(true), null)).toEqual({ from: 'Cookie', to: '' });
  });

  it('changes no draft that sends none', () => {
    expect([withoutSession(withCookie(false)), withoutSession(draft)]).toEqual([null, null]);
    expect(changeShown({ kind: 'drop-session' }, draft, null)).toBeNull();
  });
});

describe('a variable in an address', () => {
  it('is the longest that fits, and only a whole one', () => {
    expect(withVariables(`${rest}/v1`, variables)).toBe('{{workflow_rest_url}}/v1');
    expect(withVariables(`${variables.host}/other`, variables)).toBe('{{host}}/other');
    expect(withVariables(`${rest}ful/v1`, { workflow_rest_url: rest })).toBe(`${rest}ful/v1`);
    expect(withVariables('https://elsewhere.example/acme', variables)).toBe('https://elsewhere.example/acme');
  });
});

describe('a mend of a connection', () => {
  const client: ClientCredentials = {
    kind: 'oauth2-client-credentials',
    tokenUrl: 'https://acme.example/oauth/token/oauth/token',
    clientId: 'sb-x',
    clientAuthentication: 'post-basic-raw',
    secretKind: 'client-secret',
    scope: '',
    extraParameters: [],
    extraHeaders: [],
    certificateExpiresAt: null,
  };
  const assertion: AssertionCredential = {
    kind: 'assertion',
    algorithm: 'PS256',
    keyId: '',
    issuer: 'x@y.iam.gserviceaccount.com',
    subject: '',
    audience: '',
    lifetimeSeconds: 7200,
    backDateSeconds: 0,
    extraClaims: '',
    placement: { in: 'authorization-header' },
  };

  it('changes how the secret travels, and nothing else', () => {
    const action = { kind: 'client-authentication', clientAuthentication: 'post-body' } as const;
    expect(connectionChangeOf(action, { credential: client, variables })).toEqual({
      credential: { ...client, clientAuthentication: 'post-body' },
    });
    expect(connectionChangeOf(action, { credential: assertion, variables })).toBeNull();
  });

  it('changes what it names of the assertion', () => {
    const action = { kind: 'correct-assertion', lifetimeSeconds: 3600 } as const;
    expect(connectionChangeOf(action, { credential: assertion, variables })).toEqual({
      credential: { ...assertion, lifetimeSeconds: 3600 },
    });
  });

  it('corrects the token endpoint where there is one', () => {
    const action = { kind: 'token-url', tokenUrl: 'https://acme.example/oauth/token' } as const;
    expect(connectionChangeOf(action, { credential: client, variables })).toEqual({
      credential: { ...client, tokenUrl: action.tokenUrl },
    });
    expect(connectionChangeOf(action, { credential: assertion, variables })).toBeNull();
  });

  it('sets one variable and keeps the others', () => {
    const action = { kind: 'set-variable', name: 'workflow_rest_url', value: 'https://b.example' } as const;
    expect(connectionChangeOf(action, { credential: client, variables })).toEqual({
      variables: { ...variables, workflow_rest_url: 'https://b.example' },
    });
    expect(changeShown(action, null, { variables })).toEqual({ from: rest, to: 'https://b.example' });
  });
});
