import { genericHttp } from '../generic-http/generic-http.ts';
import type { System } from '../system.ts';
import { explain } from './gates.ts';
import { draftUrl, findOperation, operations } from './operations.ts';

/** The task API of ActiveVOS / Informatica Process Server. */
export const processServer: System = {
  ...genericHttp,
  id: 'process-server',
  name: 'Process Server',
  operations,
  draftUrl,
  findOperation,
  explain,
};
