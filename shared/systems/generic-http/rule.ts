import type { CauseId } from '../../model/cause.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Confidence, Evidence, Finding, Mend } from '../../model/gate-report.ts';
import type { ProbeId } from '../../model/probe.ts';
import type { ExplainInput } from '../system.ts';

/** One call on the wire, as the rules see it. */
export type Leg = Omit<Exchange, 'report'>;

/** A finding and the gate it says stopped the call; null when no gate can be named. `probes` would tell whether it is true. */
export type Judgement = { gate: string | null; finding: Finding; probes: readonly ProbeId[] };

/** Knows one cause. Null when the evidence for it is not there. */
export type Rule = (input: ExplainInput) => Judgement | null;

type FindingDraft = {
  cause: CauseId;
  confidence: Confidence;
  sentence: string;
  reason: string;
  evidence?: Evidence[];
  mends?: Mend[];
  needed?: readonly string[];
  granted?: readonly string[];
  probes?: readonly ProbeId[];
};

/** Fills in what most findings leave empty. */
export function judgement(gate: string | null, draft: FindingDraft): Judgement {
  const { needed = [], granted = [], evidence = [], mends = [], probes = [], ...rest } = draft;
  return { gate, finding: { ...rest, needed: [...needed], granted: [...granted], evidence, mends }, probes };
}

/** A mend without a button. */
export function advice(text: string): Mend {
  return { text, action: null };
}

const rank: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, possible: 2 };

/** Asks every rule, most believed first; among equals the order of the rules decides. A cause is named once, as it is most believed. */
export function judge(rules: readonly Rule[], input: ExplainInput): Judgement[] {
  const found = rules.flatMap((rule) => rule(input) ?? []).map((one) => doubted(one, input));
  const ranked = found.toSorted((a, b) => rank[a.finding.confidence] - rank[b.finding.confidence]);
  const first = new Map(ranked.toReversed().map((one) => [one.finding.cause, one]));
  const isNamed = ranked.some(({ finding }) => finding.confidence === 'certain' && finding.cause !== 'service-error');
  // A status of 500 says nothing more beside a cause that is proven.
  return ranked.filter(
    (one) => first.get(one.finding.cause) === one && !(isNamed && one.finding.cause === 'service-error'),
  );
}

/** A record that cannot prove a cause weakens what is found, whichever rule found it. */
function doubted(one: Judgement, { exchange }: ExplainInput): Judgement {
  const doubt = exchange.doubts?.find(({ cause }) => cause === one.finding.cause);
  if (doubt === undefined || rank[one.finding.confidence] >= rank[doubt.atMost]) return one;
  return { ...one, finding: { ...one.finding, confidence: doubt.atMost } };
}
