import type { OpenedExchange } from '#shared/model/support-bundle.ts';
import type { BundleEnvironment } from './environment.ts';
import { evidenceText, gateStrip, mendTexts } from './explain-words.ts';

/** The report of a bundle as Markdown, made of what the bundle holds and of nothing else. */
export function bundleReport(exchanges: readonly OpenedExchange[], environment: Partial<BundleEnvironment>): string {
  const facts = Object.entries(environment).map(([name, value]) => `- ${name}: ${value ?? 'not known'}`);
  return `${['# Support bundle', '', ...exchanges.flatMap(section), '## Environment', '', ...facts].join('\n')}\n`;
}

function section({ exchange }: OpenedExchange, at: number): string[] {
  const { request, response, failure, report, startedAt, notes, name } = exchange;
  const outcome =
    response === null ? (failure?.code ?? 'no answer') : `${response.status} ${response.statusText}`.trim();
  const [first, ...others] = report.findings;
  return [
    `## ${at + 1}. ${line(name === '' ? request.method : name)}`,
    '',
    `\`${line(request.method)} ${line(request.url)}\` → **${line(outcome)}**, ${new Date(startedAt).toISOString()}`,
    '',
    gateStrip(report.gates),
    '',
    ...(first === undefined
      ? ['Nothing stopped it.', '']
      : [`**${line(first.sentence)}.** ${first.confidence}: ${line(first.reason)} (\`${first.cause}\`)`, '']),
    ...list(first?.evidence.map((evidence) => line(evidenceText(evidence))) ?? [], ''),
    ...list(
      others.map((one) => `${one.confidence}: ${line(one.sentence)} (\`${one.cause}\`)`),
      'It may also be:',
    ),
    ...list(mendTexts(report.findings).map(line), 'What mends it:'),
    ...list(
      notes.map((note) => line(evidenceText(note))),
      'Notes:',
    ),
  ];
}

function list(items: readonly string[], heading: string): string[] {
  if (items.length === 0) return [];
  return [...(heading === '' ? [] : [heading, '']), ...items.map((item) => `- ${item}`), ''];
}

/** One line, in which nothing a server said is taken for a heading, a link or HTML. */
function line(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[<>]/g, (mark) => (mark === '<' ? '&lt;' : '&gt;'))
    .replaceAll(/!?\[([^\]]*)\]\(/g, '$1 (')
    .replace(/\.$/, '');
}
