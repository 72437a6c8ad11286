import { useRef, useState } from 'react';
import type { ErrorText } from '../../app/error-text.ts';
import { type HeldKey, readKey } from './read-key.ts';

/** Reading one key in a form. The file is remembered while it is sealed; passwords and what is in it never are. */
export type KeyReader = {
  isBusy: boolean;
  error: ErrorText | null;
  /** Name of the file whose password is asked for; null when none is. */
  sealedName: string | null;
  isSecondTry: boolean;
  read: (file: Blob, fileName: string) => Promise<boolean>;
  /** Tries a password on the sealed file. */
  open: (password: string) => Promise<boolean>;
};

export function useKeyReader(onHeld: (held: HeldKey) => void): KeyReader {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<ErrorText | null>(null);
  const [isSecondTry, setIsSecondTry] = useState(false);
  const [sealedName, setSealedName] = useState<string | null>(null);
  const sealed = useRef<Blob>(null);

  const readWith = async (file: Blob, fileName: string, password: string | null): Promise<boolean> => {
    setIsBusy(true);
    setError(null);
    const reading = await readKey(file, fileName, password);
    const isSealed = reading.kind === 'sealed';
    sealed.current = isSealed ? file : null;
    setIsBusy(false);
    setSealedName(isSealed ? fileName : null);
    setIsSecondTry(isSealed && password !== null);
    if (reading.kind === 'failed') setError(reading.error);
    if (reading.kind === 'held') onHeld(reading.held);
    return reading.kind === 'held';
  };

  return {
    isBusy,
    error,
    sealedName,
    isSecondTry,
    read: (file, fileName) => readWith(file, fileName, null),
    open: async (password) => sealed.current !== null && readWith(sealed.current, sealedName ?? '', password),
  };
}
