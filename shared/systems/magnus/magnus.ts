import { genericHttp } from '../generic-http/generic-http.ts';
import type { System } from '../system.ts';
import { explain } from './gates.ts';
import { draftUrl, findOperation, operations } from './operations.ts';

/** Magnus Remote Workflow Execution. */
export const magnus: System = {
  ...genericHttp,
  id: 'magnus',
  name: 'Magnus',
  operations,
  draftUrl,
  findOperation,
  explain,
};
