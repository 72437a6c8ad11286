import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Evidence } from '#shared/model/gate-report.ts';

/** Every address of a name, in the order in which they would be tried. Rejects with the resolver's error. */
export async function lookUp(hostname: string): Promise<Evidence[]> {
  const found = await lookup(hostname, { all: true, order: 'verbatim' });
  return found.map(({ address, family }) => ({ text: `IPv${family} \`${address}\``, source: 'name lookup' }));
}

export function isAddress(hostname: string): boolean {
  return isIP(hostname) !== 0;
}
