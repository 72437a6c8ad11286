import { useId } from 'react';
import styles from './anatomy-page.module.css';

type JwtFieldProps = { label: string; value: string; onChange: (text: string) => void; fault: string | null };

/** A field for a JWT from elsewhere. It is kept nowhere: not by the core, not in history, and gone with the page. */
export function JwtField({ label, value, onChange, fault }: JwtFieldProps) {
  const faultId = useId();
  return (
    <div>
      <textarea
        className={`mono ${styles.field}`}
        aria-label={label}
        aria-invalid={fault !== null}
        aria-describedby={faultId}
        placeholder="eyJ…"
        rows={4}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p id={faultId} role="status" className={styles.fault}>
        {fault === null ? null : `■ ${fault}`}
      </p>
    </div>
  );
}
