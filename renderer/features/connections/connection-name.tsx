import { type KeyboardEvent, useRef } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import classes from './connection-name.module.css';
import { useUpdateConnection } from './use-connections.ts';

const maxLength = 80;

/** The connection's name as a field: Enter keeps it, Escape does not. */
export function ConnectionName({ connection, onDone }: { connection: ConnectionView; onDone: () => void }) {
  const update = useUpdateConnection();
  const isLeaving = useRef(false);
  const keep = async (name: string) => {
    if (isLeaving.current) return;
    isLeaving.current = true;
    if (name.trim() !== '' && name.trim() !== connection.name) await update.run({ id: connection.id, name });
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') void keep(event.currentTarget.value);
    if (event.key === 'Escape') {
      isLeaving.current = true;
      onDone();
    }
  };
  return (
    <input
      className={classes.name}
      aria-label="Name of the connection"
      defaultValue={connection.name}
      maxLength={maxLength}
      // biome-ignore lint/a11y/noAutofocus: it stands where the pencil was pressed
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={onKeyDown}
      onBlur={(event) => void keep(event.currentTarget.value)}
    />
  );
}
