import { spotlight } from '@mantine/spotlight';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useUpdateSettings } from '../features/settings/use-settings.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Mark } from '../ui/mark.tsx';
import classes from './bar.module.css';
import { ConnectionPicker } from './connection-picker.tsx';
import { keysOf } from './keys.ts';
import { useTheme } from './use-theme.ts';

/** The top of the window: whose it is, which connection, and the way to everything. */
export function Bar() {
  const theme = useTheme();
  const update = useUpdateSettings();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <header className={classes.bar} data-pane="bar">
      <div className={classes.mark}>
        <Mark />
        Gatewright
      </div>
      <ConnectionPicker />
      <span className={classes.grow} />
      <button type="button" className={classes.search} onClick={() => spotlight.open()}>
        Search or run a command <span className="kbd">{keysOf('palette')}</span>
      </button>
      <IconButton
        label={`Use the ${other} theme`}
        icon={theme === 'dark' ? <IconSun size={16} stroke={1.6} /> : <IconMoon size={16} stroke={1.6} />}
        onClick={() => void update.run({ theme: other })}
      />
    </header>
  );
}
