import { corpus } from '/work/i4/test/bench/corpus/corpus.ts';
import { judge } from '/work/i4/test/bench/corpus/score.ts';
import { tellings } from '/work/i4/test/bench/corpus/telling.ts';
const [name, pert, raw] = process.argv.slice(2);
for (const one of corpus) for (const t of (one.name.includes(name!) ? tellings(one) : [])) {
  if (t.perturbation !== pert) continue;
  console.log('##', t.name, t.perturbation, 'accept', t.accept, 'provable', t.provable, 'hidden', t.isHidden);
  if (raw) console.log(t.text.slice(0, Number(raw)));
  const v = judge(t);
  console.log(v.fault, JSON.stringify(v.findings.map((f) => [f.cause, f.confidence, f.sentence, f.reason]), null, 1));
}
