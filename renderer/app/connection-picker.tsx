import { Menu } from '@mantine/core';
import { IconCheck, IconClipboardText, IconFileImport, IconPlus, IconSettings } from '@tabler/icons-react';
import type { ConnectionView } from '#shared/model/connection.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { ColourDot } from '../features/connections/colour-dot.tsx';
import { ConnectionDot } from '../features/connections/connection-dot.tsx';
import { chooseKeyFile } from '../features/connections/import-key.ts';
import { openNewConnection } from '../features/connections/new-connection.ts';
import { ProductionTag } from '../features/connections/production-tag.tsx';
import { useConnections } from '../features/connections/use-connections.ts';
import classes from './connection-picker.module.css';
import { openPasteDialog } from './dialogs.ts';
import { pickConnection } from './pick-connection.ts';
import { updateApp } from './store.ts';
import { useShownConnection } from './use-shown-connection.ts';

const iconSize = { size: 15, stroke: 1.6 };

/** Which connection the window works with; absent until there is one. */
export function ConnectionPicker() {
  const { connections } = useConnections();
  const active = useShownConnection();
  if (active === null) return null;
  return (
    <Menu position="bottom-start" width={320}>
      <Menu.Target>
        <button type="button" className={classes.pick}>
          <span className="visually-hidden">Connection</span>
          <ConnectionDot connection={active} />
          {active.colour === 'none' ? null : <ColourDot colour={active.colour} />}
          <span className={classes.name}>{active.name}</span>
          {active.isProduction ? <ProductionTag /> : null}
          <span className={classes.system}>{systemOf(active.system).name}</span>
          <span className={classes.caret} aria-hidden="true">
            ▾
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.list}>
          {connections.map((connection) => (
            <PickItem key={connection.id} connection={connection} isActive={connection.id === active.id} />
          ))}
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus {...iconSize} />} onClick={openNewConnection}>
          New connection…
        </Menu.Item>
        <Menu.Item leftSection={<IconFileImport {...iconSize} />} onClick={chooseKeyFile}>
          Import a key file…
        </Menu.Item>
        <Menu.Item leftSection={<IconClipboardText {...iconSize} />} onClick={openPasteDialog}>
          Paste a key…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSettings {...iconSize} />}
          onClick={() => updateApp({ view: 'connections', shownConnectionId: active.id })}
        >
          Open {active.name}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function PickItem({ connection, isActive }: { connection: ConnectionView; isActive: boolean }) {
  return (
    <Menu.Item
      leftSection={<ConnectionDot connection={connection} />}
      rightSection={isActive ? <IconCheck size={14} stroke={1.8} aria-label="in use" /> : null}
      onClick={() => pickConnection(connection.id)}
    >
      <span className={classes.itemName}>
        {connection.colour === 'none' ? null : <ColourDot colour={connection.colour} />}
        <span className={classes.name}>{connection.name}</span>
        {connection.isProduction ? <ProductionTag /> : null}
      </span>
      <span className={classes.itemSystem}>{systemOf(connection.system).name}</span>
    </Menu.Item>
  );
}
