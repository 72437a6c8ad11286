import type { Evidence } from '../../model/gate-report.ts';
import { readContentType } from '../../text/content-type.ts';
import { findHeader } from '../../text/headers.ts';
import { isClosed, isHtml, readErrorBody } from '../generic-http/error-body.ts';
import { callStatus } from '../generic-http/legs.ts';
import { once } from '../generic-http/once.ts';
import type { ExplainInput } from '../system.ts';

/** What the service, or something before it, answered to a call. */
export type Answer = {
  status: number;
  /** In lower case: `bpm.workflowruntime.definition.not.found`, or what the token layer calls an error. */
  code: string | null;
  /** Fit for a sentence: one line, cut, and without the parts of a URL that may hold a secret. */
  message: string | null;
  /** What the service says in particular, likewise fit for a sentence. */
  details: readonly string[];
  /** A web page: no answer of the REST API, which speaks JSON. */
  isPage: boolean;
  /** Cloud Foundry's router has no application for the host, and says so itself. */
  isUnrouted: boolean;
};

/** The answer to the call; null without a complete one, and for a token call. */
export function answerOf(input: ExplainInput): Answer | null {
  return once(input, 'answer', input.exchange, () => readAnswer(input));
}

function readAnswer(input: ExplainInput): Answer | null {
  const status = callStatus(input);
  if (status === null) return null;
  const text = input.bodyText?.replace(/^\uFEFF/, '') ?? null;
  const body = readErrorBody(text);
  const code = body?.code ?? writtenCode(text);
  return {
    status,
    code: code?.trim().toLowerCase() ?? null,
    message: body?.message == null ? null : quotable(body.message),
    details: detailsOf(text),
    isPage: isPage(input, text),
    isUnrouted: isUnrouted(input, text),
  };
}

/** The answer carries one of the runtime's codes. `rest.` stands in some of them and not in others. */
export function hasCode(answer: Answer, ...names: readonly string[]): boolean {
  return names.some((name) => runtimeCode(answer)?.replace(/^rest\./, '') === name);
}

/** A code of the workflow runtime, without its prefix; null when the answer has none. */
export function runtimeCode({ code }: Answer): string | null {
  return /^bpm\.workflowruntime\.(.+)$/.exec(code ?? '')?.[1] ?? null;
}

/** What the answer says, in its words or else by its code; null when it says nothing. */
export function wordsOf({ message, code }: Answer): string | null {
  return message ?? code;
}

/** Status and words as evidence. */
export function answerEvidence(answer: Answer): Evidence[] {
  const status = { text: `status ${answer.status}`, source: 'response' };
  const said = [answer.code, answer.message, ...answer.details.slice(0, 3)].filter((one) => one !== null);
  return [status, ...[...new Set(said)].map((text) => ({ text, source: 'response body' }))];
}

/** Continues “certain: …” with what the service answered. */
export function answered(answer: Answer): string {
  const words = wordsOf(answer);
  if (words !== null) return `the service answered ${answer.status} and said “${words}”`;
  return `the service answered ${answer.status}${answer.isPage ? ' with a web page.' : '.'}`;
}

const longestQuote = 200;

/** A server's words for a sentence. Queries and user names of URLs in it are left out: they may hold secrets. */
export function quotable(text: string): string {
  const line = text
    .replaceAll(/(\bhttps?:\/\/[^\s'"<>?#]*)[?#][^\s'"<>]*/gi, '$1')
    .replaceAll(/(\bhttps?:\/\/)[^\s'"<>/@]*@/gi, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line;
}

/** JSON, with a byte order mark or without; undefined when it is none. */
export function parsedJson(text: string | null): unknown {
  const bare = (text ?? '').replace(/^\uFEFF/, '');
  if (!isClosed(bare)) return undefined;
  try {
    return JSON.parse(bare);
  } catch {
    return undefined;
  }
}

/** A JSON object's members; null when the value is none. */
export function members(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** The code in a body that is cut, or no longer JSON. */
function writtenCode(text: string | null): string | null {
  return /"code"\s*:\s*"(bpm\.[\w.]+)"/i.exec(text ?? '')?.[1] ?? null;
}

function detailsOf(text: string | null): string[] {
  const details = members(members(parsedJson(text))?.error)?.details;
  if (!Array.isArray(details)) return [];
  const said = details.map((one) => textOf(one) ?? textOf(members(one)?.message));
  return said.filter((one) => one !== null).map(quotable);
}

function isPage({ exchange }: ExplainInput, text: string | null): boolean {
  const { contentType = null, headers = [] } = exchange.response ?? {};
  const { kind } = readContentType(contentType ?? findHeader(headers, 'content-type'));
  const looksLikeOne = isHtml(text) || /^\s*<[!?a-z]/i.test(text ?? '');
  return looksLikeOne || (kind === 'html' && parsedJson(text) === undefined);
}

/** The router names itself in a header, and in a body people remember better: gorouter, `handlers/lookup.go`. */
function isUnrouted({ exchange }: ExplainInput, text: string | null): boolean {
  const headers = exchange.response?.headers ?? [];
  const said = findHeader(headers, 'x-cf-routererror')?.trim().toLowerCase();
  return said === 'unknown_route' || /\bRequested route \('[^']*'\) does not exist/i.test(text ?? '');
}
