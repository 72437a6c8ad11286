import { IconX } from '@tabler/icons-react';
import type { ConnectionView } from '#shared/model/connection.ts';
import { openNewDraft, openOperation } from '../../app/drafts.ts';
import { firstOperation } from '../../app/first-operation.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import classes from './first-call.module.css';
import { forgetImport, useImport } from './import-key.ts';
import { missingVariables } from './missing-variables.ts';

/** After an import: one line that it worked, and the first call a click away. */
export function FirstCall({ connection }: { connection: ConnectionView }) {
  const { outcome } = useImport();
  if (outcome?.kind !== 'imported' || outcome.connectionId !== connection.id) return null;
  const first = firstOperation(connection.system);
  const missing = missingVariables(connection);
  const isWanting = missing.length > 0;
  // What is missing is asked for below, at the place where it goes.
  const warnings = outcome.problems.filter((problem) => !missing.some((name) => problem.includes(name)));
  return (
    <div className={classes.done} role="status">
      <p className={classes.line}>
        <span aria-hidden="true">✓</span>
        <b>
          {outcome.isByHand
            ? 'The connection is made.'
            : outcome.isNew
              ? 'The key is read and its secret is in the vault.'
              : 'The connection has its secret again.'}
        </b>
        <span className={classes.next}>{isWanting ? 'One thing is missing; see below.' : 'Try it:'}</span>
        {isWanting ? null : (
          <Button
            size="small"
            kind="primary"
            onClick={() => (first === undefined ? openNewDraft() : openOperation(connection, first))}
          >
            {first?.name ?? 'New draft'}
          </Button>
        )}
        <span className={classes.grow} />
        <IconButton label="Dismiss" icon={<IconX size={14} stroke={1.6} />} onClick={forgetImport} />
      </p>
      {warnings.map((problem) => (
        <p key={problem} className={classes.warning}>
          <span aria-hidden="true">▲</span> {problem}
        </p>
      ))}
    </div>
  );
}
