import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { IconButton } from './icon-button.tsx';
import styles from './pair-table.module.css';

/** A name, a value, and whether it is sent. */
export type Pair = { name: string; value: string; isEnabled: boolean };

type PairTableProps = {
  /** What a row is, in one word: `header`, `parameter`. */
  noun: string;
  rows: readonly Pair[];
  /** Rows that are always sent have no box. */
  canDisable: boolean;
  /** The place behind the last row adds one. */
  onChange: (index: number, row: Pair) => void;
  onRemove: (index: number) => void;
};

const blank: Pair = { name: '', value: '', isEnabled: true };

/**
 * Names and values, edited in place. There is always one empty row at the end; typing into it makes it a row. Enter goes
 * down a row, Ctrl+Delete takes the row away.
 */
export function PairTable({ noun, rows, canDisable, onChange, onRemove }: PairTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const focusName = (index: number) => body.current?.querySelectorAll<HTMLElement>('[data-name]')[index]?.focus();
  const remove = (index: number) => {
    onRemove(index);
    focusName(index);
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const isPlainEnter = event.key === 'Enter' && !event.ctrlKey && !event.metaKey;
    if (isPlainEnter && event.target instanceof HTMLInputElement) focusName(Math.min(index + 1, rows.length));
    else if (event.key === 'Delete' && event.ctrlKey && index < rows.length) remove(index);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={`${noun}s`}>
        <thead>
          <tr>
            {canDisable ? (
              <th scope="col" className={styles.box}>
                <span className={styles.said}>Sent</span>
              </th>
            ) : null}
            <th scope="col">Name</th>
            <th scope="col">Value</th>
            <th scope="col" className={styles.tool}>
              <span className={styles.said}>Remove</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {[...rows, blank].map((row, index) => (
            <PairRow
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a row is, and keeps the focus while typing
              key={index}
              noun={noun}
              row={row}
              number={index + 1}
              isLast={index === rows.length}
              canDisable={canDisable}
              onChange={(change) => onChange(index, { ...row, ...change })}
              onRemove={() => remove(index)}
              onKeyDown={(event) => onKeyDown(event, index)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type PairRowProps = {
  noun: string;
  row: Pair;
  number: number;
  isLast: boolean;
  canDisable: boolean;
  onChange: (change: Partial<Pair>) => void;
  onRemove: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

function PairRow({ noun, row, number, isLast, canDisable, onChange, onRemove, onKeyDown }: PairRowProps) {
  return (
    <tr onKeyDown={onKeyDown} data-off={!row.isEnabled}>
      {canDisable ? (
        <td className={styles.box}>
          {isLast ? null : (
            <input
              type="checkbox"
              aria-label={`Send ${noun} ${number}`}
              checked={row.isEnabled}
              onChange={(event) => onChange({ isEnabled: event.currentTarget.checked })}
            />
          )}
        </td>
      ) : null}
      <td>
        <input
          data-name
          type="text"
          aria-label={isLast ? `Name of a new ${noun}` : `Name of ${noun} ${number}`}
          placeholder={isLast ? `Add a ${noun}` : ''}
          autoComplete="off"
          spellCheck={false}
          value={row.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
      </td>
      <td>
        <input
          type="text"
          aria-label={isLast ? `Value of a new ${noun}` : `Value of ${noun} ${number}`}
          autoComplete="off"
          spellCheck={false}
          value={row.value}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
        />
      </td>
      <td className={styles.tool}>
        {isLast ? null : (
          <IconButton
            label={`Remove ${noun} ${number}`}
            keys="Ctrl Delete"
            icon={<IconX size={14} aria-hidden="true" />}
            onClick={onRemove}
          />
        )}
      </td>
    </tr>
  );
}
