import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight';
import type { ReactNode } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { chooseConnectionsFile } from '../features/connections/import-connections.ts';
import { chooseKeyFile } from '../features/connections/import-key.ts';
import { openNewConnection } from '../features/connections/new-connection.ts';
import { useConnections } from '../features/connections/use-connections.ts';
import { startPractising } from '../features/practice/use-practice.ts';
import { useUpdateSettings } from '../features/settings/use-settings.ts';
import { chooseSupportFile } from '../features/support/choose-support-file.ts';
import { openAnatomy } from '../features/tokens/open-anatomy.ts';
import { openPasteDialog, openVaultDialog } from './dialogs.ts';
import { openOperation, showDraft } from './drafts.ts';
import { type KeyAction, keysOf } from './keys.ts';
import classes from './palette.module.css';
import { pickConnection } from './pick-connection.ts';
import { type AppState, updateApp, useApp, views } from './store.ts';
import { titleOf } from './title-of.ts';
import { perform } from './use-keys.ts';
import { useShownConnection } from './use-shown-connection.ts';
import { useTheme } from './use-theme.ts';
import { viewNames } from './view-names.tsx';

/** What the palette offers now, in groups. */
export function usePaletteActions(): SpotlightActionGroupData[] {
  const connection = useShownConnection();
  const { connections } = useConnections();
  const drafts = useApp((state) => state.drafts);
  const hasActiveDraft = useApp((state) => state.activeDraftId !== null);
  const update = useUpdateSettings();
  const theme = useTheme() === 'dark' ? 'light' : 'dark';
  return [
    { group: 'Open drafts', actions: draftActions(drafts) },
    { group: 'Operations', actions: connection === null ? [] : operationActions(connection) },
    {
      group: 'Commands',
      actions: [
        ...(hasActiveDraft ? [keyed('send', 'Send'), keyed('close-draft', 'Close this draft')] : []),
        keyed('new-draft', 'New draft'),
        command('new-connection', 'New connection…', openNewConnection),
        command('import', 'Import a key file…', chooseKeyFile),
        command('paste', 'Paste a key or a transcript…', openPasteDialog),
        command('open-support', 'Open a HAR, a transcript or a bundle…', chooseSupportFile),
        command('import-connections', 'Import connections…', chooseConnectionsFile),
        command(
          'practise',
          'Start practising',
          () => void startPractising().catch(() => updateApp({ view: 'practice' })),
        ),
        ...(connection === null
          ? []
          : [command('anatomy', `Anatomy: token of ${connection.name}`, () => openAnatomy(connection.id))]),
        command('anatomy-pasted', 'Anatomy: a JWT I paste…', () => openAnatomy(null)),
        command('vault', 'Vault…', openVaultDialog),
        command('theme', `Use the ${theme} theme`, () => void update.run({ theme })),
      ],
    },
    {
      group: 'Connections',
      actions: connections.map((one) => command(`pick-${one.id}`, `Use ${one.name}`, () => pickConnection(one.id))),
    },
    { group: 'Go to', actions: views.map((view) => keyed(`view-${view}`, viewNames[view].name, viewNames[view].icon)) },
  ].filter(({ actions }) => actions.length > 0);
}

function draftActions(drafts: AppState['drafts']): SpotlightActionData[] {
  return drafts.map((draft) => ({
    ...command(`draft-${draft.id}`, titleOf(draft), () => showDraft(draft.id)),
    leftSection: <Verb method={draft.method} />,
  }));
}

function operationActions(connection: ConnectionView): SpotlightActionData[] {
  return systemOf(connection.system).operations.map((operation) => ({
    ...command(`operation-${operation.id}`, operation.name, () => openOperation(connection, operation)),
    leftSection: <Verb method={operation.method} />,
    rightSection: <code className={classes.path}>{operation.path}</code>,
    keywords: [operation.path, ...operation.authorities],
  }));
}

function Verb({ method }: { method: string }) {
  return (
    <span className={`verb ${classes.verb}`} data-method={method}>
      {method}
    </span>
  );
}

function keyed(action: KeyAction, label: string, icon?: ReactNode): SpotlightActionData {
  const keys = keysOf(action);
  return {
    ...command(action, label, () => perform(action)),
    leftSection: icon,
    rightSection: keys === '' ? null : <span className="kbd">{keys}</span>,
  };
}

function command(id: string, label: string, run: () => unknown): SpotlightActionData {
  return { id, label, onClick: () => void run() };
}
