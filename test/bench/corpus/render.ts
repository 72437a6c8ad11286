import type { Answer, Entry, World } from './case.ts';
import { httpDate } from './wire.ts';

/** Answers carry a Date unless the case or a perturbation says otherwise. */
export function dated(world: World, { at, tookMs }: Entry, answer: Answer): Answer {
  if (answer.headers.some(([name]) => name.toLowerCase() === 'date')) return answer;
  return { ...answer, headers: [...answer.headers, ['Date', httpDate(world, at + Math.round(tookMs / 1000))]] };
}

export type HarStyle = {
  isSanitised?: boolean;
  httpVersion?: string;
  /** Bodies that the tool did not keep: it then tells their size alone. */
  without?: 'sent' | 'answers';
};

/** The entries as a HAR 1.2 of a debugging proxy, or of Chrome when sanitised. */
export function renderHar(world: World, entries: readonly Entry[], style: HarStyle = {}): string {
  const { isSanitised = false } = style;
  const creator = isSanitised ? { name: 'WebInspector', version: '537.36' } : { name: 'mitmproxy', version: '10.2.4' };
  const log = {
    version: '1.2',
    creator,
    entries: entries.map((one) => harEntry(world, one, style)),
  };
  return JSON.stringify({ log });
}

const withheld = /^(?:authorization|cookie|set-cookie|proxy-authorization)$/i;

function harEntry(world: World, one: Entry, { isSanitised = false, httpVersion = 'HTTP/1.1', without }: HarStyle) {
  const { method, url, headers, body, answer, failure, tookMs } = one;
  const lines = (pairs: Answer['headers']) =>
    pairs.filter(([name]) => !isSanitised || !withheld.test(name)).map(([name, value]) => ({ name, value }));
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const answerType = answer?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const size = one.bodyBytes ?? (body === null ? 0 : Buffer.byteLength(body));
  return {
    startedDateTime: new Date(world.now + one.at * 1000).toISOString(),
    time: tookMs,
    request: {
      method,
      url,
      httpVersion,
      cookies: [],
      headers: lines(headers),
      queryString: [],
      headersSize: -1,
      bodySize: size,
      ...(body === null || without === 'sent' ? {} : { postData: { mimeType: type, text: body } }),
    },
    response: {
      status: answer?.status ?? 0,
      statusText: answer?.text ?? '',
      httpVersion,
      cookies: [],
      headers: answer === null ? [] : lines(answer.headers),
      content: {
        size: Buffer.byteLength(answer?.body ?? ''),
        mimeType: answerType,
        ...(without === 'answers' ? {} : { text: answer?.body ?? '' }),
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      ...(failure === null ? {} : { _error: failure }),
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 1, wait: Math.max(0, tookMs - 3), receive: 2 },
    ...(failure === null ? { serverIPAddress: '3.124.208.223' } : {}),
  };
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The entries as somebody's terminal: each command, and what `-v` printed below it. Null when one of them has no answer. */
export function renderCurl(entries: readonly Entry[]): string | null {
  if (entries.some(({ answer, failure }) => answer === null || failure !== null)) return null;
  return entries.map((one) => curlSession(one, one.answer as Answer)).join('\n\n');
}

function curlSession({ method, url, headers, body }: Entry, answer: Answer): string {
  const { host, hostname, port, protocol, pathname, search } = new URL(url);
  const at = port || (protocol === 'https:' ? '443' : '80');
  const given = headers.filter(([name]) => !/^(?:host|user-agent|accept)$/i.test(name));
  const options = given.map(([name, value]) => ` -H ${quoted(`${name}: ${value}`)}`).join('');
  return [
    `$ curl -v -X ${method}${options}${body === null ? '' : ` --data-raw ${quoted(body)}`} ${quoted(url)}`,
    `* Host ${hostname}:${at} was resolved.`,
    `*   Trying 3.124.208.223:${at}...`,
    `* Connected to ${hostname} (3.124.208.223) port ${at}`,
    ...(protocol === 'https:'
      ? [
          '* ALPN: curl offers h2,http/1.1',
          '* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384 / X25519 / RSASSA-PSS',
          '* using HTTP/1.x',
        ]
      : []),
    `> ${method} ${pathname}${search} HTTP/1.1`,
    `> Host: ${host}`,
    '> User-Agent: curl/8.5.0',
    '> Accept: */*',
    ...given.map(([name, value]) => `> ${name}: ${value}`),
    ...(body === null ? [] : [`> Content-Length: ${Buffer.byteLength(body)}`]),
    '> ',
    ...(body === null ? [] : [`* upload completely sent off: ${Buffer.byteLength(body)} bytes`]),
    `< HTTP/1.1 ${answer.status} ${answer.text}`,
    ...answer.headers.map(([name, value]) => `< ${name}: ${value}`),
    '< ',
    ...(answer.body === null ? [] : [answer.body]),
    `* Connection #0 to host ${hostname} left intact`,
  ].join('\n');
}
