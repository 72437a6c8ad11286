import { secrecy } from '#core/redact/secrecy.ts';
import type { ImportedExchange, TrafficReading } from '#shared/import/imported-exchange.ts';
import { readTraffic } from '#shared/import/read-traffic.ts';
import { toExchanges } from '#shared/import/to-exchanges.ts';
import type { OpenedExchange } from '#shared/model/support-bundle.ts';

/** 21 November 2026, 10:00 UTC. */
export const sentAt = Date.UTC(2026, 10, 21, 10);

export function read(text: string): TrafficReading & { ok: true } {
  const reading = readTraffic(text);
  if (!reading.ok) throw new Error(`not read: ${reading.problems.map(({ sentence }) => sentence).join(' ')}`);
  return reading;
}

export function refusal(text: string): string {
  const reading = readTraffic(text);
  return reading.ok ? `read as ${reading.words}` : (reading.problems[0]?.sentence ?? '');
}

export function only(text: string): ImportedExchange {
  const { exchanges } = read(text);
  if (exchanges.length !== 1) throw new Error(`${exchanges.length} exchanges`);
  return exchanges[0] as ImportedExchange;
}

export function opened(text: string, now = sentAt): OpenedExchange[] {
  const onFault = (error: unknown) => {
    throw error;
  };
  return toExchanges(read(text).exchanges, { now, secrecy, onFault });
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that decodes and has a signature of the right length; `seed` makes another one of it. */
export function jwtOf(claims: Record<string, unknown>, seed = 7): string {
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${Buffer.alloc(256, seed).toString('base64url')}`;
}

export const seconds = (ms: number) => Math.floor(ms / 1000);

export type HarEntry = Record<string, unknown>;

/** A HAR as a browser writes it. */
export function har(
  entries: HarEntry[],
  creator: Record<string, unknown> = { name: 'Firefox', version: '131.0' },
): string {
  return JSON.stringify({ log: { version: '1.2', creator, browser: creator, pages: [], entries } });
}

type EntryChanges = {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  status?: number;
  answer?: string;
  answerHeaders?: Record<string, string>;
  response?: Record<string, unknown>;
  entry?: Record<string, unknown>;
};

const lines = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => ({ name, value }));

/** One entry of a HAR, as Firefox writes them. */
export function entry(url: string, changes: EntryChanges = {}): HarEntry {
  const { method = 'GET', headers = {}, body, status = 200, answer = '', answerHeaders = {}, response = {} } = changes;
  return {
    startedDateTime: '2026-11-21T10:00:00.000Z',
    time: 120,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      headers: lines({ Host: new URL(url).host, ...headers }),
      cookies: [],
      queryString: [],
      headersSize: 300,
      bodySize: body?.length ?? 0,
      ...(body === undefined ? {} : { postData: { mimeType: headers['Content-Type'] ?? '', text: body } }),
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      headers: lines(answerHeaders),
      cookies: [],
      content: { mimeType: 'application/json', size: answer.length, text: answer },
      redirectURL: '',
      headersSize: 200,
      bodySize: answer.length,
      ...response,
    },
    cache: {},
    timings: { blocked: 1, dns: 4, connect: 32, ssl: 20, send: 0, wait: 80, receive: 3 },
    ...changes.entry,
  };
}
