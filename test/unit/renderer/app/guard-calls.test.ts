import { describe, expect, it } from 'vitest';
import { guardCalls } from '../../../../renderer/app/guard-calls.ts';
import { LinkClosed } from '../../../../renderer/app/link.ts';

function closable() {
  let close = (): void => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  return { closed, close };
}

describe('guardCalls', () => {
  it('lets a call through while the link is open', async () => {
    const guard = guardCalls(closable().closed);
    await expect(guard({ next: async () => 'answer' })).resolves.toBe('answer');
  });

  it('leaves the error of a failed call as it is', async () => {
    const guard = guardCalls(closable().closed);
    const refusal = new Error('refused');
    await expect(guard({ next: () => Promise.reject(refusal) })).rejects.toBe(refusal);
  });

  it('rejects a call on a closed link at once, without making it', async () => {
    const { closed, close } = closable();
    const guard = guardCalls(closed);
    close();
    await closed;
    let wasMade = false;
    const never = () => {
      wasMade = true;
      return new Promise<string>(() => {});
    };
    await expect(guard({ next: never })).rejects.toBeInstanceOf(LinkClosed);
    expect(wasMade).toBe(false);
  });

  it('says of a call that broke off with the link that the link closed', async () => {
    const { closed, close } = closable();
    const guard = guardCalls(closed);
    const call = guard({
      next: async () => {
        close();
        await closed;
        throw new DOMException('aborted', 'AbortError');
      },
    });
    await expect(call).rejects.toBeInstanceOf(LinkClosed);
  });
});
