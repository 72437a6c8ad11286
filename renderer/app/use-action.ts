import { useCallback, useState } from 'react';
import { type ErrorText, errorText } from './error-text.ts';

/** Something the user sets off: whether it is under way, and what went wrong last. */
export type Action<Input> = {
  run: (input: Input) => Promise<boolean>;
  isBusy: boolean;
  error: ErrorText | null;
  clear: () => void;
};

/**
 * Runs `act` and keeps whether it is under way and how it failed. Unlike a TanStack mutation it keeps nothing of the input,
 * which may be a secret. `run` resolves to whether it worked and never rejects.
 */
export function useAction<Input>(act: (input: Input) => Promise<unknown>): Action<Input> {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<ErrorText | null>(null);
  const run = async (input: Input): Promise<boolean> => {
    setIsBusy(true);
    setError(null);
    try {
      await act(input);
      return true;
    } catch (thrown) {
      setError(errorText(thrown));
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  const clear = useCallback(() => setError(null), []);
  return { run, isBusy, error, clear };
}
