import type { Random } from './random.ts';

// Bodies that say the same in another shape. Each gives null where it does not apply.

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function mapJson(
  value: Json,
  object: (entries: [string, Json][]) => [string, Json][],
  leaf: (value: Json) => Json,
): Json {
  if (Array.isArray(value)) return value.map((one) => mapJson(one, object, leaf));
  if (value === null || typeof value !== 'object') return leaf(value);
  return Object.fromEntries(object(Object.entries(value).map(([key, one]) => [key, mapJson(one, object, leaf)])));
}

const same = <T>(value: T) => value;

function reshaped(text: string, change: (value: Json) => string): string | null {
  const value = parsed(text);
  return value === undefined || value === null || typeof value !== 'object' ? null : change(value);
}

export const prettyJson = (text: string) => reshaped(text, (value) => `\n${JSON.stringify(value, null, 4)}\n`);
export const spacedJson = (text: string) =>
  reshaped(text, (value) => JSON.stringify(value, null, '\t').replaceAll('": ', '"  : '));
export const reorderedJson = (text: string) =>
  reshaped(text, (value) => JSON.stringify(mapJson(value, (entries) => entries.toReversed(), same)));
export const numbersAsTexts = (text: string) =>
  reshaped(text, (value) =>
    JSON.stringify(mapJson(value, same, (leaf) => (typeof leaf === 'number' ? String(leaf) : leaf))),
  );

export const extraFields = (text: string) =>
  reshaped(text, (value) => {
    const more: Record<string, Json> = {
      timestamp: '2026-11-20T09:59:00Z',
      traceId: '8f2c1e00d5b44a44',
      _links: { self: { href: '/' } },
      tags: [],
    };
    const isObject = !Array.isArray(value);
    return JSON.stringify(
      isObject
        ? { ...more, ...(value as object) }
        : (value as Json[]).map((one) =>
            one !== null && typeof one === 'object' && !Array.isArray(one) ? { ...one, ...more } : one,
          ),
    );
  });

const isXml = (text: string) => /<(?:\w+:)?Envelope[\s>]/.test(text);

export function otherPrefixes(text: string, random: Random): string | null {
  if (!isXml(text)) return null;
  const [soap = 'S', data = 'ns2'] = random.pick([
    ['S', 'ns2'],
    ['env', 'wsht'],
    ['SOAP-ENV', 'a'],
  ]);
  return text
    .replaceAll(/(<\/?|xmlns:|>)soapenv([:=])/g, `$1${soap}$2`)
    .replaceAll(/(<\/?|xmlns:|>)htdt([:=])/g, `$1${data}$2`)
    .replaceAll(/(<\/?|xmlns:)htda([:=])/g, '$1q$2');
}

export function cdata(text: string): string | null {
  if (!isXml(text)) return null;
  const done = text.replaceAll(
    /<((?:\w+:)?(?:message|faultstring|status|actualOwner|identifier|maxTasks|role))>([^<]+)<\//g,
    '<$1><![CDATA[$2]]></',
  );
  return done === text ? null : done;
}

export function commented(text: string): string | null {
  if (!isXml(text)) return null;
  return text.replaceAll(
    /(<(?:\w+:)?(?:Body|Fault|detail|getMyTasks|getMyTasksResponse)>)/g,
    '$1<!-- <htdt:status>COMPLETED</htdt:status> generated -->',
  );
}

export function prettyXml(text: string): string | null {
  return isXml(text)
    ? text.replaceAll('><', '>\n    <').replace(/<\/((?:\w+:)?\w+)>\s*<\/((?:\w+:)?Envelope)>/, '</$1>\n</$2>\n')
    : null;
}

const shown = 64 * 1024;

/** More than is kept, so that only the beginning is left. */
export function cutLong(text: string): string | null {
  const filler = 'lorem ipsum '.repeat(7000);
  if (/^\s*\{/.test(text)) {
    const value = parsed(text);
    return value === undefined ? null : `${JSON.stringify(value).slice(0, -1)},"stack":"${filler}"}`.slice(0, shown);
  }
  if (isXml(text)) return text.replace(/<\/(?:\w+:)?Body>/, `<!-- ${filler} -->$&`).slice(0, shown);
  return /<\/body>/i.test(text) ? text.replace(/<\/body>/i, `<!-- ${filler} -->$&`).slice(0, shown) : null;
}

export const withBom = (text: string) => `\ufeff${text}`;

export function withCrlf(text: string): string | null {
  const laid = prettyJson(text) ?? prettyXml(text) ?? text;
  return laid.includes('\n') ? laid.replaceAll(/\r?\n/g, '\r\n') : null;
}
