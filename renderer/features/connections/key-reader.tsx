import { PasswordInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Problems } from '../../ui/problems.tsx';
import classes from './key-reader.module.css';
import { chooseFile, type HeldKey } from './read-key.ts';
import { type KeyReader as Reader, useKeyReader } from './use-key-reader.ts';

/** Takes a key as a file or as pasted text, asks for the file's password where it has one, and hands on what is held then. */
export function KeyReader({ onHeld }: { onHeld: (held: HeldKey) => void }) {
  const reader = useKeyReader(onHeld);
  const [isPasting, setIsPasting] = useState(false);
  return (
    <div className={classes.reader}>
      <div className={classes.line}>
        <Button
          size="small"
          isBusy={reader.isBusy}
          onClick={() => chooseFile((file) => void reader.read(file, file.name))}
        >
          Choose a key file…
        </Button>
        {isPasting ? null : (
          <Button size="small" kind="quiet" onClick={() => setIsPasting(true)}>
            Paste it…
          </Button>
        )}
        <span className={classes.kinds}>PEM, JWK, .p12 or .pfx, Google or SAP JSON</span>
      </div>
      {reader.sealedName === null ? null : <FilePassword reader={reader} name={reader.sealedName} />}
      {isPasting ? <PasteField onRead={(text) => reader.read(text, 'pasted text')} /> : null}
      {reader.error === null ? null : (
        <div role="alert">
          <ActionError error={reader.error} />
          <Problems problems={reader.error.problems} />
        </div>
      )}
    </div>
  );
}

function FilePassword({ reader, name }: { reader: Reader; name: string }) {
  const field = useRef<HTMLInputElement>(null);
  const open = () => {
    const password = field.current?.value ?? '';
    if (field.current !== null) field.current.value = '';
    void reader.open(password);
  };
  return (
    <div className={classes.password}>
      <PasswordInput
        ref={field}
        label={`Password of ${name}`}
        autoComplete="off"
        error={reader.isSecondTry ? 'That was not its password. Try again.' : undefined}
        data-autofocus
        onKeyDown={(event) => onEnter(event, open)}
      />
      <Button size="small" isBusy={reader.isBusy} onClick={open}>
        Open the file
      </Button>
    </div>
  );
}

/** The text stays in the user's own field and nowhere else; the field is emptied when it has been read or goes away. */
function PasteField({ onRead }: { onRead: (text: Blob) => Promise<boolean> }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const own = field.current;
    own?.focus();
    return () => {
      if (own !== null) own.value = '';
    };
  }, []);
  const read = async () => {
    if (field.current === null || field.current.value.trim() === '') return field.current?.focus();
    if ((await onRead(new Blob([field.current.value]))) && field.current !== null) field.current.value = '';
  };
  return (
    <div className={classes.paste}>
      <textarea ref={field} className="mono" aria-label="Key" rows={5} spellCheck={false} autoComplete="off" />
      <Button size="small" onClick={() => void read()}>
        Read the key
      </Button>
    </div>
  );
}

function onEnter(event: KeyboardEvent, act: () => void): void {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  act();
}
