import type { ComponentProps, ReactNode } from 'react';
import classes from './button.module.css';

type ButtonProps = ComponentProps<'button'> & {
  /** `primary` once per screen at most; `danger` for what cannot be taken back. */
  kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  size?: 'normal' | 'small';
  /** Key binding shown inside, as `Ctrl ⏎`. */
  keys?: string | undefined;
  /** Shows that it works on it; the button stays in place and cannot be pressed again. */
  isBusy?: boolean;
  icon?: ReactNode;
};

/** A button. Being busy keeps its width and its focus. */
export function Button({
  kind = 'plain',
  size = 'normal',
  keys,
  isBusy = false,
  icon,
  children,
  ...rest
}: ButtonProps) {
  const { className, onClick, disabled, ...others } = rest;
  return (
    <button
      type="button"
      {...others}
      className={className === undefined ? classes.button : `${classes.button} ${className}`}
      data-kind={kind}
      data-size={size}
      disabled={disabled}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? undefined : onClick}
    >
      {icon}
      {children}
      {keys === undefined ? null : <span className={`kbd ${classes.keys}`}>{keys}</span>}
    </button>
  );
}
