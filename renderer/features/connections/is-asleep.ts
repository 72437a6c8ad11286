import type { ConnectionView } from '#shared/model/connection.ts';

/** A practice system that is off: its secret went with it, and comes with the next call, which starts it again. */
export function isAsleep({ isPractice, secretState }: Pick<ConnectionView, 'isPractice' | 'secretState'>): boolean {
  return isPractice && secretState === 'missing';
}
