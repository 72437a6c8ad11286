import type { HeaderLine } from '../model/exchange.ts';

/** A JSON object of unknown shape. Read own properties only: a file may name `__proto__`. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The own property of that name; undefined without one, or for what is no object. */
export function memberOf(value: unknown, name: string): unknown {
  const object = objectOf(value);
  return object !== null && Object.hasOwn(object, name) ? object[name] : undefined;
}

export function textMember(value: unknown, name: string): string | null {
  const member = memberOf(value, name);
  return typeof member === 'string' ? member : null;
}

/** A number, also one written as text; null for anything else. */
export function numberMember(value: unknown, name: string): number | null {
  const member = memberOf(value, name);
  const number = typeof member === 'string' && member.trim() !== '' ? Number(member) : member;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

export function listMember(value: unknown, name: string): readonly unknown[] {
  const member = memberOf(value, name);
  return Array.isArray(member) ? member : [];
}

/** `[{ name, value }]` (HAR) or `[{ key, value }]` (Postman) as header lines; entries that were switched off are left out. */
export function headerLines(list: readonly unknown[]): HeaderLine[] {
  return list.flatMap((one) => {
    const name = textMember(one, 'name') ?? textMember(one, 'key');
    const value = memberOf(one, 'value');
    if (name === null || name === '' || memberOf(one, 'disabled') === true) return [];
    return [{ name, value: typeof value === 'string' ? value : value == null ? '' : String(value) }];
  });
}

/** Epoch ms of an ISO date or of epoch ms themselves; null for anything else. */
export function momentOf(value: unknown): number | null {
  if (typeof value === 'number') return value > 1e11 && Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const moment = Date.parse(value);
  return Number.isNaN(moment) ? null : moment;
}
