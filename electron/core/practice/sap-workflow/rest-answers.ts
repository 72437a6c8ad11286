import { randomUUID } from 'node:crypto';

const jsonType = 'application/json;charset=UTF-8';
export const badQuery = 'The query parameters are not valid.';
export const badBody = 'The request body is not a valid JSON object.';

const cacheControl = 'no-cache, no-store, max-age=0, must-revalidate';

/** An answer of the REST service, with the headers it sends on every one. */
export function answerJson(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': jsonType, 'Cache-Control': cacheControl, ...headers },
  });
}

/** An answer without a body: 202 and 204. */
export function answerNothing(status: 202 | 204): Response {
  return new Response(null, { status, headers: { 'Cache-Control': cacheControl } });
}

/** The authority layer's refusal, word for word: no code, no log id. */
export function answerForbidden(): Response {
  return answerJson(403, { error: { message: 'User does not have sufficient privileges.' } });
}

/** A refusal of the token: the other error shape, that of the layer before the service. */
export function answerUnauthorized(error: string, description: string): Response {
  return answerJson(
    401,
    { error, error_description: description },
    { 'WWW-Authenticate': `Bearer realm="workflow", error="${error}", error_description="${printable(description)}"` },
  );
}

/** An error of the service itself. `code` is left out where no real one is known. */
export function answerServiceError(status: number, message: string, code?: string): Response {
  return answerJson(status, { error: { ...(code === undefined ? {} : { code }), message, logId: randomUUID() } });
}

/** A description quotes claims; a header must not carry what a header cannot. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]|["\\]/g, '?');
}
