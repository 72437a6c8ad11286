import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createHistoryStarter } from '../../../electron/desktop/history-process.ts';
import { callsOf, children, resetFakeElectron } from '../../support/fake-electron.ts';

vi.mock('electron', async () => (await import('../../support/fake-electron.ts')).fakeElectron);
beforeEach(resetFakeElectron);

function start() {
  const lent = createHistoryStarter('/app/history-worker.mjs')('/data/history.sqlite');
  const [child] = children;
  if (child === undefined) throw new Error('nothing was forked');
  return { lent, child };
}

describe('the history process', () => {
  it('is told its database first, and then carries messages both ways', () => {
    const { lent, child } = start();
    const heard: unknown[] = [];
    lent.onMessage((message) => heard.push(message));
    lent.post({ callId: 1 });
    child.emit('message', { callId: 1, value: null });
    expect(child.posted).toEqual([{ open: '/data/history.sqlite' }, { callId: 1 }]);
    expect(heard).toEqual([{ callId: 1, value: null }]);
    expect(callsOf('utilityProcess.fork')).toEqual([
      ['/app/history-worker.mjs', [], { serviceName: 'Gatewright history', stdio: 'ignore' }],
    ]);
  });

  it('asks the process to close and waits until it has ended', async () => {
    const { lent, child } = start();
    const onExit = vi.fn();
    lent.onExit(onExit);
    let isStopped = false;
    const stopped = lent.stop().then(() => {
      isStopped = true;
    });
    expect(child.posted.at(-1)).toEqual({ close: true });
    await Promise.resolve();
    expect(isStopped).toBe(false);
    child.emit('exit', 0);
    await stopped;
    expect(onExit).toHaveBeenCalledTimes(1);
    expect(callsOf('child.kill')).toEqual([]);
  });

  it('says that it ended, also to one who asks afterwards', async () => {
    const { lent, child } = start();
    child.emit('exit', 1);
    const onExit = vi.fn();
    lent.onExit(onExit);
    await lent.stop();
    expect(onExit).toHaveBeenCalledTimes(1);
  });

  it('ends a process that does not end by itself', async () => {
    vi.useFakeTimers();
    try {
      const { lent } = start();
      const stopped = lent.stop();
      await vi.advanceTimersByTimeAsync(5_000);
      await stopped;
      expect(callsOf('child.kill')).toEqual([[]]);
    } finally {
      vi.useRealTimers();
    }
  });
});
