import { useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { updateApp, useApp } from '../../app/store.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Panes } from '../../ui/panes.tsx';
import { useActiveConnection } from '../connections/use-connections.ts';
import { useStartPractising } from '../practice/use-practice.ts';
import { ApplyDialog } from './apply-dialog.tsx';
import classes from './authorities-page.module.css';
import { CommandPart } from './command-part.tsx';
import { FileEditor } from './file-editor.tsx';
import { dismissJustAdded, useJustAdded } from './open-authorities.ts';
import { OperationsPane } from './operations-pane.tsx';
import { PlanLists } from './plan-lists.tsx';
import { useSaveFile } from './use-save-file.ts';
import { useWorkbench, type Workbench } from './use-workbench.ts';

/** From operations to the list of authorities a service instance grants, and to the command that grants it. */
export function AuthoritiesPage() {
  const connection = useActiveConnection(useApp((state) => state.connectionId));
  if (connection?.system === 'sap-workflow') return <ConnectionWorkbench key={connection.id} connection={connection} />;
  return (
    <Page title="Authorities" note={connection === null ? '' : systemOf(connection.system).name}>
      {connection === null ? <NoConnection /> : <OtherSystem connection={connection} />}
    </Page>
  );
}

function NoConnection() {
  const practise = useStartPractising();
  return (
    <EmptyState
      title="No connection yet"
      sentence="An SAP Workflow service instance grants its technical client a list of authorities, one for each kind of call. Here that list is put together from the calls you tick, and handed to cf or btp."
    >
      <Button kind="primary" isBusy={practise.isBusy} onClick={() => void practise.run()}>
        Try it on the practice system
      </Button>
      <Button onClick={() => updateApp({ view: 'connections', shownConnectionId: null })}>Go to connections</Button>
      <ActionError error={practise.error} />
    </EmptyState>
  );
}

function OtherSystem({ connection }: { connection: ConnectionView }) {
  return (
    <EmptyState title={`${connection.name} has no authorities`} sentence={grantsOf[connection.system]}>
      <Button onClick={() => updateApp({ view: 'connections', shownConnectionId: connection.id })}>
        Open the connection
      </Button>
    </EmptyState>
  );
}

/** Where permission comes from in the other systems. */
const grantsOf: Record<ConnectionView['system'], string> = {
  'sap-workflow': '',
  magnus:
    'Authorities are SAP Workflow’s. In Magnus, a workflow runs for the service account that is its owner or delegate: its owner grants that in the workflow’s settings.',
  'process-server':
    'Authorities are SAP Workflow’s. The Process Server lets in who has the role abTaskClient in its web container; the identity service decides which tasks they see.',
  'generic-http': 'Authorities are SAP Workflow’s. What this connection may do is decided by whoever runs its service.',
};

function ConnectionWorkbench({ connection }: { connection: ConnectionView }) {
  const { workbench, error } = useWorkbench(connection);
  const [filter, setFilter] = useState('');
  const [isApplying, setIsApplying] = useState(false);
  if (workbench === null) return <ActionError error={error} />;
  return (
    <Page
      title={`Authorities of ${connection.name}`}
      note={systemOf(connection.system).name}
      actions={<Actions workbench={workbench} onApply={() => setIsApplying(true)} />}
    >
      <div className={classes.body}>
        <JustAdded connectionId={connection.id} />
        <Panes
          orientation="vertical"
          name="file and commands"
          start={0.5}
          first={
            <Panes
              orientation="horizontal"
              name="file and operations"
              start={0.42}
              first={<FileEditor workbench={workbench} />}
              second={<OperationsPane workbench={workbench} filter={filter} onFilter={setFilter} />}
            />
          }
          second={
            <div className={classes.below} data-pane="authorities-plan">
              <PlanLists workbench={workbench} onShow={setFilter} />
              <CommandPart workbench={workbench} />
            </div>
          }
        />
      </div>
      {isApplying ? <ApplyDialog workbench={workbench} onClose={() => setIsApplying(false)} /> : null}
    </Page>
  );
}

function Actions({ workbench, onApply }: { workbench: Workbench; onApply: () => void }) {
  const { connection, text, isSound, plan, reset } = workbench;
  const save = useSaveFile();
  return (
    <>
      <Button
        size="small"
        disabled={plan.granted === null}
        title="Begins again with the list the token carries now."
        onClick={reset}
      >
        Start from granted
      </Button>
      <Button size="small" disabled={!isSound} isBusy={save.isBusy} onClick={() => void save.run(text)}>
        Save file…
      </Button>
      <Button size="small" kind="primary" disabled={!isSound} onClick={onApply}>
        {connection.isPractice ? 'Apply to the practice system' : 'Apply with cf…'}
      </Button>
      <ActionError error={save.error} />
    </>
  );
}

function JustAdded({ connectionId }: { connectionId: string }) {
  const added = useJustAdded(connectionId);
  if (added.length === 0) return null;
  return (
    <p className={classes.added} role="status">
      <span>
        <span aria-hidden="true">✓ </span>
        {added.join(', ')} {added.length === 1 ? 'is' : 'are'} in the file. Nothing is granted before it is applied.
      </span>
      <Button size="small" kind="quiet" onClick={dismissJustAdded}>
        Dismiss
      </Button>
    </p>
  );
}
