import { useEffect, useState } from 'react';
import type { Verification } from '#shared/model/verification.ts';
import { client } from '../../app/client.ts';
import { type ErrorText, errorText } from '../../app/error-text.ts';

export type VerifyInput = Parameters<typeof client.tokens.verify>[0];

type Checked = { of: VerifyInput; verification: Verification | null; error: ErrorText | null };

/**
 * Has a signature checked whenever `input` is another object; null checks nothing. A pasted JWT stays out of the query cache:
 * it may be a token that still works.
 */
export function useVerification(input: VerifyInput | null): Omit<Checked, 'of'> {
  const [checked, setChecked] = useState<Checked | null>(null);
  useEffect(() => {
    if (input === null) return;
    const controller = new AbortController();
    client.tokens.verify(input, { signal: controller.signal }).then(
      (verification) => setChecked({ of: input, verification, error: null }),
      (error: unknown) => {
        if (!controller.signal.aborted) setChecked({ of: input, verification: null, error: errorText(error) });
      },
    );
    return () => {
      controller.abort();
      setChecked(null);
    };
  }, [input]);
  return checked !== null && checked.of === input ? checked : { verification: null, error: null };
}
