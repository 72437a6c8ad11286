/** Bytes shown of a binary body: enough to recognise a format by, small enough to lay out at once. */
export const hexViewBytes = 4096;

/** Sixteen bytes in the classic three columns. */
export type HexLine = { offset: string; hex: string; text: string };

/** Lays out the first `hexViewBytes` bytes; a byte outside printable ASCII is a dot in the text column. */
export function hexLines(bytes: Uint8Array): HexLine[] {
  const shown = bytes.subarray(0, hexViewBytes);
  return Array.from({ length: Math.ceil(shown.length / 16) }, (_, line) => {
    const row = Array.from(shown.subarray(line * 16, line * 16 + 16));
    return {
      offset: (line * 16).toString(16).padStart(8, '0'),
      hex: hexColumn(row),
      text: row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
    };
  });
}

/** Two groups of eight, padded so that the text column of a short last line stands under the others. */
function hexColumn(row: readonly number[]): string {
  const pairs = row.map((byte) => byte.toString(16).padStart(2, '0'));
  return `${pairs.slice(0, 8).join(' ')}  ${pairs.slice(8).join(' ')}`.padEnd(48);
}
