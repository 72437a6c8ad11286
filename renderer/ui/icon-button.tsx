import { Tooltip } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import classes from './icon-button.module.css';

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  /** What it does: its accessible name and its tooltip. */
  label: string;
  /** Key binding, shown in the tooltip. */
  keys?: string;
  icon: ReactNode;
};

/** A button that is only a picture. */
export function IconButton({ label, keys, icon, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip
      label={
        <>
          {label} {keys === undefined ? null : <span className="kbd">{keys}</span>}
        </>
      }
    >
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={className === undefined ? classes.button : `${classes.button} ${className}`}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
