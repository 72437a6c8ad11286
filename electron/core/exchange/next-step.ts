import type { ExchangeFailure, Hop } from '#shared/model/exchange.ts';
import { findHeader } from '#shared/text/headers.ts';
import type { ResponseHead } from './hop-flight.ts';
import type { PreparedHeader, PreparedRequest } from './prepare-request.ts';

/** What an answer asks for next. */
export type NextStep =
  | { kind: 'arrived' }
  | { kind: 'blocked'; failure: ExchangeFailure }
  | { kind: 'onward'; request: PreparedRequest; hop: Hop };

const redirects = new Set([301, 302, 303, 307, 308]);
const mostHops = 10;

/**
 * Judges a redirect. On the same origin (scheme, host and port) the call goes on as it was. Anywhere else everything
 * that came from the draft or the credential stays behind, whatever it is called: a list of header names to drop has
 * missed one in every HTTP client that kept one (undici still hands on `X-Api-Key`).
 */
export function nextStep(request: PreparedRequest, head: ResponseHead, hopsBefore: number): NextStep {
  const location = findHeader(head.headers, 'location');
  if (!redirects.has(head.status) || location === null) return { kind: 'arrived' };
  const target = readLocation(location, request.url);
  if (target === null) return blocked('REDIRECT_BLOCKED', 'The redirect leads to an address that cannot be read.');
  if (target.protocol !== 'https:' && target.protocol !== 'http:') {
    return blocked('REDIRECT_BLOCKED', `The redirect leads to a ${target.protocol} address, which is not followed.`);
  }
  if (request.url.protocol === 'https:' && target.protocol === 'http:') {
    return blocked('REDIRECT_BLOCKED', 'The redirect leads from https to http, which would be readable by anyone.');
  }
  if (hopsBefore >= mostHops) return blocked('REDIRECT_LOOP', `There were more than ${mostHops} redirects in a row.`);
  return { kind: 'onward', ...onward(request, head.status, target) };
}

function blocked(code: string, sentence: string): NextStep {
  return { kind: 'blocked', failure: { code, phase: 'redirect', sentence } };
}

/** Header bytes were read as Latin-1; servers put UTF-8 into `Location`. */
function readLocation(location: string, base: URL): URL | null {
  const text = Buffer.from(location, 'latin1').toString();
  const target = URL.parse(text, base.href);
  if (target === null) return null;
  target.username = '';
  target.password = '';
  target.hash = '';
  return target;
}

function onward(request: PreparedRequest, status: number, target: URL): { request: PreparedRequest; hop: Hop } {
  const turned = turnToGet(request, status);
  const next = target.origin === request.url.origin ? turned : leaveBehind(turned);
  const dropped = target.origin === request.url.origin ? [] : differences(turned, next);
  return {
    request: { ...next, url: target },
    hop: { method: request.method, url: request.url.href, status, location: target.href, dropped },
  };
}

/** RFC 9110, 15.4: 303 asks for a GET; after 301 and 302 everyone turns a POST into one; 307 and 308 forbid it. */
function turnToGet(request: PreparedRequest, status: number): PreparedRequest {
  const turns = (status === 303 && request.method !== 'HEAD') || (status <= 302 && request.method === 'POST');
  if (!turns) return request;
  const headers = request.headers.filter(({ name }) => !/^content-/i.test(name));
  return { ...request, method: 'GET', headers, body: null };
}

function leaveBehind(request: PreparedRequest): PreparedRequest {
  const stays = ({ name, from }: PreparedHeader) => from === 'default' && !/^content-/i.test(name);
  return { ...request, headers: request.headers.filter(stays), body: null };
}

function differences(before: PreparedRequest, after: PreparedRequest): string[] {
  const names = before.headers.filter((header) => !after.headers.includes(header)).map(({ name }) => name);
  return before.body !== null && after.body === null ? [...names, 'body'] : names;
}
