import { z } from 'zod';
import { AssertionPlacement, ClientAuthentication, SigningAlgorithm } from './credential.ts';
import { Probe, ProbeId } from './probe.ts';

/** One fact a report leans on, and where it was seen. */
export const Evidence = z.object({ text: z.string(), source: z.string() });
export type Evidence = z.infer<typeof Evidence>;

export const GateState = z.enum(['passed', 'stopped', 'not-reached', 'unknown']);
export type GateState = z.infer<typeof GateState>;

/** A checkpoint that can stop a call. `note` is the few words under its name (`12 ms`, `not reached`). */
export const Gate = z.object({
  id: z.string(),
  name: z.string(),
  state: GateState,
  note: z.string(),
  evidence: z.array(Evidence),
});
export type Gate = z.infer<typeof Gate>;

/** `certain`: the evidence proves it. `likely`, `possible`: it fits, and so might something else. */
export const Confidence = z.enum(['certain', 'likely', 'possible']);
export type Confidence = z.infer<typeof Confidence>;

/**
 * What a button can do about a finding. Those that change a draft or a connection show what they change first, and none of
 * them sends anything that was not asked for.
 */
export const MendAction = z.discriminatedUnion('kind', [
  /** The complete list to grant: the update replaces what is there. */
  z.object({ kind: z.literal('grant-authorities'), authorities: z.array(z.string()) }),
  /** Renews the token and sends the same call again. */
  z.object({ kind: z.literal('renew-token') }),
  /** Sends the same call again after `seconds`, or at once when that is 0. */
  z.object({ kind: z.literal('send-again'), seconds: z.number() }),
  z.object({ kind: z.literal('open-connection') }),
  /** Gives the draft another URL: a corrected path, or a query that asks for more. */
  z.object({ kind: z.literal('correct-url'), url: z.string() }),
  /** Replaces one passage of the draft's body: a parameter's name, a namespace. */
  z.object({ kind: z.literal('correct-body'), from: z.string(), to: z.string() }),
  /** Takes a header out of the draft, so that the connection's own login takes its place. */
  z.object({ kind: z.literal('remove-header'), name: z.string() }),
  z.object({ kind: z.literal('set-header'), name: z.string(), value: z.string() }),
  /** Changes how the client secret travels. */
  z.object({ kind: z.literal('client-authentication'), clientAuthentication: ClientAuthentication }),
  /** Changes how the assertion is signed; what is left out stays. */
  z.object({
    kind: z.literal('correct-assertion'),
    algorithm: SigningAlgorithm.optional(),
    lifetimeSeconds: z.number().optional(),
    backDateSeconds: z.number().optional(),
    placement: AssertionPlacement.optional(),
  }),
  /** Corrects the connection's token endpoint. */
  z.object({ kind: z.literal('token-url'), tokenUrl: z.string() }),
  /** Corrects one of the connection's variables, such as its base address. */
  z.object({ kind: z.literal('set-variable'), name: z.string(), value: z.string() }),
  /** Forgets the session cookies of the connection. */
  z.object({ kind: z.literal('drop-session') }),
  z.object({ kind: z.literal('run-probe'), probe: ProbeId }),
]);
export type MendAction = z.infer<typeof MendAction>;

/** Something a person can do about a finding; `action` is what a button can do for them. */
export const Mend = z.object({ text: z.string(), action: MendAction.nullable() });
export type Mend = z.infer<typeof Mend>;

export const Finding = z.object({
  /** Id out of `causeIds` (`authority-missing`); entries of older versions may hold others. */
  cause: z.string(),
  confidence: Confidence,
  /** One sentence that says the thing; `code` in backquotes is set in mono. */
  sentence: z.string(),
  /** Why it is believed, in one sentence that continues "certain: …". */
  reason: z.string(),
  /** Authorities the call needs and the token's; both empty when the cause is another. */
  needed: z.array(z.string()),
  granted: z.array(z.string()),
  evidence: z.array(Evidence),
  mends: z.array(Mend),
});
export type Finding = z.infer<typeof Finding>;

/** Which gates let an exchange through, which stopped it, and what mends it. Findings come ranked, most believed first. */
export const GateReport = z.object({
  gates: z.array(Gate),
  /** Id of the gate that stopped it; null when none did or none is known. */
  stoppedAt: z.string().nullable(),
  findings: z.array(Finding),
  /** Harmless calls that would tell the possible causes apart; empty when the first finding is certain. */
  probes: z.array(Probe).default([]),
});
export type GateReport = z.infer<typeof GateReport>;
