import { z } from 'zod';

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

/** Something a person can do about a finding; `action` is what a button can do for them. */
export const Mend = z.object({
  text: z.string(),
  action: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('grant-authorities'), authorities: z.array(z.string()) }),
      z.object({ kind: z.literal('renew-token') }),
      z.object({ kind: z.literal('open-connection') }),
    ])
    .nullable(),
});
export type Mend = z.infer<typeof Mend>;

export const Finding = z.object({
  /** Stable id out of the cause vocabulary (`authority-missing`). */
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
});
export type GateReport = z.infer<typeof GateReport>;
