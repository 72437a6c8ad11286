import type { DoctorReport, DoctorStep } from '#shared/model/doctor-report.ts';
import type { Evidence, Mend } from '#shared/model/gate-report.ts';

export type StepId = DoctorStep['id'];

const names: readonly (readonly [StepId, string])[] = [
  ['lookup', 'Name lookup'],
  ['connect', 'Connection'],
  ['proxy', 'Proxy'],
  ['tls', 'TLS'],
  ['login', 'Login'],
  ['call', 'A harmless call'],
];

/** What is known of a step; whatever is not said is empty. */
export type StepFacts = Partial<Pick<DoctorStep, 'tookMs' | 'evidence' | 'chain' | 'exchangeId'>>;

/** Why a step failed, in words, and what a person can do. */
export type Trouble = { cause: string; mends: Mend[]; evidence?: Evidence[] };

/** The report as it grows. A step that is never spoken of was not reached. */
export type ReportBook = {
  passed(id: StepId, facts: StepFacts): void;
  /** There is nothing to do there; `why` says so. */
  skipped(id: StepId, why: string): void;
  failed(id: StepId, trouble: Trouble, facts?: StepFacts): void;
  hasFailed(): boolean;
  report(target: string): DoctorReport;
};

export function openReportBook(): ReportBook {
  const steps = new Map<StepId, Omit<DoctorStep, 'id' | 'name'>>();
  const blank = { tookMs: null, evidence: [], cause: '', mends: [], chain: [], exchangeId: null };
  return {
    passed: (id, facts) => steps.set(id, { ...blank, ...facts, state: 'passed' }),
    skipped: (id, why) => steps.set(id, { ...blank, state: 'skipped', evidence: [{ text: why, source: 'doctor' }] }),
    failed(id, { cause, mends, evidence = [] }, facts = {}) {
      const seen = [...(facts.evidence ?? []), ...evidence];
      steps.set(id, { ...blank, ...facts, state: 'failed', cause, mends, evidence: seen });
    },
    hasFailed: () => [...steps.values()].some(({ state }) => state === 'failed'),
    report: (target) => ({
      target,
      steps: names.map(([id, name]) => ({ ...blank, state: 'not-reached' as const, ...steps.get(id), id, name })),
    }),
  };
}
