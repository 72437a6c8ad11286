import { IconSearch, IconX } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import classes from './filter-field.module.css';

type FilterFieldProps = Omit<ComponentProps<'input'>, 'value' | 'onChange'> & {
  label: string;
  value: string;
  onChange: (value: string) => void;
};

/** A search field: Escape empties it. */
export function FilterField({ label, value, onChange, className, ...rest }: FilterFieldProps) {
  return (
    <div className={className === undefined ? classes.field : `${classes.field} ${className}`}>
      <IconSearch size={14} stroke={1.7} aria-hidden="true" />
      <input
        type="text"
        aria-label={label}
        spellCheck={false}
        autoComplete="off"
        {...rest}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.preventDefault();
          onChange('');
        }}
      />
      {value === '' ? null : (
        <button type="button" aria-label="Clear" onClick={() => onChange('')}>
          <IconX size={13} stroke={1.8} />
        </button>
      )}
    </div>
  );
}
