import type { TokenState } from '#shared/model/token.ts';
import { authorityOfScope } from '#shared/systems/sap-workflow/authorities.ts';
import { Failure } from '../failure.ts';
import { Stopped } from './stopped.ts';
import type { UpdateTools } from './with-cf.ts';

/** The token service may know of a new list a little later than the broker: it is asked again after these. */
const pausesMs = [2_000, 5_000, 10_000, 20_000];

/** Fetches new tokens until one carries the whole list, or asking again is of no use. Says how it ended. */
export async function renewAndCompare(
  wanted: readonly string[],
  renew: () => Promise<TokenState>,
  { emit, wait, signal }: UpdateTools,
): Promise<void> {
  for (const pauseMs of [...pausesMs, null]) {
    signal.throwIfAborted();
    const { authorities } = await renewed(renew);
    emit({ kind: 'token-renewed', authorities });
    const carried = new Set(authorities.map(authorityOfScope));
    const missing = wanted.filter((name) => !carried.has(name));
    if (missing.length === 0 || pauseMs === null)
      return emit({ kind: 'done', missing, words: wordsFor(missing.length, wanted.length) });
    const words = `The new token lacks ${missing.length} of ${wanted.length}. The token service may need a moment.`;
    emit({ kind: 'waiting', words });
    await wait(pauseMs);
  }
}

async function renewed(renew: () => Promise<TokenState>): Promise<TokenState> {
  try {
    return await renew();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Stopped(
      `The update is made, but no new token could be fetched. ${error.message}`,
      'Renew the token on the connection’s page, then compare again.',
    );
  }
}

function wordsFor(missing: number, wanted: number): string {
  if (missing === 0) return wanted === 0 ? 'The list is empty now.' : 'The new token carries the whole list.';
  return `The update is made, but the new token lacks ${missing} of ${wanted}. The service may not know them, or grant them later.`;
}
