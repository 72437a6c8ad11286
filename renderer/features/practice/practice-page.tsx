import { IconDownload } from '@tabler/icons-react';
import type { PracticeStatus } from '#shared/model/practice-status.ts';
import { errorText } from '../../app/error-text.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Page, PageSection } from '../../ui/page.tsx';
import { AuthorityEditor } from './authority-editor.tsx';
import classes from './practice-page.module.css';
import { usePractice, useSaveServiceKey, useStartPractice, useStartPractising } from './use-practice.ts';

/** The practice system: whether it runs, where, and what its service instance grants. */
export function PracticePage() {
  const { data: status, error, refetch } = usePractice();
  const start = useStartPractice();
  return (
    <Page title="Practice system" note="SAP Workflow on this machine, with the mistakes it makes in life">
      {error !== null ? (
        <EmptyState title="The practice system does not answer" sentence={errorText(error).sentence}>
          <Button onClick={() => void refetch()}>Try again</Button>
        </EmptyState>
      ) : status === undefined ? null : status.isRunning ? (
        <Running status={status} />
      ) : (
        <EmptyState
          title="It is not running"
          sentence="Start it, and it listens on this computer only, with a connection of its own. It stops with Gatewright."
        >
          <Button kind="primary" isBusy={start.isBusy} onClick={() => void start.run()}>
            Start the practice system
          </Button>
          <ActionError error={start.error} />
        </EmptyState>
      )}
    </Page>
  );
}

function Running({ status }: { status: PracticeStatus }) {
  const save = useSaveServiceKey();
  const practise = useStartPractising();
  return (
    <>
      <PageSection title="Service" note="stops with Gatewright">
        <Facts>
          <Fact name="State">
            <span className={classes.running}>
              <span aria-hidden="true">✓</span> running
            </span>
          </Fact>
          <Fact name="Address">
            <span className={classes.address}>
              <code>{status.baseUrl}</code>
              <CopyButton size="small" kind="quiet" text={status.baseUrl ?? ''}>
                Copy
              </CopyButton>
            </span>
          </Fact>
        </Facts>
        <div className={classes.actions}>
          <Button size="small" isBusy={practise.isBusy} onClick={() => void practise.run()}>
            List definitions
          </Button>
          <Button
            size="small"
            icon={<IconDownload size={14} stroke={1.6} />}
            isBusy={save.isBusy}
            onClick={() => void save.run()}
          >
            Save service key…
          </Button>
        </div>
        <ActionError error={save.error ?? practise.error} />
      </PageSection>
      <AuthorityEditor key={status.authorities.join()} status={status} />
    </>
  );
}
