import { z } from 'zod';
import { Evidence, Mend } from './gate-report.ts';

export const DoctorStep = z.object({
  id: z.enum(['lookup', 'connect', 'proxy', 'tls', 'login', 'call']),
  name: z.string(),
  /** `skipped` when there is nothing to do there, `not-reached` behind a failure. */
  state: z.enum(['passed', 'failed', 'skipped', 'not-reached']),
  tookMs: z.number().nullable(),
  evidence: z.array(Evidence),
  /** Cause and mend in words when it failed; empty otherwise. */
  cause: z.string(),
  mends: z.array(Mend),
  /** Certificates the server showed, leaf first; empty but for TLS. */
  chain: z.array(
    z.object({
      subject: z.string(),
      issuer: z.string(),
      validTo: z.number(),
      fingerprint: z.string(),
      isCa: z.boolean(),
    }),
  ),
  /** The recorded exchange behind the step; null without one. */
  exchangeId: z.string().nullable(),
});
export type DoctorStep = z.infer<typeof DoctorStep>;

export const DoctorReport = z.object({ target: z.string(), steps: z.array(DoctorStep) });
export type DoctorReport = z.infer<typeof DoctorReport>;
