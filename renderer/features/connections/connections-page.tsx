import { IconChevronRight } from '@tabler/icons-react';
import type { ConnectionView } from '#shared/model/connection.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { openPasteDialog } from '../../app/dialogs.ts';
import { errorText } from '../../app/error-text.ts';
import { updateApp } from '../../app/store.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { sayWhen } from '../../ui/time.ts';
import { ConnectionDot } from './connection-dot.tsx';
import classes from './connections-page.module.css';
import { chooseKeyFile, useImport } from './import-key.ts';
import { lifeOf } from './life-of.ts';
import { useConnections } from './use-connections.ts';

/** All connections, and the ways to make another. */
export function ConnectionsPage() {
  const { connections, isPending, error, refetch } = useConnections();
  const { isBusy } = useImport();
  return (
    <Page
      title="Connections"
      note="a system, its endpoints and its credential"
      actions={
        connections.length === 0 ? null : (
          <>
            <Button size="small" onClick={openPasteDialog}>
              Paste a key…
            </Button>
            <Button size="small" kind="primary" isBusy={isBusy} onClick={chooseKeyFile}>
              Choose a key file…
            </Button>
          </>
        )
      }
    >
      {error !== null ? (
        <EmptyState title="The connections could not be read" sentence={errorText(error).sentence}>
          <Button onClick={() => void refetch()}>Try again</Button>
        </EmptyState>
      ) : isPending ? null : connections.length === 0 ? (
        <EmptyState
          title="No connection yet"
          sentence="Drop a service key anywhere on this window, or choose it. Its secret goes into the vault and is never shown again."
        >
          <Button kind="primary" onClick={chooseKeyFile}>
            Choose a key file…
          </Button>
          <Button onClick={openPasteDialog}>Paste a key…</Button>
          <Button onClick={() => updateApp({ view: 'practice' })}>Practise first</Button>
        </EmptyState>
      ) : (
        <ConnectionList connections={connections} />
      )}
    </Page>
  );
}

function ConnectionList({ connections }: { connections: readonly ConnectionView[] }) {
  return (
    <ul className={classes.list}>
      {connections.map((connection) => (
        <li key={connection.id}>
          <ConnectionRow connection={connection} />
        </li>
      ))}
    </ul>
  );
}

function ConnectionRow({ connection }: { connection: ConnectionView }) {
  const now = useNow();
  const { lastUsedAt, identity } = connection;
  return (
    <button
      type="button"
      className={classes.row}
      onClick={() => updateApp({ shownConnectionId: connection.id, connectionId: connection.id })}
    >
      <ConnectionDot connection={connection} />
      <span className={classes.name}>
        {connection.name}
        {connection.isPractice ? <small>practice</small> : null}
      </span>
      <span>{systemOf(connection.system).name}</span>
      <span className="mono">{identity.tenant ?? identity.subaccountId ?? ''}</span>
      <span>{lifeOf(connection, now).words}</span>
      <span>{lastUsedAt === null ? 'never used' : `used ${sayWhen(lastUsedAt, now)}`}</span>
      <IconChevronRight size={15} stroke={1.6} aria-hidden="true" />
    </button>
  );
}
