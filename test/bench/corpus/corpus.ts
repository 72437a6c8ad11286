import type { Case } from './case.ts';
import { clientGrantCases } from './client-grant-cases.ts';
import { clientSecretCases } from './client-secret-cases.ts';
import { connectionCases } from './connection-cases.ts';
import { curlDecoyCases } from './curl-decoy-cases.ts';
import { exchangeEndCases } from './exchange-end-cases.ts';
import { loginCases } from './login-cases.ts';
import { magnusAssertionCases } from './magnus-assertion-cases.ts';
import { magnusCommandCases } from './magnus-command-cases.ts';
import { magnusDecoyCases } from './magnus-decoy-cases.ts';
import { magnusOutcomeCases } from './magnus-outcome-cases.ts';
import { networkAnswerCases } from './network-answer-cases.ts';
import { otherDecoyCases } from './other-decoy-cases.ts';
import { sapCallCases } from './sap-call-cases.ts';
import { sapDecoyCases } from './sap-decoy-cases.ts';
import { sapPersonCases } from './sap-person-cases.ts';
import { sapResourceCases } from './sap-resource-cases.ts';
import { sapScopeCases } from './sap-scope-cases.ts';
import { sapStateCases } from './sap-state-cases.ts';
import { taskDecoyCases } from './task-decoy-cases.ts';
import { taskEndpointCases } from './task-endpoint-cases.ts';
import { taskFaultCases } from './task-fault-cases.ts';
import { taskListCases } from './task-list-cases.ts';
import { taskNamespaceCases } from './task-namespace-cases.ts';
import { tlsCases } from './tls-cases.ts';
import { tokenClockCases } from './token-clock-cases.ts';
import { tokenEndpointCases } from './token-endpoint-cases.ts';
import { tokenFormCases } from './token-form-cases.ts';
import { tokenIssuerCases } from './token-issuer-cases.ts';
import { tokenResponseCases } from './token-response-cases.ts';
import { transcriptDecoyCases } from './transcript-decoy-cases.ts';
import { witnessDecoyCases } from './witness-decoy-cases.ts';

/** Every base case, in the order of the vocabulary. */
export const corpus: readonly Case[] = [
  ...connectionCases,
  ...tlsCases,
  ...exchangeEndCases,
  ...networkAnswerCases,
  ...clientSecretCases,
  ...clientGrantCases,
  ...tokenEndpointCases,
  ...tokenResponseCases,
  ...tokenFormCases,
  ...tokenIssuerCases,
  ...tokenClockCases,
  ...sapScopeCases,
  ...sapPersonCases,
  ...sapResourceCases,
  ...sapCallCases,
  ...sapStateCases,
  ...magnusAssertionCases,
  ...magnusCommandCases,
  ...magnusOutcomeCases,
  ...loginCases,
  ...taskListCases,
  ...taskNamespaceCases,
  ...taskFaultCases,
  ...taskEndpointCases,
  ...magnusDecoyCases,
  ...sapDecoyCases,
  ...taskDecoyCases,
  ...transcriptDecoyCases,
  ...curlDecoyCases,
  ...witnessDecoyCases,
  ...otherDecoyCases,
];
