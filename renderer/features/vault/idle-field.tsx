import { useId } from 'react';
import { ActionError } from '../../ui/action-error.tsx';
import { useSettings, useUpdateSettings } from '../settings/use-settings.ts';
import { idleChoices, minutesOf, msOf } from './idle-choices.ts';
import classes from './vault-dialog.module.css';

/** After how long without a call the vault locks itself. */
export function IdleField() {
  const { lockVaultAfterMs } = useSettings();
  const update = useUpdateSettings();
  const id = useId();
  return (
    <div>
      <div className={classes.idle}>
        <label htmlFor={id}>Lock by itself</label>
        <select
          id={id}
          value={minutesOf(lockVaultAfterMs)}
          onChange={(event) => void update.run({ lockVaultAfterMs: msOf(Number(event.currentTarget.value)) })}
        >
          {idleChoices(lockVaultAfterMs).map(({ minutes, words }) => (
            <option key={minutes} value={minutes}>
              {words}
            </option>
          ))}
        </select>
      </div>
      <ActionError error={update.error} />
    </div>
  );
}
