import type { PracticeSystem } from '#shared/model/practice-status.ts';
import { magnusKind } from './magnus/magnus-kind.ts';
import type { PracticeKind } from './practice-kind.ts';
import { processServerKind } from './process-server/process-server-kind.ts';
import { sapWorkflowKind } from './sap-workflow/sap-workflow-kind.ts';

/** Every practice system. */
export const practiceKinds: Readonly<Record<PracticeSystem, PracticeKind>> = {
  'sap-workflow': sapWorkflowKind,
  magnus: magnusKind,
  'process-server': processServerKind,
};
