import { describe, expect, it } from 'vitest';
import { missingVariables } from '../../../../../renderer/features/connections/missing-variables.ts';

describe('missingVariables', () => {
  it('names the endpoint that every call of the system starts with when the key did not', () => {
    expect(missingVariables({ system: 'sap-workflow', variables: {} })).toEqual(['workflow_rest_url']);
  });

  it('counts an empty value as missing', () => {
    expect(missingVariables({ system: 'sap-workflow', variables: { workflow_rest_url: '' } })).toEqual([
      'workflow_rest_url',
    ]);
  });

  it('asks for nothing when the endpoint is there', () => {
    const variables = { workflow_rest_url: 'https://host/rest' };
    expect(missingVariables({ system: 'sap-workflow', variables })).toEqual([]);
  });

  it('asks for nothing where no system prescribes an endpoint', () => {
    expect(missingVariables({ system: 'generic-http', variables: {} })).toEqual([]);
  });
});
