import { describe, expect, it } from 'vitest';
import { authorities } from '#shared/systems/sap-workflow/authorities.ts';
import { readScopes } from '../../../../../renderer/features/tokens/known-scopes.ts';

const scope = ['workflow!b10150.TASK_GET', 'uaa.resource'];

describe('readScopes', () => {
  it('splits the prefix off and says what an authority allows', () => {
    expect(readScopes({ scope }, 'sap-workflow').lines).toEqual([
      { scope: scope[0], prefix: 'workflow!b10150.', name: 'TASK_GET', allows: 'List tasks and read one.' },
      { scope: 'uaa.resource', prefix: '', name: 'uaa.resource', allows: '' },
    ]);
  });

  it('counts the known authorities that the token lacks', () => {
    expect(readScopes({ scope }, 'sap-workflow').lacking).toHaveLength(authorities.length - 1);
  });

  it('recognises a pasted token of SAP Workflow by how its scopes are written', () => {
    expect(readScopes({ scope }, null).lines[0]?.name).toBe('TASK_GET');
  });

  it('lists foreign scopes as they are, and lacks nothing of them', () => {
    const reading = readScopes({ scope: 'openid https://www.googleapis.com/auth/drive' }, null);
    expect(reading.lines.map(({ name }) => name)).toEqual(['openid', 'https://www.googleapis.com/auth/drive']);
    expect(reading.lacking).toEqual([]);
  });
});
