import { type ComponentProps, useEffect, useState } from 'react';
import { Button } from './button.tsx';

type CopyButtonProps = Omit<ComponentProps<typeof Button>, 'onClick' | 'isBusy'> & { text: string };

type CopyState = 'ready' | 'copied' | 'refused';

const shownMs = 1600;

/** Copies a text and says on itself that it did, or that the system would not let it. */
export function CopyButton({ text, children, ...rest }: CopyButtonProps) {
  const [state, setState] = useState<CopyState>('ready');
  useEffect(() => {
    if (state === 'ready') return;
    const timer = setTimeout(() => setState('ready'), shownMs);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  };
  return (
    <Button {...rest} onClick={copy}>
      <span aria-live="polite">{state === 'ready' ? children : said[state]}</span>
    </Button>
  );
}

const said = { copied: 'Copied ✓', refused: 'Could not copy' } as const;
