import type { Gate } from '#shared/model/gate-report.ts';
import type { OpenedExchange } from '#shared/model/support-bundle.ts';

/** One line of `npm run explain --json`. `file` is named when there are several. */
export function exchangeJson({ exchange }: OpenedExchange, file: string | null): string {
  const { request, response, system, report } = exchange;
  const line = {
    ...(file === null ? {} : { file }),
    url: request.url,
    status: response?.status ?? null,
    system,
    stoppedAt: report.stoppedAt,
    causes: report.findings.map(({ cause, confidence, evidence }) => ({
      id: cause,
      confidence,
      evidence: evidence.map(evidenceText),
    })),
    mends: mendTexts(report.findings),
  };
  return `${JSON.stringify(line)}\n`;
}

const marks: Readonly<Record<Gate['state'], string>> = { passed: '✓', stopped: '■', 'not-reached': '○', unknown: '?' };

/** `✓ Lookup ─ ✓ Connection ─ ■ Authority ─ ○ Resource` */
export function gateStrip(gates: readonly Gate[]): string {
  return gates.map(({ name, state }) => `${marks[state]} ${name}`).join(' ─ ');
}

/** What a person reads of an exchange on a terminal. */
export function exchangeText({ exchange }: OpenedExchange): string {
  const { request, response, failure, report, notes } = exchange;
  const outcome =
    response === null ? (failure?.code ?? 'no answer') : `${response.status} ${response.statusText}`.trim();
  const found = report.findings.flatMap((finding, at) => [
    `${at === 0 ? '  ' : '  or: '}${plain(finding.sentence)}.`,
    `    ${finding.confidence}: ${plain(finding.reason)}  [${finding.cause}]`,
    ...finding.evidence.map((evidence) => `    · ${evidenceText(evidence)}`),
  ]);
  const lines = [
    `${request.method} ${request.url} → ${outcome}`,
    `  ${gateStrip(report.gates)}`,
    ...found,
    ...(report.findings.length === 0 ? ['  Nothing stopped it.'] : []),
    ...mendTexts(report.findings).map((text) => `  → ${plain(text)}`),
    ...report.probes.map(({ text }) => `  ? ${plain(text)}`),
    ...notes.map((note) => `  note: ${evidenceText(note)}`),
  ];
  return `${lines.join('\n')}\n\n`;
}

export function evidenceText({ text, source }: { text: string; source: string }): string {
  return source === '' ? text : `${text} (${source})`;
}

/** Of the findings in their order, each once. */
export function mendTexts(findings: OpenedExchange['exchange']['report']['findings']): string[] {
  return [...new Set(findings.flatMap(({ mends }) => mends.map(({ text }) => text)))];
}

/** Sentences may end without a full stop, and set code in backquotes. */
function plain(text: string): string {
  return text.replaceAll('`', '').replace(/\.$/, '');
}
