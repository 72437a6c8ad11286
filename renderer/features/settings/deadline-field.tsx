import { useState } from 'react';
import classes from './deadline-field.module.css';
import { useUpdateSettings } from './use-settings.ts';

const leastSeconds = 1;
const mostSeconds = 3600;

/** The deadline in seconds. Kept on Enter and on leaving; a number out of range is said, not corrected. */
export function DeadlineField({ deadlineMs }: { deadlineMs: number }) {
  const update = useUpdateSettings();
  const [fault, setFault] = useState<string | null>(null);
  const keep = async (text: string) => {
    const seconds = Number(text.trim().replace(',', '.'));
    const isFit = text.trim() !== '' && seconds >= leastSeconds && seconds <= mostSeconds;
    setFault(isFit ? null : `Give a number of seconds from ${leastSeconds} to ${mostSeconds}.`);
    if (!isFit || seconds * 1000 === deadlineMs) return;
    if (!(await update.run({ deadlineMs: Math.round(seconds * 1000) }))) setFault('This could not be kept.');
  };
  return (
    <div>
      <label className={classes.field}>
        <input
          className="tabular"
          inputMode="decimal"
          aria-label="Deadline in seconds"
          aria-invalid={fault !== null}
          aria-describedby="deadline-fault"
          defaultValue={deadlineMs / 1000}
          onBlur={(event) => void keep(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && void keep(event.currentTarget.value)}
        />
        seconds
      </label>
      <p id="deadline-fault" className={classes.fault} role="status">
        {fault}
      </p>
    </div>
  );
}
