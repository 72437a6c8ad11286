import { IconX } from '@tabler/icons-react';
import { IconButton } from '../../ui/icon-button.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { forgetTransfer, type TransferOutcome, useTransfer } from './import-connections.ts';
import classes from './transfer-note.module.css';

/** What the last taking in or handing out of connections came to. */
export function TransferNote() {
  const outcome = useTransfer();
  if (outcome === null) return null;
  return (
    <div className={classes.note} data-tone={outcome.kind === 'failed' ? 'stop' : 'pass'} role="status">
      <span aria-hidden="true">{outcome.kind === 'failed' ? '■' : '✓'}</span>
      <div>
        {sayOutcome(outcome).map((line) => (
          <p key={line}>
            <Sentence text={line} />
          </p>
        ))}
      </div>
      <IconButton label="Dismiss" icon={<IconX size={14} stroke={1.6} />} onClick={forgetTransfer} />
    </div>
  );
}

function sayOutcome(outcome: TransferOutcome): string[] {
  switch (outcome.kind) {
    case 'added':
      return [
        outcome.names.length === 0
          ? 'Nothing was added: all of it is here already.'
          : `Added ${outcome.names.join(', ')}. Secrets were not in the file: each page asks for its own.`,
        ...(outcome.skipped.length === 0 ? [] : [`Left as they are here: ${outcome.skipped.join(', ')}.`]),
      ];
    case 'saved':
      return [`Saved ${sayCount(outcome.count)} to ${outcome.place}. The file holds no secret.`, ...outcome.leftOut];
    case 'failed':
      return [`${outcome.error.sentence} ${outcome.error.mend}`, ...outcome.error.problems.map((one) => one.sentence)];
  }
}

function sayCount(count: number): string {
  return count === 1 ? 'one connection' : `${count} connections`;
}
