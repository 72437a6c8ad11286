import type { Draft } from '../../../model/draft.ts';
import type { Operation } from '../../system.ts';
import { defaultAuthorities, grantableAuthorities } from '../authorities.ts';
import { neededAuthorities } from '../needed-authorities.ts';
import { findOperation, operations } from '../operations.ts';

/** Something that asks for authorities: a draft, or a call that was refused. */
export type Need = {
  /** One of these is enough; nearly always there is exactly one. */
  anyOf: readonly string[];
  /** Who needs it, by name: “Start an instance”. */
  by: readonly string[];
};

/** What an update with this file would do, and what it would leave wanting. */
export type AuthorityPlan = {
  /** Null while it is not known what is granted: no token was fetched yet. The lists below then tell nothing of removals. */
  granted: readonly string[] | null;
  file: readonly string[];
  added: readonly string[];
  kept: readonly string[];
  /** Granted now and not in the file: the update replaces the list, so they are lost. */
  removed: readonly string[];
  /** The token carries these whatever is listed; they are never lost, and need not be listed. */
  carried: readonly string[];
  needs: readonly (Need & { isMet: boolean })[];
  /** Needed, and neither in the file nor carried anyway. */
  missing: readonly string[];
};

/**
 * Compares what a token carries, what the file lists and what is needed. `scopes` are the token's, with or without their
 * prefix; null when there is no token. What a never-configured instance grants counts as carried as far as the token has it.
 */
export function planAuthorities(input: {
  scopes: readonly string[] | null;
  file: readonly string[];
  needs: readonly Need[];
}): AuthorityPlan {
  const { file, needs } = input;
  const all = input.scopes === null ? null : grantableAuthorities(input.scopes);
  const carried = (all ?? []).filter((name) => defaultAuthorities.includes(name));
  const granted = all === null ? null : all.filter((name) => !defaultAuthorities.includes(name));
  const has = (name: string) => file.includes(name) || carried.includes(name);
  const judged = needs.map((need) => ({ ...need, isMet: need.anyOf.length === 0 || need.anyOf.some(has) }));
  const isGranted = (name: string) => (all ?? []).includes(name);
  return {
    granted,
    file,
    added: file.filter((name) => !isGranted(name)),
    kept: file.filter(isGranted),
    removed: (granted ?? []).filter((name) => !file.includes(name)),
    carried,
    needs: judged,
    missing: [...new Set(judged.filter(({ isMet }) => !isMet).flatMap(({ anyOf }) => anyOf))],
  };
}

/** What these drafts need, drafts that need the same taken together. A draft of no known operation needs nothing. */
export function needsOfDrafts(drafts: readonly Pick<Draft, 'name' | 'method' | 'url' | 'body'>[]): Need[] {
  const needs = new Map<string, { anyOf: readonly string[]; by: Set<string> }>();
  for (const { name, method, url, body } of drafts) {
    const operation = findOperation(method, url);
    const anyOf = operation === null ? [] : neededAuthorities(operation, body);
    if (anyOf.length === 0) continue;
    const need = needs.get(anyOf.join()) ?? { anyOf, by: new Set() };
    need.by.add(name);
    needs.set(anyOf.join(), need);
  }
  return [...needs.values()].map(({ anyOf, by }) => ({ anyOf, by: [...by] }));
}

/** The operations an authority opens, wholly or in part, in the order of the catalogue. */
export function operationsOpenedBy(authority: string): Operation[] {
  return operations.filter((operation) => operation.authorities.includes(authority));
}

/** How far a set of authorities opens an operation. `some`: only part of what it can do, such as suspending but not cancelling. */
export function coverageOf(operation: Operation, authorities: readonly string[]): 'all' | 'some' | 'none' {
  const count = operation.authorities.filter((name) => authorities.includes(name)).length;
  if (count === 0) return operation.authorities.length === 0 ? 'all' : 'none';
  return count === operation.authorities.length ? 'all' : 'some';
}

/**
 * The list after an operation was ticked or unticked. Ticking adds all it needs; unticking takes all of that away, though
 * other operations may need it too: there is no finer grain.
 */
export function toggleOperation(operation: Operation, file: readonly string[]): string[] {
  if (coverageOf(operation, file) !== 'all') return addAuthorities(file, operation.authorities);
  return file.filter((name) => !operation.authorities.includes(name));
}

/** Both, each once, the new ones at the end. */
export function addAuthorities(file: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...file, ...more])];
}
