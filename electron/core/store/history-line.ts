import { Failure } from '#core/failure.ts';
import type { HistoryProcess } from '#core/ports.ts';
import type { HistoryAnswer, HistoryCallName, HistoryCalls } from './history-messages.ts';

/** Calls to the history process by number; several may be on their way. */
export type HistoryLine = {
  /** Throws `STORE_FAILED` with the worker's sentence, or when the process has ended. */
  call<N extends HistoryCallName>(name: N, input: HistoryCalls[N]['input']): Promise<HistoryCalls[N]['output']>;
};

type Waiting = { resolve: (value: never) => void; reject: (failure: Failure) => void };

export function createHistoryLine(process: HistoryProcess): HistoryLine {
  const waiting = new Map<number, Waiting>();
  let lastCallId = 0;
  let hasEnded = false;

  process.onMessage((message) => {
    const answer = message as HistoryAnswer;
    const caller = waiting.get(answer.callId);
    waiting.delete(answer.callId);
    if ('failed' in answer) caller?.reject(new Failure('STORE_FAILED', answer.failed));
    else caller?.resolve(answer.value as never);
  });
  process.onExit(() => {
    hasEnded = true;
    for (const caller of waiting.values()) caller.reject(ended());
    waiting.clear();
  });

  return {
    call: (name, input) =>
      new Promise((resolve, reject) => {
        if (hasEnded) return reject(ended());
        lastCallId += 1;
        waiting.set(lastCallId, { resolve, reject });
        process.post({ callId: lastCallId, name, input });
      }),
  };
}

function ended(): Failure {
  const sentence = 'History has stopped. What was recorded before is safe; start Gatewright again to record more.';
  return new Failure('STORE_FAILED', sentence);
}
