import { isObject, readObject } from './read-json.ts';

/** What a start needs, or why it cannot be had from the body. Sentences name fields and never repeat their values. */
export type StartRequest =
  | { isValid: true; definitionId: string; context: Record<string, unknown> }
  | { isValid: false; message: string };

/** Reads the body of `POST /v1/workflow-instances`. */
export function readStartRequest(text: string): StartRequest {
  const body = readObject(text);
  if (body === null) return { isValid: false, message: 'The request body is not a valid JSON object.' };
  const { definitionId, context = {} } = body;
  if (typeof definitionId !== 'string' || definitionId.length < 1 || definitionId.length > 64) {
    return { isValid: false, message: "The property 'definitionId' must be a string of 1 to 64 characters." };
  }
  if (!isObject(context)) return { isValid: false, message: "The property 'context' must be a JSON object." };
  return { isValid: true, definitionId, context };
}
