import { isJsonObject, type JsonObject } from '../../jwt/json-object.ts';
import type { ExchangeResponse } from '../../model/exchange.ts';
import { closedJson } from '../../text/json-cut.ts';
import { isHtml, messageOf } from '../generic-http/error-body.ts';

/** The four reasons Magnus documents, and the status each comes with. */
export const reasonStatus = { invalid: 400, notFound: 404, accessDenied: 403, backendError: 500 } as const;
export type RemoteReason = keyof typeof reasonStatus;

export type RemoteAnswer = {
  status: number;
  /** `magnus`: its own JSON. `page`: a web page, so somebody else's. `none`: no body is known. `other`: anything else. */
  form: 'magnus' | 'page' | 'none' | 'other';
  /** What a failed answer gives as its reason; null when it is none of the documented ones, or not Magnus' answer. */
  reason: RemoteReason | null;
  /** What it says in words; empty for a page, whose words are the gateway's. */
  said: string;
  /** `result` of an answer that is ok; null otherwise. */
  result: JsonObject | null;
};

/** Reads an answer of the Remote API. A failure may come with status 200, and a gateway may have put a page in its place. */
export function readAnswer(response: ExchangeResponse, bodyText: string | null): RemoteAnswer {
  const status = Number(response.status);
  const text = (bodyText ?? '').replace(/^\ufeff/, '').trim();
  const body = parseObject(text) ?? parseObject(closedJson(text.slice(0, 8_192)) ?? '');
  const error = isJsonObject(body?.error) ? body.error : null;
  const reason = reasonOf(error?.reason);
  if (body?.status === 'failed' || (body?.status === undefined && reason !== null)) {
    return { status, form: 'magnus', reason, said: textOf(error?.message), result: null };
  }
  if (body?.status === 'ok' && status < 400) {
    return { status, form: 'magnus', reason: null, said: '', result: isJsonObject(body.result) ? body.result : {} };
  }
  if (text === '') return { status, form: 'none', reason: null, said: '', result: null };
  const isPage = isHtml(text) || text.startsWith('<') || /html/i.test(response.contentType ?? '');
  if (isPage) return { status, form: 'page', reason: null, said: '', result: null };
  return {
    status,
    form: 'other',
    reason: null,
    said: body === null ? text.slice(0, 1_000) : saidBy(body, text),
    result: null,
  };
}

const reasons = Object.keys(reasonStatus) as RemoteReason[];

function reasonOf(value: unknown): RemoteReason | null {
  const said = textOf(value).trim().toLowerCase();
  return reasons.find((reason) => reason.toLowerCase() === said) ?? null;
}

/** The words of a JSON answer that is not Magnus': the usual shapes, and Apigee's `fault.faultstring`. */
function saidBy(body: JsonObject, text: string): string {
  const fault = isJsonObject(body.fault) ? textOf(body.fault.faultstring) : '';
  return messageOf(text) ?? (fault || textOf(body.error) || textOf(body.detail) || textOf(body.title));
}

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
