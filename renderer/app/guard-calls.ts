import { LinkClosed } from './link.ts';

/**
 * oRPC's port link never settles a call made after the port closed, and rejects the ones under way with a plain
 * AbortError. This interceptor makes both a `LinkClosed`, at once.
 */
export function guardCalls(closed: Promise<void>) {
  let isClosed = false;
  void closed.then(() => {
    isClosed = true;
  });
  return async <Output>({ next }: { next: () => Promise<Output> }): Promise<Output> => {
    if (isClosed) throw new LinkClosed();
    try {
      return await next();
    } catch (error) {
      await Promise.resolve();
      throw isClosed ? new LinkClosed() : error;
    }
  };
}
