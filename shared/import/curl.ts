import { findHeader } from '../text/headers.ts';
import { readCurlCommand } from './curl-command.ts';
import { type CurlLine, curlLines } from './curl-lines.ts';
import { type CurlAsked, nothingKnown, readTranscript } from './curl-transcript.ts';
import { variableBodyDoubts } from './har-withheld.ts';
import { type ImportedExchange, mostExchanges, type TrafficReading } from './imported-exchange.ts';
import { dialectOf, readCommand, type ShellWord } from './shell-words.ts';

/**
 * A prompt of any shell before `curl`, and variables set for it. What follows has to look like an option or an address: curl's own
 * remarks begin with its name, too (“curl failed to verify the legitimacy of the server”).
 */
const commandStart =
  /^[^\S\n]*(?:[^\n'"{}<>|]{0,120}?[$#>%❯][^\S\n]+|➜[^\n'"{}<>|]{0,80}?[^\S\n]+|(?:PS )?[A-Za-z]:\\[^\n'"{}<>|]{0,200}>)?(?:[A-Z_]+=\S*[^\S\n]+)*(?:&[^\S\n]+)?(?:sudo[^\S\n]+)?(?:[\w./:\\-]*[/\\])?curl(?:\.exe)?(?=[\s^`]+(?:[-"'$\\^`{]|localhost\b|\S{0,400}?[./:]\w))/gm;

const outputMark = /^(?:\* |> [A-Z]+ \S+ HTTP\/|< HTTP\/|== Info: |=> Send header|curl: \(\d+\) )/m;

/** Whether a text is a curl command, or what curl printed. */
export function isCurl(text: string): boolean {
  const head = text.slice(0, 200_000);
  return new RegExp(commandStart.source, 'm').test(head) || outputMark.test(head);
}

/** One command with what was printed below it; null words for output without its command. */
type Section = { command: ImportedExchange[]; asked: CurlAsked; output: string };

/** Reads one or more curl commands with their transcripts, or either of them alone. */
export function readCurl(text: string): TrafficReading | null {
  const sections = sectionsOf(text);
  const exchanges = sections.flatMap(readSection).slice(0, mostExchanges);
  if (exchanges.length === 0) return null;
  const silent = exchanges.filter(({ response, failure }) => response === null && failure === null).length;
  const count = exchanges.length === 1 ? '1 exchange' : `${exchanges.length} exchanges`;
  const isCommand = sections.some(({ command }) => command.length > 0);
  return {
    ok: true,
    format: 'curl',
    words:
      silent === exchanges.length
        ? `a curl command with ${count} and no output`
        : `${isCommand ? 'curl commands' : 'the output of curl'} with ${count}`,
    exchanges,
    notes:
      silent === 0
        ? []
        : ['A curl command without its output says what was asked, and not what was answered. Run it with `-v`.'],
  };
}

function sectionsOf(text: string): Section[] {
  const starts = [...text.matchAll(commandStart)].map(({ index, 0: match }) => ({
    line: index,
    from: index + match.length,
  }));
  const first = starts[0]?.line ?? text.length;
  const sections: Section[] = [{ command: [], asked: nothingKnown, output: text.slice(0, first) }];
  let covered = 0;
  for (const [at, { line, from }] of starts.entries()) {
    if (line < covered) continue;
    const dialect = dialectOf(text.slice(Math.max(0, line), line + 4000));
    const { words, end } = readCommand(text, from, dialect);
    covered = end;
    const next = starts.slice(at + 1).find((one) => one.line >= end)?.line ?? text.length;
    const command = readCurlCommand(words);
    sections.push({ command, asked: askedOf(words), output: text.slice(end, Math.max(end, next)) });
  }
  return sections;
}

function askedOf(words: readonly ShellWord[]): CurlAsked {
  const named = words.findIndex(({ text }) => /^(?:-x|--proxy)$/.test(text));
  const proxy =
    named === -1 ? undefined : /^(?:\w+:\/\/)?(?:[^@/]*@)?([\w.-]+(?::\d+)?)/.exec(words[named + 1]?.text ?? '')?.[1];
  return {
    hasCertificate: words.some(({ text }) => /^(?:--cert|-E)/.test(text)),
    proxy: proxy ?? null,
  };
}

function readSection({ command, asked, output }: Section): ImportedExchange[] {
  const lines = curlLines(output);
  const printed = readTranscript(lines, asked);
  if (command.length === 0) return printed.filter(({ url }) => url !== '');
  if (printed.length === 0) return command.map((one) => unanswered(one, lines));
  return [
    ...printed.map((one, at) => joined(one, command[Math.min(at, command.length - 1)] as ImportedExchange, at === 0)),
    ...command.slice(printed.length),
  ];
}

function unanswered(call: ImportedExchange, lines: CurlLine[]): ImportedExchange {
  const hasBody = lines.some(({ kind, text }) => kind === 'data' && /^\s*[{[<]/.test(text));
  const text = hasBody
    ? 'curl printed a body and no status: with `-v` or `-i` it says both'
    : 'there is no output of curl, so nothing is known of an answer';
  return { ...call, notes: [...call.notes, { text, source: 'curl' }] };
}

/** The transcript shows what went over the wire, the command what curl does not print: scheme and body. */
function joined(printed: ImportedExchange, asked: ImportedExchange, isFirst: boolean): ImportedExchange {
  const isSameHost = printed.url === '' || hostOf(printed.url) === hostOf(asked.url);
  const isSamePath = printed.headers.length === 0 || pathOf(printed.url) === pathOf(asked.url);
  const hasSent = printed.headers.length > 0;
  const hasAuthorization = findHeader(printed.headers, 'authorization') !== null;
  return {
    ...printed,
    method: hasSent ? printed.method : asked.method,
    // Before anything was sent, the transcript names addresses and proxies, and the command the host.
    url: (isFirst && !hasSent) || (isSameHost && isSamePath) ? asked.url : printed.url,
    headers: hasSent ? printed.headers : asked.headers,
    body: printed.body ?? asked.body,
    bodyBytes: printed.body === null ? asked.bodyBytes : printed.bodyBytes,
    // What was on the wire is seen, whatever the command hid.
    doubts: [
      ...printed.doubts,
      ...asked.doubts.filter((one) =>
        variableBodyDoubts.includes(one) ? printed.body === null : !hasAuthorization && !hasSent,
      ),
    ],
    notes: [
      ...asked.notes.filter(({ text }) => !(hasAuthorization && text.includes('Authorization'))),
      ...printed.notes,
    ],
  };
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? '';
}

function pathOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? '' : parsed.pathname + parsed.search;
}
