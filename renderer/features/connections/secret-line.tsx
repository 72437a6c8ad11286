import { useEffect, useRef, useState } from 'react';
import type { ConnectionView, SecretState } from '#shared/model/connection.ts';
import { openVaultDialog } from '../../app/dialogs.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { useVault } from '../vault/use-vault.ts';
import { chooseKeyFile } from './import-key.ts';
import { isAsleep } from './is-asleep.ts';
import { KeyReader } from './key-reader.tsx';
import { SecretField, type SecretHandle } from './secret-field.tsx';
import classes from './secret-line.module.css';
import type { SecretNeed } from './secret-need.ts';
import { useSetSecret } from './use-connections.ts';

type SecretLineProps = { connection: ConnectionView; need: SecretNeed };

/** That the secret is there, or is not, and the way to give another. It is never shown. */
export function SecretLine({ connection, need }: SecretLineProps) {
  const [isGiving, setIsGiving] = useState(false);
  const { secretState } = connection;
  if (isAsleep(connection)) return <span>made anew when the practice system starts, with the next call</span>;
  if (isGiving) return <GiveSecret connection={connection} need={need} onDone={() => setIsGiving(false)} />;
  return (
    <span className={classes.secret}>
      {secretState === 'missing' ? null : (
        <span className={classes.masked} role="img" aria-label="masked">
          ••••••••••
        </span>
      )}
      <span data-tone={secretState === 'missing' || secretState === 'locked' ? 'warn' : undefined}>
        {secretWords[secretState]}
      </span>
      <VaultButton state={secretState} />
      {connection.isPractice ? null : (
        <Button size="small" kind={secretState === 'missing' ? 'plain' : 'quiet'} onClick={() => setIsGiving(true)}>
          {secretState === 'missing' ? 'Give it…' : 'Give another…'}
        </Button>
      )}
    </span>
  );
}

const secretWords: Record<SecretState, string> = {
  'in-memory': 'in memory; gone when Gatewright ends',
  kept: 'kept in the vault',
  locked: '▲ locked in the vault',
  missing: '▲ missing: the vault does not have it',
  'not-needed': 'none needed',
};

function VaultButton({ state }: { state: SecretState }) {
  const vault = useVault().data;
  if (state === 'locked') {
    return (
      <Button size="small" onClick={openVaultDialog}>
        Unlock…
      </Button>
    );
  }
  if (state !== 'in-memory' || vault?.kind !== 'memory') return null;
  return (
    <Button size="small" kind="quiet" onClick={openVaultDialog}>
      Keep secrets…
    </Button>
  );
}

type GiveSecretProps = SecretLineProps & { onDone: () => void };

function GiveSecret({ connection, need, onDone }: GiveSecretProps) {
  const { id } = connection;
  const give = useSetSecret();
  const field = useRef<SecretHandle>(null);
  useEffect(() => field.current?.focus(), []);
  const giveTyped = async () => {
    const value = field.current?.read() ?? '';
    if (value === '') return field.current?.focus();
    const isKept = await give.run({ id, secret: { kind: 'typed', value } });
    field.current?.clear();
    if (isKept) onDone();
  };
  const giveHeld = async (heldId: string) => {
    if (await give.run({ id, secret: { kind: 'held', id: heldId } })) onDone();
  };
  return (
    <div className={classes.give}>
      {need.way === 'key' ? (
        <KeyReader onHeld={({ heldId }) => void giveHeld(heldId)} />
      ) : (
        <SecretField ref={field} name={need.name} onEnter={() => void giveTyped()} />
      )}
      <div className={classes.buttons}>
        <Button size="small" onClick={onDone}>
          Cancel
        </Button>
        {need.way === 'typed' && connection.system === 'sap-workflow' ? (
          <Button size="small" onClick={chooseKeyFile}>
            Choose its service key…
          </Button>
        ) : null}
        {need.way === 'key' ? null : (
          <Button size="small" kind="primary" isBusy={give.isBusy} onClick={() => void giveTyped()}>
            Keep it
          </Button>
        )}
      </div>
      <ActionError error={give.error} />
    </div>
  );
}
