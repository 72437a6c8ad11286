import { Menu } from '@mantine/core';
import { IconCopy, IconDots, IconFileExport, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import { ActionError } from '../../ui/action-error.tsx';
import classes from './connection-menu.module.css';
import { exportConnections } from './import-connections.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { useDuplicateConnection } from './use-connections.ts';

const icon = { size: 15, stroke: 1.6 };

/** What is done with a connection more rarely. */
export function ConnectionMenu({ connection }: { connection: ConnectionView }) {
  const [isRemoving, setIsRemoving] = useState(false);
  const duplicate = useDuplicateConnection();
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <button type="button" className={classes.more} aria-label="More">
            <IconDots size={16} stroke={1.6} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy {...icon} />} onClick={() => void duplicate.run(connection.id)}>
            Duplicate
          </Menu.Item>
          <Menu.Item leftSection={<IconFileExport {...icon} />} onClick={() => void exportConnections([connection.id])}>
            Export without secrets…
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            className={classes.remove}
            leftSection={<IconTrash {...icon} />}
            onClick={() => setIsRemoving(true)}
          >
            Remove…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ActionError error={duplicate.error} />
      {isRemoving ? <RemoveDialog connection={connection} onClose={() => setIsRemoving(false)} /> : null}
    </>
  );
}
