import { describe, expect, it } from 'vitest';
import { type CauseId, causeIds } from '#shared/model/cause.ts';
import { corpus } from '../../../bench/corpus/corpus.ts';
import { judge, scoreOf, type Verdict } from '../../../bench/corpus/score.ts';
import { sampleOf, tellersOf } from '../../../bench/corpus/telling.ts';

// The base cases of `npm run bench -- explain`, and a fixed sample of what it makes of them: files as customers send them, read
// as `npm run explain` reads them.

/** Causes that no server's answer and no tool's words show, or that only a few do. */
const rare: readonly CauseId[] = [
  ...(['tls-certificate-refused', 'client-certificate-unusable', 'extra-ca-unreadable'] as const),
  ...(['proxy-failed', 'proxy-settings-wrong', 'response-too-large', 'redirect-blocked'] as const),
  ...(['remote-invalid', 'recipient-not-allowed', 'soap-fault'] as const),
];

const base = corpus.flatMap((one) => tellersOf(one)[0]?.() ?? []).map(judge);
const sample = sampleOf(corpus, 300).map(judge);

const named = ({ told, findings }: Verdict) =>
  `${told.name} [${told.perturbation}]: ${findings.map(({ cause, confidence }) => `${cause} (${confidence})`).join(', ')}`;

describe('the corpus of causes', () => {
  it('tells every cause of the vocabulary in three ways at least', () => {
    const counts = (id: CauseId) => corpus.filter(({ cause }) => cause === id).length;
    expect(causeIds.filter((id) => !rare.includes(id) && counts(id) < 3)).toEqual([]);
  });

  it('gives each case a name of its own', () => {
    expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
  });

  it('is read, whatever tool wrote it', () => {
    expect([...base, ...sample].flatMap(({ told, fault }) => (fault === null ? [] : `${told.name}: ${fault}`))).toEqual(
      [],
    );
  });

  it('never makes a report certain of what is not so', () => {
    expect([...base, ...sample].filter(({ wrongCertain }) => wrongCertain.length > 0).map(named)).toEqual([]);
  });

  it('has the right cause first, and among the first three, nearly always', () => {
    for (const verdicts of [base, sample]) {
      const { top1, top3 } = scoreOf(verdicts);
      expect(top1).toBeGreaterThanOrEqual(0.97);
      expect(top3).toBeGreaterThanOrEqual(0.98);
    }
  });
});
