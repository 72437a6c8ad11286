import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { usePaletteActions } from './use-palette-actions.tsx';

/** The command palette: every operation, draft, connection and view by name. */
export function Palette() {
  const actions = usePaletteActions();
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      scrollable
      maxHeight={460}
      size={660}
      limit={40}
      nothingFound="Nothing is called that."
      searchProps={{
        leftSection: <IconSearch size={16} stroke={1.6} aria-hidden="true" />,
        placeholder: 'Search or run a command',
        'aria-label': 'Search or run a command',
      }}
    />
  );
}
