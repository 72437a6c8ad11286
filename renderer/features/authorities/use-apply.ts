import { useEffect, useRef, useState } from 'react';
import type { ApplyEvent } from '#shared/model/cf.ts';
import { client, orpc } from '../../app/client.ts';
import { type ErrorText, errorText } from '../../app/error-text.ts';
import { queryClient, refreshAfterExchange } from '../../app/queries.ts';

type Input = Parameters<typeof client.authorities.apply>[0];

/** An update of a service instance: what happened so far, and whether it goes on. */
export type ApplyRun = {
  events: readonly ApplyEvent[];
  state: 'idle' | 'running' | 'stopped' | 'ended';
  error: ErrorText | null;
  start(input: Input): Promise<void>;
  /** Ends it, cf included. */
  stop(): void;
};

/** Runs an update and gathers its events. It is called off when the screen that shows it goes. */
export function useApply(): ApplyRun {
  const [events, setEvents] = useState<readonly ApplyEvent[]>([]);
  const [state, setState] = useState<ApplyRun['state']>('idle');
  const [error, setError] = useState<ErrorText | null>(null);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (input: Input) => {
    const abort = new AbortController();
    running.current = abort;
    setEvents([]);
    setError(null);
    setState('running');
    try {
      const stream = await client.authorities.apply(input, { signal: abort.signal });
      for await (const event of stream) setEvents((before) => [...before, event]);
      setState(abort.signal.aborted ? 'stopped' : 'ended');
    } catch (thrown) {
      if (!abort.signal.aborted) setError(errorText(thrown));
      setState(abort.signal.aborted ? 'stopped' : 'ended');
    } finally {
      await refreshAfterExchange();
      await queryClient.invalidateQueries({ queryKey: orpc.practice.key() });
    }
  };
  return { events, state, error, start, stop: () => running.current?.abort() };
}
