/** A PEM text in its canonical lines, and what it holds; null when it is no PEM, or one that is cut or encrypted. */
export type Pem = { text: string; labels: readonly string[] };

const block = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;

/**
 * Reads PEM blocks (RFC 7468) as people paste them: line breaks written as `\n`, lost, or replaced by spaces are mended.
 * What stands around the blocks is dropped.
 */
export function readPem(pasted: string): Pem | null {
  const text = pasted.replaceAll('\\r', '').replaceAll('\\n', '\n');
  const blocks = [...text.matchAll(block)];
  const begun = text.split('-----BEGIN ').length - 1;
  if (blocks.length === 0 || blocks.length !== begun) return null;
  return {
    text: blocks.map(([, label = '', base64 = '']) => blockText(label, base64)).join(''),
    labels: blocks.map(([, label = '']) => label),
  };
}

function blockText(label: string, base64: string): string {
  const lines = base64.replaceAll(/\s+/g, '').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
