import { z } from 'zod';

/** The systems Gatewright knows. `generic-http` is anything else that speaks HTTP. */
export const SystemId = z.enum(['sap-workflow', 'magnus', 'process-server', 'generic-http']);
export type SystemId = z.infer<typeof SystemId>;
