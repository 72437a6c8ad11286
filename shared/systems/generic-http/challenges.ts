import type { HeaderLine } from '../../model/exchange.ts';
import { findHeaders } from '../../text/headers.ts';

/** One challenge of a 401 (RFC 9110, 11.6.1): its scheme in lower case and its parameters, names in lower case. */
export type Challenge = { scheme: string; parameters: ReadonlyMap<string, string> };

const longestRead = 2_048;

/**
 * Reads the `WWW-Authenticate` headers. One header may hold several challenges; values may be quoted, with escapes, or bare.
 * What cannot be read is left out.
 */
export function readChallenges(headers: readonly HeaderLine[]): Challenge[] {
  return findHeaders(headers, 'www-authenticate').flatMap((value) => readHeader(value.slice(0, longestRead)));
}

function readHeader(value: string): Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  for (const [, name = '', quoted, bare, scheme] of value.matchAll(
    /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s",]+))|([A-Za-z][\w-]*)/g,
  )) {
    if (scheme !== undefined) challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
    else challenges.at(-1)?.parameters.set(name.toLowerCase(), (quoted ?? bare ?? '').replaceAll(/\\(.)/g, '$1'));
  }
  return challenges;
}
