import type { Jwt } from '../text/jwt.ts';
import { scopesOf } from './scope-table.ts';

/** A claim or header parameter that is not alike on both sides; `left` or `right` is undefined where it is missing. */
export type Difference = { part: 'header' | 'claims'; name: string; left: unknown; right: unknown };

export type TokenComparison = {
  differences: Difference[];
  /** Names that are alike, in the order of the left token. */
  alike: { header: string[]; claims: string[] };
  scopes: { onlyLeft: string[]; onlyRight: string[]; both: string[] };
};

const scopeNames = new Set(['scope', 'scp', 'authorities']);

/** Sets two tokens side by side. Lists of audiences and scopes count as sets; scopes are compared by themselves. */
export function compareTokens(left: Jwt, right: Jwt): TokenComparison {
  const header = compareParts('header', left.header, right.header);
  const claims = compareParts('claims', left.claims, right.claims);
  const scopes = { left: scopesOf(left.claims), right: scopesOf(right.claims) };
  return {
    differences: [...header.differences, ...claims.differences],
    alike: { header: header.alike, claims: claims.alike },
    scopes: {
      onlyLeft: scopes.left.filter((scope) => !scopes.right.includes(scope)),
      onlyRight: scopes.right.filter((scope) => !scopes.left.includes(scope)),
      both: scopes.left.filter((scope) => scopes.right.includes(scope)),
    },
  };
}

function compareParts(
  part: Difference['part'],
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
): { differences: Difference[]; alike: string[] } {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((name) => !scopeNames.has(name));
  const isAlike = (name: string) =>
    Object.hasOwn(left, name) &&
    Object.hasOwn(right, name) &&
    canonical(name, left[name]) === canonical(name, right[name]);
  return {
    alike: names.filter(isAlike),
    differences: names
      .filter((name) => !isAlike(name))
      .map((name) => ({ part, name, left: own(left, name), right: own(right, name) })),
  };
}

function own(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function canonical(name: string, value: unknown): string {
  if (name === 'aud') return JSON.stringify((Array.isArray(value) ? value : [value]).map(String).sort());
  return JSON.stringify(sorted(value));
}

/** Members in a fixed order: JSON objects have none. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, member]) => [name, sorted(member)]);
}
