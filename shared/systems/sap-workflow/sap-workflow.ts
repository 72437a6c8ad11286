import type { System } from '../system.ts';
import { authorityOfScope } from './authorities.ts';
import { explain } from './gates.ts';
import { neededAuthorities } from './needed-authorities.ts';
import { draftUrl, findOperation, operations } from './operations.ts';

/** SAP Workflow service and SAP Build Process Automation. */
export const sapWorkflow: System = {
  id: 'sap-workflow',
  name: 'SAP Workflow',
  operations,
  draftUrl,
  findOperation,
  neededAuthorities,
  authorityOfScope,
  explain,
};
