import { Menu } from '@mantine/core';
import { IconChevronDown, IconClipboardText, IconFileImport, IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { openPasteDialog } from '../../app/dialogs.ts';
import { errorText } from '../../app/error-text.ts';
import { updateApp } from '../../app/store.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { ConnectionList } from './connection-list.tsx';
import { chooseConnectionsFile, exportConnections } from './import-connections.ts';
import { chooseKeyFile, useImport } from './import-key.ts';
import { openNewConnection } from './new-connection.ts';
import { TransferNote } from './transfer-note.tsx';
import { useConnections } from './use-connections.ts';

const icon = { size: 15, stroke: 1.6 };

/** All connections, and the ways to make another. */
export function ConnectionsPage() {
  const { connections, isPending, error, refetch } = useConnections();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const ids = connections.map(({ id }) => id).filter((id) => chosen.has(id));
  const actions = ids.length > 0 ? <ChosenActions ids={ids} onDone={() => setChosen(new Set())} /> : <ListActions />;
  return (
    <Page
      title="Connections"
      note={ids.length > 0 ? `${ids.length} chosen` : 'a system, its endpoints and its credential'}
      actions={connections.length === 0 ? null : actions}
    >
      <TransferNote />
      {error !== null ? (
        <EmptyState title="The connections could not be read" sentence={errorText(error).sentence}>
          <Button onClick={() => void refetch()}>Try again</Button>
        </EmptyState>
      ) : isPending ? null : connections.length === 0 ? (
        <NoConnection />
      ) : (
        <ConnectionList connections={connections} chosen={chosen} onChoose={setChosen} />
      )}
    </Page>
  );
}

function ListActions() {
  const { isBusy } = useImport();
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button size="small" isBusy={isBusy}>
            From a file
            <IconChevronDown size={13} stroke={1.8} aria-hidden="true" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconKey {...icon} />} onClick={chooseKeyFile}>
            Choose a key file…
          </Menu.Item>
          <Menu.Item leftSection={<IconClipboardText {...icon} />} onClick={openPasteDialog}>
            Paste a key…
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconFileImport {...icon} />} onClick={chooseConnectionsFile}>
            Import connections…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button size="small" kind="primary" onClick={openNewConnection}>
        New connection
      </Button>
    </>
  );
}

function ChosenActions({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  return (
    <>
      <Button size="small" onClick={onDone}>
        Choose none
      </Button>
      <Button size="small" kind="primary" onClick={() => void exportConnections(ids).then(onDone)}>
        Export without secrets…
      </Button>
    </>
  );
}

function NoConnection() {
  return (
    <EmptyState
      title="No connection yet"
      sentence="Drop a key file anywhere on this window, or choose it. Its secret goes into the vault and is never shown again."
    >
      <Button kind="primary" onClick={chooseKeyFile}>
        Choose a key file…
      </Button>
      <Button onClick={openPasteDialog}>Paste a key…</Button>
      <Button onClick={openNewConnection}>Set one up by hand</Button>
      <Button onClick={chooseConnectionsFile}>Import connections…</Button>
      <Button onClick={() => updateApp({ view: 'practice' })}>Practise first</Button>
    </EmptyState>
  );
}
