import type { Problem } from '#shared/contract/errors.ts';

/** One block of a PEM text (RFC 7468), or of its older form with headers (RFC 1421). */
export type PemBlock = { label: string; headers: string; der: Uint8Array /** Counted from 1. */; line: number };

export type PemScan = { blocks: PemBlock[]; problem: Problem | null; wasMended: boolean };

type Marker = { kind: string; label: string; from: number; end: number };

/**
 * Finds the PEM blocks in a text, whatever stands around them. Line breaks written as `\n`, lost, or replaced by spaces are
 * mended. The first block that is cut or holds what is no base64 is the problem, with its line.
 */
export function scanPem(pasted: string): PemScan {
  const text = pasted.replaceAll('\\r', '').replaceAll('\\n', '\n');
  const wasMended = text !== pasted;
  const markers = [...text.matchAll(/-----(BEGIN|END) ([A-Z0-9 ]+?)-----/g)].map(
    (match): Marker => ({
      kind: match[1] ?? '',
      label: match[2] ?? '',
      from: match.index,
      end: match.index + match[0].length,
    }),
  );
  const blocks: PemBlock[] = [];
  for (let index = 0; index < markers.length; index += 2) {
    const block = readBlock(text, markers[index], markers[index + 1]);
    if ('sentence' in block) return { blocks, problem: block, wasMended };
    blocks.push(block);
  }
  return { blocks, problem: null, wasMended };
}

/** A block as canonical text, headers included. */
export function pemText(label: string, der: Uint8Array, headers = ''): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const head = headers === '' ? '' : `${headers}\n\n`;
  return `-----BEGIN ${label}-----\n${head}${lines.join('\n')}\n-----END ${label}-----\n`;
}

function readBlock(text: string, begin: Marker | undefined, end: Marker | undefined): PemBlock | Problem {
  if (begin === undefined || begin.kind !== 'BEGIN') {
    return problemAt(text, begin?.from ?? 0, 'A block ends here that never began.', 'The -----BEGIN line is missing.');
  }
  if (end === undefined || end.kind !== 'END' || end.label !== begin.label) {
    return problemAt(
      text,
      begin.from,
      `The ${begin.label.toLowerCase()} that begins in this line is cut: its -----END line is missing.`,
      'Copy the file again, from the first dash to the last.',
    );
  }
  const body = text.slice(begin.end, end.from);
  const headers = /^\s*((?:[A-Za-z-]+: .*\r?\n)+)\s*/.exec(body);
  const from = begin.end + (headers?.[0].length ?? 0);
  return decodeBlock(text, begin, (headers?.[1] ?? '').trim(), { from, end: end.from });
}

function decodeBlock(
  text: string,
  begin: Marker,
  headers: string,
  range: { from: number; end: number },
): PemBlock | Problem {
  const body = text.slice(range.from, range.end);
  const stray = body.search(/[^A-Za-z0-9+/=\s]/);
  const mend = 'Copy the file again from its source: a mail, a chat or an editor has changed it.';
  if (stray >= 0) {
    return problemAt(text, range.from + stray, 'A character stands in this line that base64 does not have.', mend);
  }
  const base64 = body.replaceAll(/\s+/g, '');
  const der = Buffer.from(base64, 'base64');
  const line = lineOf(text, begin.from);
  if (base64.replace(/={1,2}$/, '').includes('=') || base64.length % 4 !== 0 || isShort(der, headers)) {
    const what = `The ${begin.label.toLowerCase()} that begins in this line is incomplete: characters are missing.`;
    return problemAt(text, begin.from, what, 'Copy the file again, every line of it.');
  }
  return { label: begin.label, headers, der, line };
}

/** The length written in front of the content reaches behind its end. What is encrypted as a whole tells no length. */
function isShort(der: Uint8Array, headers: string): boolean {
  if (headers.includes('ENCRYPTED') || der[0] !== 0x30) return der.length === 0;
  const first = der[1] ?? 0;
  const width = first > 0x80 ? first & 0x7f : 0;
  const length = width === 0 ? first : der.subarray(2, 2 + width).reduce((sum, byte) => sum * 256 + byte, 0);
  return der.length < 2 + width + length;
}

function problemAt(text: string, offset: number, sentence: string, mend: string): Problem {
  return { field: '', line: lineOf(text, offset), column: null, sentence, mend };
}

function lineOf(text: string, offset: number): number {
  return (text.slice(0, offset).match(/\r\n|\n|\r/g)?.length ?? 0) + 1;
}
