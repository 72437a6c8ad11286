import { describe, expect, it } from 'vitest';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { ask, questionAbout } from '../../../../renderer/app/production-question.ts';

const production: ConnectionView = {
  id: 'c1',
  name: 'Acme PROD',
  system: 'generic-http',
  isPractice: false,
  isProduction: true,
  colour: 'none',
  trust: { extraCa: null, pinnedFingerprint: null },
  variables: { base_url: 'https://api.example' },
  credential: { kind: 'none' },
  identity: { tenant: null, subaccountId: null, xsappname: null, serviceInstanceId: null },
  createdAt: 0,
  lastUsedAt: null,
  secretState: 'not-needed',
  token: null,
  clockSkewMs: null,
};
const draft: Draft = {
  id: 'd',
  name: 'Start',
  connectionId: 'c1',
  operationId: null,
  method: 'POST',
  url: '{{base_url}}/v1/{{missing}}',
  headers: [],
  body: '',
  resendOn401: false,
  updatedAt: 0,
};

describe('questionAbout', () => {
  it('asks about everything but GET, with the address as it will be called', () => {
    expect(questionAbout(draft, [production])?.url).toBe('https://api.example/v1/{{missing}}');
    expect(questionAbout({ ...draft, method: 'DELETE' }, [production])).not.toBeNull();
    expect(questionAbout({ ...draft, method: 'GET' }, [production])).toBeNull();
  });

  it('asks nothing of other systems, and of calls without a connection', () => {
    expect(questionAbout(draft, [{ ...production, isProduction: false }])).toBeNull();
    expect(questionAbout({ ...draft, connectionId: null }, [production])).toBeNull();
  });
});

describe('ask', () => {
  it('answers no to a second question while the first is open', async () => {
    const question = { connection: production, draft, url: 'https://api.example' };
    void ask(question);
    expect(await ask(question)).toBe(false);
  });
});
