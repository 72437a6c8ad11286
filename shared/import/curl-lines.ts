import { textOfBytes } from './base64-body.ts';

/**
 * What a line of curl's output is: its own remarks, a head sent or received, a line of a body or (traced) its bytes, or how it
 * ended.
 */
export type CurlLine = {
  kind: 'info' | 'sent' | 'received' | 'sent-data' | 'data' | 'bytes' | 'error';
  text: string;
};

/** The lines of an output, whether of `-v`, `--trace-ascii` or `--trace`. */
export function curlLines(text: string): CurlLine[] {
  return /^(?:[\d:.]+ )?(?:== Info:|=> Send |<= Recv )/m.test(text) ? traceLines(text) : verboseLines(text);
}

const progress =
  /^\s*(?:% Total\s|Dload\s+Upload|\d{1,3}\s+[\d.]+[kMG]?\s.*(?:--:--:--|\d+:\d\d:\d\d))|^[{}] \[\d+ bytes data\]/;

function verboseLines(text: string): CurlLine[] {
  const lines: CurlLine[] = [];
  let isSending = false;
  for (const raw of text.split(/\r\n|[\n\r]/)) {
    const line = raw.includes('\x1b') ? withoutColours(raw) : raw;
    const marked = markedLine(line, isSending);
    if (marked !== null) {
      if (marked.kind === 'sent') isSending = marked.text !== '';
      if (marked.kind === 'received') isSending = false;
      lines.push(marked);
    } else if (!progress.test(line)) {
      lines.push(...dataLines(line, lines.at(-1)));
    }
  }
  return lines;
}

/** A line that curl put a mark before. A `>` outside of a head is the prompt of a shell. */
function markedLine(line: string, isSending: boolean): CurlLine | null {
  const mark = line.slice(0, 2);
  const text = line.slice(2);
  if (line.startsWith('curl: (')) return { kind: 'error', text: line };
  if (mark === '* ') return { kind: 'info', text };
  if (mark === '> ' && text.trim() !== '') return isSending || isRequestLine(text) ? { kind: 'sent', text } : null;
  if (line.trimEnd() === '>') return isSending ? { kind: 'sent', text: '' } : null;
  return mark === '< ' || line.trimEnd() === '<' ? { kind: 'received', text: text.trimEnd() } : null;
}

/** With `-i` and `-v` a head is printed twice. The last line of a body runs into what curl says next. */
function dataLines(line: string, before: CurlLine | undefined): CurlLine[] {
  if (before?.kind === 'received' && before.text === line.trimEnd()) return [];
  const glued = /\* (?:Connection #\d+ to host |Closing connection|Connection #\d+ )|curl: \(\d+\) /.exec(line);
  if (glued === null || glued.index === 0) return [{ kind: 'data', text: line }];
  const rest = line.slice(glued.index);
  return [
    { kind: 'data', text: line.slice(0, glued.index) },
    rest.startsWith('curl:') ? { kind: 'error', text: rest } : { kind: 'info', text: rest.slice(2) },
  ];
}

export function isRequestLine(text: string): boolean {
  return /^[A-Z]+ \S+ HTTP\/[\d.]+\s*$/.test(text);
}

/** curl prints header names in bold. */
function withoutColours(line: string): string {
  return line.replaceAll(/\p{Cc}\[[\d;]*m/gu, '').replaceAll(/\p{Cc}\]8;;[^\p{Cc}]*\p{Cc}\\/gu, '');
}

const kinds: Readonly<Record<string, CurlLine['kind']>> = {
  '=> Send header': 'sent',
  '=> Send data': 'sent-data',
  '<= Recv header': 'received',
  '<= Recv data': 'bytes',
};

function traceLines(text: string): CurlLine[] {
  const lines: CurlLine[] = [];
  let block: { kind: CurlLine['kind']; rows: string[]; length: number } | null = null;
  const close = () => {
    if (block !== null) lines.push(...blockLines(block.kind, block.rows, block.length));
    block = null;
  };
  for (const raw of text.split(/\r\n|[\n\r]/)) {
    const line = raw.replace(/^\d\d:\d\d:\d\d\.\d+ (?:\[[\d-]+\] )?/, '');
    const opening = /^(?:=> Send|<= Recv) (?:SSL )?(?:header|data)/.exec(line)?.[0];
    if (opening === undefined && /^[\da-f]{4,}: ?/i.test(line)) {
      block?.rows.push(line);
      continue;
    }
    close();
    if (opening !== undefined) {
      // The bytes of the TLS records themselves say nothing that can be read.
      const kind = kinds[opening];
      const length = Number(/, (\d+) bytes/.exec(line)?.[1] ?? Number.POSITIVE_INFINITY);
      block = kind === undefined ? null : { kind, rows: [], length };
    } else if (line.startsWith('== Info: ')) lines.push({ kind: 'info', text: line.slice(9) });
    else if (line.startsWith('curl: (')) lines.push({ kind: 'error', text: line });
  }
  close();
  return lines;
}

function blockLines(kind: CurlLine['kind'], rows: string[], length: number): CurlLine[] {
  const text = rows.every(isHexRow) ? (textOfHex(rows) ?? '') : textOfRows(rows);
  // The last row does not show whether a line break ended it; the length does.
  if (kind === 'bytes' || kind === 'sent-data') return [{ kind, text: text.slice(0, length) }];
  const lines = text.split(/\r\n|\n/);
  return (kind === 'received' ? [lines[0] ?? ''] : lines.slice(0, -1)).map((line) => ({ kind, text: line }));
}

/** `0010: 48 6f 73 74 …  Host` */
function isHexRow(row: string): boolean {
  return /^[\da-f]{4,}: (?:(?:[\da-f]{2} ){16}|(?:[\da-f]{2} ){1,15}\s)/i.test(row);
}

function textOfHex(rows: string[]): string | null {
  const bytes = rows.flatMap((row) => {
    const digits = /^[\da-f]+: ((?:[\da-f]{2} ){1,16})/i.exec(row)?.[1] ?? '';
    return digits
      .trim()
      .split(' ')
      .map((pair) => Number.parseInt(pair, 16));
  });
  return textOfBytes(Uint8Array.from(bytes));
}

/** Rows are 64 bytes at most; one that is shorter than the next offset says ended with a line break. */
function textOfRows(rows: string[]): string {
  return rows
    .map((row, at) => {
      const [offset = '', ...rest] = row.split(':');
      const text = rest.join(':').replace(/^ /, '');
      const next = rows[at + 1];
      if (next === undefined) return text;
      const length = Number.parseInt(next, 16) - Number.parseInt(offset, 16);
      return length > text.length ? `${text}${length - text.length > 1 ? '\r\n' : '\n'}` : text;
    })
    .join('')
    .concat('\r\n');
}
