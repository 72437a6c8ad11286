import type { Case } from './case.ts';
import { magnusCases } from './magnus-cases.ts';
import { networkAnswerCases } from './network-answer-cases.ts';
import { networkCases } from './network-cases.ts';
import { processServerCases } from './process-server-cases.ts';
import { sapAuthorityCases } from './sap-authority-cases.ts';
import { sapResourceCases } from './sap-resource-cases.ts';
import { tokenCases } from './token-cases.ts';
import { tokenEndpointCases } from './token-endpoint-cases.ts';

/** Every base case, in the order of the vocabulary. */
export const corpus: readonly Case[] = [
  ...networkCases,
  ...networkAnswerCases,
  ...tokenEndpointCases,
  ...tokenCases,
  ...sapAuthorityCases,
  ...sapResourceCases,
  ...magnusCases,
  ...processServerCases,
];
