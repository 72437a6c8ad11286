import type { ConnectionView } from '#shared/model/connection.ts';
import { saySpan } from '../../ui/time.ts';
import { hasToken } from './has-token.ts';
import { isAsleep } from './is-asleep.ts';

/** How near a connection is to its next call, in words. */
export type Life = { kind: 'ready' | 'idle' | 'wanting'; words: string };

export function lifeOf(connection: ConnectionView, nowMs: number): Life {
  const { secretState, token } = connection;
  if (isAsleep(connection)) return { kind: 'idle', words: 'off until the next call' };
  if (secretState === 'missing') return { kind: 'wanting', words: 'its secret is missing' };
  if (secretState === 'locked') return { kind: 'wanting', words: 'its secret is locked in the vault' };
  if (!hasToken(connection.credential)) return { kind: 'ready', words: 'ready' };
  if (token === null) return { kind: 'idle', words: 'no token yet' };
  if (token.expiresAt <= nowMs) return { kind: 'idle', words: 'token expired' };
  return { kind: 'ready', words: `token ${saySpan(token.expiresAt - nowMs)} left` };
}
