import { genericHttp } from '../generic-http/generic-http.ts';
import type { System } from '../system.ts';

/** ActiveVOS / Informatica Process Server. Known by name so far: no catalogue, and only the gates every call passes. */
export const processServer: System = { ...genericHttp, id: 'process-server', name: 'Process Server' };
