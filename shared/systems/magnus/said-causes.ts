import type { CauseId } from '../../model/cause.ts';
import type { Mend } from '../../model/gate-report.ts';
import { advice } from '../generic-http/rule.ts';
import { openConnection } from './assertion-mends.ts';
import type { MagnusGateId } from './fault.ts';

/** What is said of a cause that the answer names and nothing else shows. */
export type SaidCause = { cause: CauseId; gate: MagnusGateId; sentence: string; mends: readonly Mend[] };

const checkAssertion: Mend = { text: 'Check how the connection signs.', action: openConnection };

/** In the order of the gates. */
export const saidCauses: readonly SaidCause[] = [
  said('assertion-missing', 'assertion', 'Magnus finds no assertion in the call', [
    advice('It belongs into the body property `jwt`.'),
    checkAssertion,
  ]),
  said('token-malformed', 'assertion', 'Magnus cannot read the assertion', [
    advice('A JWT is one line of three parts, base64url without padding.'),
    checkAssertion,
  ]),
  said('algorithm-not-rs256', 'assertion', 'Magnus does not take the algorithm of the assertion', [
    { text: 'Sign with RS256.', action: { kind: 'correct-assertion', algorithm: 'RS256' } },
  ]),
  said('issuer-not-service-account', 'assertion', 'Magnus does not take the issuer for a service account', [
    { text: 'Put the `client_email` of the key file into the issuer.', action: openConnection },
  ]),
  said('assertion-seconds-expected', 'assertion', 'Magnus cannot read the times of the assertion', [
    advice('`iat` and `exp` are required, in whole seconds since 1970.'),
    checkAssertion,
  ]),
  said('assertion-lifetime-too-long', 'assertion', 'The assertion lives for longer than Magnus takes', [
    { text: 'Let it live for 3600 seconds.', action: { kind: 'correct-assertion', lifetimeSeconds: 3_600 } },
  ]),
  said('assertion-expired', 'assertion', 'The assertion has expired', [
    advice('Sign a new one for each call, and check the clock of the machine that signs.'),
  ]),
  said('token-not-yet-valid', 'assertion', 'The assertion is not valid yet', [
    {
      text: 'Date `iat` back by five minutes.',
      action: { kind: 'correct-assertion', backDateSeconds: 300, lifetimeSeconds: 3_600 },
    },
    advice('Check the clock of the machine that signs.'),
  ]),
  said('issuer-not-registered', 'assertion', 'Magnus does not know the service account', [
    advice('Give its e-mail address and key file to the Potens.io administrator, who registers it.'),
    { text: 'Compare the issuer with the account that is registered.', action: openConnection },
  ]),
  said('token-signature-invalid', 'assertion', 'The signature does not fit the key that Magnus knows of the account', [
    advice('A new key of the account has to be registered, too. Ask the Potens.io administrator which one is.'),
    { text: 'Check that key and issuer belong together.', action: openConnection },
  ]),
  said('body-too-large', 'request-body', 'The body is too large', [
    advice('Put large values into a table or file that the workflow reads, and hand over where they are.'),
  ]),
  said('payload-invalid', 'request-body', 'Magnus does not take the settings of the call', [
    advice(
      'Compare the body with the operation’s ready draft. A parameter that the workflow owns cannot be overridden.',
    ),
  ]),
  said('command-wrong', 'request-body', 'Magnus does not know the command', [
    advice('To run a workflow, `c` is 713aa58d.'),
  ]),
  said('workflow-id-missing', 'request-body', 'Magnus is not told which workflow is meant', [
    advice('A run is started by `l`; its history is asked for by `workflowId` and `historyId`.'),
  ]),
  said('workflow-not-found', 'request-body', 'Magnus does not find the workflow', [
    advice('`l` is the encoded id from the workflow’s permalink.'),
  ]),
  said('permission-missing', 'permission', 'The service account may not do this', [
    advice('Make the service account owner or delegate of the workflow.'),
  ]),
];

/** Causes that lie with the assertion, so that what the body asks for was not looked at. */
export const assertionGateCauses: ReadonlySet<CauseId> = new Set(
  saidCauses.filter(({ gate }) => gate === 'assertion').map(({ cause }) => cause),
);

function said(cause: CauseId, gate: MagnusGateId, sentence: string, mends: Mend[]): SaidCause {
  return { cause, gate, sentence, mends };
}
