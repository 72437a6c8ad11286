/** What a `Content-Type` says, as far as a viewer needs it. */
export type ContentType = {
  /** `application/json`, lower case, without parameters; empty when the header is missing or unreadable. */
  mime: string;
  /** Lower case; null when not named. */
  charset: string | null;
  kind: 'json' | 'xml' | 'html' | 'text' | 'image' | 'form' | 'binary' | 'unknown';
};

/** Reads a `Content-Type` value (RFC 9110, section 8.3). Never throws: servers send anything here. */
export function readContentType(value: string | null): ContentType {
  const [type = '', ...parameters] = (value ?? '').split(';');
  const mime = type.trim().toLowerCase();
  if (!/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(mime)) return { mime: '', charset: null, kind: 'unknown' };
  return { mime, charset: charsetOf(parameters), kind: kindOf(mime) };
}

function charsetOf(parameters: readonly string[]): string | null {
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=', 2);
    if (name.trim().toLowerCase() === 'charset') return value.trim().replaceAll('"', '').toLowerCase() || null;
  }
  return null;
}

/** Structured suffixes (`application/problem+json`) count as what they end in: RFC 6839. */
function kindOf(mime: string): ContentType['kind'] {
  if (mime.endsWith('/json') || mime.endsWith('+json')) return 'json';
  if (mime === 'text/html' || mime === 'application/xhtml+xml') return 'html';
  if (mime.startsWith('image/')) return 'image';
  if (mime.endsWith('/xml') || mime.endsWith('+xml')) return 'xml';
  if (mime === 'application/x-www-form-urlencoded' || mime.startsWith('multipart/')) return 'form';
  if (mime.startsWith('text/') || mime.endsWith('javascript')) return 'text';
  return 'binary';
}
