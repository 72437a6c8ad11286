import { corpus } from './corpus/corpus.ts';
import { judge, scoreOf, type Verdict } from './corpus/score.ts';
import { tellings } from './corpus/telling.ts';

/**
 * How often the right cause stands first, and among the first three, over every case of the corpus in each of its shapes; how
 * often a report is certain of what is not so; and how long one takes, read from the file as `npm run explain` does.
 */
export async function benchExplain(print: (line: object) => void, isVerbose = false): Promise<void> {
  for (const one of corpus.slice(0, 40)) for (const told of tellings(one).slice(0, 4)) judge(told);
  const verdicts = corpus.flatMap((one) => tellings(one).map(judge));
  print({
    name: 'explain',
    ...scoreOf(verdicts),
    aims: { top1: 0.97, top3: 0.99, wrong_certain: 0, ms_per_report: 2 },
  });
  if (isVerbose) process.stdout.write(missesOf(verdicts));
}

/** The misses by cause, each case once with the shapes that it was missed in, and every wrong certainty with its evidence. */
export function missesOf(verdicts: readonly Verdict[]): string {
  const missed = verdicts.filter(({ told, isFirst, fault }) => fault !== null || (!told.isHidden && !isFirst));
  const wrong = verdicts.filter(({ wrongCertain }) => wrongCertain.length > 0);
  const byCause = Object.groupBy(missed, ({ told }) => told.cause ?? 'nothing stopped it');
  const groups = Object.entries(byCause).toSorted(([, a = []], [, b = []]) => b.length - a.length);
  return [
    ...groups.flatMap(([cause, group = []]) => [`\n${cause}: ${group.length} missed`, ...caseLines(group)]),
    `\nwrong certain: ${wrong.length}`,
    ...wrongLines(wrong),
    '',
  ].join('\n');
}

function caseLines(verdicts: readonly Verdict[]): string[] {
  const groups = Object.groupBy(verdicts, (verdict) => `${verdict.told.name}\n    got ${saidOf(verdict)}`);
  return Object.entries(groups).map(([line, group = []]) => {
    const shapes = group.map(({ told }) => told.perturbation);
    const shown =
      shapes.length > 6 ? `${shapes.slice(0, 6).join(', ')} and ${shapes.length - 6} more` : shapes.join(', ');
    return `  ${line}\n    in ${shown}`;
  });
}

function saidOf({ findings, fault }: Verdict): string {
  if (fault !== null) return `a fault: ${fault}`;
  const said = findings.slice(0, 3).map(({ cause, confidence }) => `${cause} (${confidence})`);
  return said.length === 0 ? 'nothing' : said.join(', ');
}

/** Each wrong certainty once, with the evidence of its first shape. */
function wrongLines(verdicts: readonly Verdict[]): string[] {
  const claims = verdicts.flatMap((verdict) => verdict.wrongCertain.map((finding) => ({ ...verdict, finding })));
  const groups = Object.groupBy(claims, ({ told, finding }) => `${told.name}\n    says certain: ${finding.cause}`);
  return Object.entries(groups).flatMap(([line, group = []]) => {
    const { sentence = '', evidence = [] } = group[0]?.finding ?? {};
    return [
      `  ${line}`,
      `    ${sentence}`,
      ...evidence.map(({ text, source }) => `    - ${text} (${source})`),
      `    in ${shapesOf(group)}`,
    ];
  });
}

function shapesOf(verdicts: readonly Verdict[]): string {
  const shapes = verdicts.map(({ told }) => told.perturbation);
  return shapes.length > 6 ? `${shapes.slice(0, 6).join(', ')} and ${shapes.length - 6} more` : shapes.join(', ');
}
