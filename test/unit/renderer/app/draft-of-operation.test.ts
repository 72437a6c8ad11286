import { describe, expect, it } from 'vitest';
import type { SystemId } from '#shared/model/system-id.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { draftOfOperation } from '../../../../renderer/app/draft-of-operation.ts';

function draftOf(system: SystemId, operationId: string) {
  const operation = systemOf(system).operations.find(({ id }) => id === operationId);
  if (operation === undefined) throw new Error(`no operation ${operationId}`);
  return draftOfOperation({ id: 'c1', system }, operation);
}

describe('draftOfOperation', () => {
  it('takes the headers of a SOAP operation along, the quoted SOAPAction included', () => {
    expect(draftOf('process-server', 'get-my-tasks').headers).toEqual([
      { name: 'Content-Type', value: 'text/xml; charset=utf-8', isEnabled: true },
      { name: 'SOAPAction', value: '""', isEnabled: true },
    ]);
  });

  it('says JSON of any other body', () => {
    expect(draftOf('sap-workflow', 'start-instance').headers).toEqual([
      { name: 'Content-Type', value: 'application/json', isEnabled: true },
    ]);
  });

  it('sends no Content-Type without a body', () => {
    expect(draftOf('sap-workflow', 'list-definitions').headers).toEqual([]);
  });
});
