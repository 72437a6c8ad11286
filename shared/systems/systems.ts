import type { SystemId } from '../model/system-id.ts';
import { genericHttp } from './generic-http/generic-http.ts';
import { magnus } from './magnus/magnus.ts';
import { processServer } from './process-server/process-server.ts';
import { sapWorkflow } from './sap-workflow/sap-workflow.ts';
import type { System } from './system.ts';

const systems: Readonly<Record<SystemId, System>> = {
  'sap-workflow': sapWorkflow,
  magnus,
  'process-server': processServer,
  'generic-http': genericHttp,
};

/** What Gatewright knows about a system. */
export function systemOf(id: SystemId): System {
  return systems[id];
}
