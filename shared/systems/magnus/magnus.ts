import { genericHttp } from '../generic-http/generic-http.ts';
import type { System } from '../system.ts';

/** Magnus Remote Workflow Execution. Known by name so far: no catalogue, and only the gates every call passes. */
export const magnus: System = { ...genericHttp, id: 'magnus', name: 'Magnus' };
