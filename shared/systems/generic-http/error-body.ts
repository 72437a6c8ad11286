/** What an error answer says about itself. */
export type ErrorBody = { code: string | null; message: string | null; logId: string | null };

const longestMessage = 200;

/**
 * Reads the error shapes that services and token endpoints use: `{"error":{"code","message","logId"}}`,
 * `{"error","error_description"}` (RFC 6749, section 5.2) and `{"message"}`. Null when it is none of them.
 */
export function readErrorBody(bodyText: string | null): ErrorBody | null {
  const body = jsonObject(bodyText);
  if (body === null) return null;
  const inner = asObject(body.error) ?? body;
  const code = textOf(inner.code) ?? textOf(body.error);
  const message = textOf(inner.message) ?? textOf(body.error_description);
  return code === null && message === null ? null : { code, message, logId: textOf(inner.logId) };
}

/** The sentence of an error answer, cut to what fits a line; null when it has none. */
export function messageOf(bodyText: string | null): string | null {
  const message = readErrorBody(bodyText)?.message ?? null;
  return message !== null && message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
}

/** The answer's text is a web page, whatever its headers say. */
export function isHtml(bodyText: string | null): boolean {
  return /^\s*<(?:!doctype html|html|head|body)\b/i.test((bodyText ?? '').slice(0, 1_000));
}

/** The text as a JSON object; null when it is anything else. */
export function jsonObject(text: string | null): Readonly<Record<string, unknown>> | null {
  try {
    return asObject(JSON.parse(text ?? ''));
  } catch {
    return null;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
