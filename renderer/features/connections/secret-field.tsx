import { PasswordInput } from '@mantine/core';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';

/** What a form may do with a typed secret: take it once, to send it, and empty the field. */
export type SecretHandle = { read: () => string; clear: () => void; focus: () => void };

type SecretFieldProps = {
  ref: Ref<SecretHandle>;
  name: string;
  description?: string;
  error?: string | undefined;
  onEnter?: () => void;
};

/** A secret being typed. It is in this field and nowhere else, and goes from it when the field does. */
export function SecretField({ ref, name, description, error, onEnter }: SecretFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({
    read: () => field.current?.value ?? '',
    clear: () => emptyField(field.current),
    focus: () => field.current?.focus(),
  }));
  useEffect(() => {
    const own = field.current;
    return () => emptyField(own);
  }, []);
  return (
    <PasswordInput
      ref={field}
      label={name}
      description={description}
      error={error}
      autoComplete="off"
      spellCheck={false}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || onEnter === undefined) return;
        event.preventDefault();
        onEnter();
      }}
    />
  );
}

function emptyField(field: HTMLInputElement | null): void {
  if (field !== null) field.value = '';
}
