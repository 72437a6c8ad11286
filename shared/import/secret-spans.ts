/** A secret in a text: where it is written, what it is, and the name it goes by. */
export type SecretSpan = { start: number; end: number; kind: string; value: string };

const names =
  '(?:(?:access|refresh|id|subject|actor|bearer|auth|session|security)[_-]?token|token|client[_-]?secret|secret|password|passwd|passphrase|pwd|(?:x-)?api[_-]?key|private[_-]?key|jwt|assertion|client[_-]?assertion|samlresponse|wresult|authorization|j_password)';

const inJson = new RegExp(`"(${names})"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`, 'gi');
/** JSON within a JSON text, or within a log line. */
const inQuotedJson = new RegExp(`\\\\"(${names})\\\\"\\s*:\\s*\\\\"([^"\\\\]*)\\\\"`, 'gi');
const inForm = new RegExp(`(?:^|&)\\s*(${names}|code|sig)=([^&\\r\\n]*)`, 'gi');
const inAddress = new RegExp(`[?&#;](${names}|code|sig|x-amz-signature)=([^&#\\s"'<>]*)`, 'gi');
const inXml = new RegExp(`<(?:[\\w.-]+:)?(${names}|BinarySecurityToken|sessionId)(?:\\s[^<>]*)?>([^<]*)</`, 'gi');
const inMultipart = new RegExp(
  `name="(${names})"[^\\r\\n]*\\r?\\n(?:[^\\r\\n]{1,500}\\r?\\n){0,6}\\r?\\n([^\\r\\n]*)`,
  'gi',
);

/**
 * Secrets by the name of the field they stand in: JSON, forms, addresses, XML, multipart, and private keys in PEM form.
 * Every pattern looks at a character a fixed number of times.
 */
export function secretSpans(text: string): SecretSpan[] {
  const isForm = /^\s*[\w.%+-]+=/.test(text);
  const spans = [
    ...pemSpans(text),
    ...(text.includes('"') ? [...spansOf(text, inJson, unescapeJson), ...spansOf(text, inQuotedJson, same)] : []),
    ...(isForm ? spansOf(text, inForm, unescapePercent) : []),
    ...(text.includes('=') ? spansOf(text, inAddress, unescapePercent) : []),
    ...(text.includes('</') ? spansOf(text, inXml, same) : []),
    ...(text.includes('name="') ? spansOf(text, inMultipart, same) : []),
  ];
  let covered = -1;
  return spans
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      const isFree = start >= covered;
      if (isFree) covered = end;
      return isFree;
    });
}

/** Replaces each span by what `nameOf` says. */
export function replaceSpans(text: string, spans: readonly SecretSpan[], nameOf: (span: SecretSpan) => string): string {
  if (spans.length === 0) return text;
  let at = 0;
  const parts: string[] = [];
  for (const span of spans) {
    parts.push(text.slice(at, span.start), nameOf(span));
    at = span.end;
  }
  return parts.join('') + text.slice(at);
}

/** What stands where a secret would, and is none: nothing, a pseudonym already, a variable nobody filled in. */
export function isNoSecret(value: string): boolean {
  const text = value.trim();
  return (
    text === '' ||
    /^‹[^‹›]*›$/.test(text) ||
    /^(?:\{\{[^{}]*\}\}|\$\{[^{}]*\}|<[^<>]*>|undefined|null|none|true|false|\*+|…|\.{3})$/i.test(text)
  );
}

function spansOf(text: string, pattern: RegExp, decode: (raw: string) => string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(pattern)) {
    const [whole, name = '', raw = ''] = match;
    const value = decode(raw);
    // An authorization code has a score of characters and more; an error has a `code`, too.
    if (isNoSecret(value) || (/^(?:code|sig)$/i.test(name) && value.length < 16)) continue;
    const end = match.index + whole.lastIndexOf(raw) + raw.length;
    spans.push({ start: end - raw.length, end, kind: kindOf(name), value });
  }
  return spans;
}

function kindOf(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[_-]/g, '');
  if (plain === 'clientsecret') return 'client secret';
  if (/assertion|jwt|saml|wresult/.test(plain)) return 'assertion';
  if (/pass|pwd/.test(plain)) return 'password';
  if (plain.endsWith('apikey')) return 'API key';
  if (plain === 'privatekey') return 'private key';
  if (plain === 'authorization') return 'authorization';
  if (plain === 'code') return 'authorization code';
  if (/sig/.test(plain)) return 'signature';
  return plain === 'secret' ? 'secret' : 'token';
}

/** A private key from its first dash to its last; one that is cut off, to the end of what it stands in. */
function pemSpans(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (let at = text.indexOf('-----BEGIN '); at !== -1; at = text.indexOf('-----BEGIN ', at + 11)) {
    if (!/^-----BEGIN [A-Z ]{0,24}PRIVATE KEY/.test(text.slice(at, at + 60))) continue;
    const ending = text.indexOf('-----END ', at);
    const close = ending === -1 ? -1 : text.indexOf('-----', ending + 9);
    const quote = text.indexOf('"', at);
    const end = close !== -1 ? close + 5 : quote === -1 ? text.length : quote;
    spans.push({ start: at, end, kind: 'private key', value: text.slice(at, end) });
    at = end - 11;
  }
  return spans;
}

function same(raw: string): string {
  return raw;
}

function unescapeJson(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

/** A `+` stays one: that it was not encoded is what may be wrong with it. */
function unescapePercent(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
