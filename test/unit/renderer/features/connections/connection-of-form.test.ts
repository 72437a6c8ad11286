import { describe, expect, it } from 'vitest';
import { connectionOf, formProblems } from '../../../../../renderer/features/connections/connection-of-form.ts';
import { fieldsFor } from '../../../../../renderer/features/connections/credential-fields.ts';
import type { NewConnectionForm } from '../../../../../renderer/features/connections/new-connection.ts';

const form: NewConnectionForm = {
  name: '',
  system: 'process-server',
  endpoints: { process_server_url: ' https://tasks.example:8443/active-bpel/ ', magnus_url: 'https://else.example' },
  credential: { ...fieldsFor('process-server'), username: 'jens' },
  held: null,
  beganWithKey: false,
};

describe('the form of a new connection', () => {
  it('comes to a connection with its own endpoint alone, and a name after its host', () => {
    expect(connectionOf(form)).toEqual({
      name: 'Process Server tasks.example',
      system: 'process-server',
      variables: { process_server_url: 'https://tasks.example:8443/active-bpel' },
      credential: { kind: 'basic', username: 'jens', keepsSession: false },
    });
    expect(formProblems(form)).toEqual([]);
  });

  it('takes the name that was typed', () => {
    expect(connectionOf({ ...form, name: '  Tasks ' }).name).toBe('Tasks');
  });

  it('wants to know where a known system is, and lets any other be anywhere', () => {
    expect(formProblems({ ...form, endpoints: {} }).map(({ field }) => field)).toEqual(['process_server_url']);
    expect(formProblems({ ...form, system: 'generic-http', endpoints: {} })).toEqual([]);
    expect(connectionOf({ ...form, system: 'generic-http', endpoints: {} })).toMatchObject({
      name: 'Service',
      variables: {},
    });
  });
});
