import { readFileBytes } from '#core/support/read-file.ts';
import type { CauseId } from '#shared/model/cause.ts';
import type { Finding, GateReport } from '#shared/model/gate-report.ts';
import { reportedAt, type Told } from './telling.ts';

export type Verdict = {
  told: Told;
  /** How many exchanges were judged to get there, and the ms it took. */
  reports: number;
  tookMs: number;
  findings: readonly Finding[];
  isFirst: boolean;
  isAmongThree: boolean;
  /** Findings that claim to be certain of what is not so. */
  wrongCertain: readonly Finding[];
  /** Right, and surer than a careful expert would be. */
  isOverSure: boolean;
  /** What went wrong before anything could be judged; null as a rule. */
  fault: string | null;
};

/** Reads a file as `npm run explain` does, and holds what is said of it against what is right. */
export function judge(told: Told): Verdict {
  const faults: string[] = [];
  const bytes = bytesOf(told);
  const from = performance.now();
  const reading = readFileBytes(bytes, { now: reportedAt, onFault: (error) => faults.push(String(error)) });
  const tookMs = performance.now() - from;
  const exchanges = reading.ok ? reading.file.exchanges : [];
  const report = exchanges.at(told.subject)?.exchange.report ?? null;
  if (!reading.ok) faults.push(reading.problems[0]?.sentence ?? 'not read');
  else if (report === null) faults.push('the exchange is missing');
  return { told, reports: exchanges.length, tookMs, fault: faults[0] ?? null, ...scored(told, report) };
}

function bytesOf({ text, encoding }: Told): Uint8Array {
  return encoding === 'utf-16' ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text);
}

function scored(told: Told, report: GateReport | null) {
  const findings = report?.findings ?? [];
  const right: readonly string[] = [...(told.cause === null ? [] : [told.cause]), ...told.accept];
  const provable: readonly string[] = told.provable;
  const isRight = (finding: Finding | undefined) => finding !== undefined && right.includes(finding.cause);
  const isSilent = told.cause === null && report !== null && findings.length === 0;
  return {
    findings,
    isFirst: isSilent || isRight(findings[0]),
    isAmongThree: isSilent || findings.slice(0, 3).some(isRight),
    wrongCertain: findings.filter((finding) => finding.confidence === 'certain' && !provable.includes(finding.cause)),
    isOverSure:
      findings[0]?.cause === told.cause && findings[0]?.confidence === 'certain' && told.decidable !== 'certain',
  };
}

export type Score = {
  exchanges: number;
  cases: number;
  causes: number;
  hidden: number;
  top1: number;
  top3: number;
  wrong_certain: number;
  over_sure: number;
  faults: number;
  ms_per_report: number;
  /** Of the median file: what other work on the machine disturbs less. */
  ms_per_report_p50: number;
};

/** `top1` and `top3` are of the exchanges whose cause can be read; `wrong_certain` is of all. */
export function scoreOf(verdicts: readonly Verdict[]): Score {
  const open = verdicts.filter(({ told }) => !told.isHidden);
  const share = (count: number) => Number((count / Math.max(1, open.length)).toFixed(4));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  return {
    exchanges: verdicts.length,
    cases: new Set(verdicts.map(({ told }) => told.name)).size,
    causes: new Set<CauseId | null>(verdicts.map(({ told }) => told.cause).filter((cause) => cause !== null)).size,
    hidden: verdicts.length - open.length,
    top1: share(open.filter(({ isFirst }) => isFirst).length),
    top3: share(open.filter(({ isAmongThree }) => isAmongThree).length),
    wrong_certain: verdicts.filter(({ wrongCertain }) => wrongCertain.length > 0).length,
    over_sure: open.filter(({ isOverSure }) => isOverSure).length,
    faults: verdicts.filter(({ fault }) => fault !== null).length,
    ms_per_report: rounded(
      sum(verdicts.map(({ tookMs }) => tookMs)) / Math.max(1, sum(verdicts.map(({ reports }) => reports))),
    ),
    ms_per_report_p50: rounded(median(verdicts.map(({ tookMs, reports }) => tookMs / Math.max(1, reports)))),
  };
}

function rounded(ms: number): number {
  return Number(ms.toFixed(3));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
