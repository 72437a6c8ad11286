import { useId, useState } from 'react';
import type { PracticeStatus, PracticeSystem } from '#shared/model/practice-status.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { errorText } from '../../app/error-text.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { TabStrip } from '../../ui/tab-strip.tsx';
import classes from './practice-page.module.css';
import { faultWords, practiceTexts } from './practice-words.ts';
import { RunningSystem } from './running-system.tsx';
import { practiceSystems, usePractice, usePracticeSystems, useStartPractice } from './use-practice.ts';

/** The practice systems: whether each runs, where, as whom its connection logs in, and which faults are on. */
export function PracticePage() {
  const statuses = usePracticeSystems();
  const [system, setSystem] = useState<PracticeSystem>(
    () => statuses.find(({ isRunning }) => isRunning)?.system ?? 'sap-workflow',
  );
  const panelId = useId();
  const items = practiceSystems.map((id) => ({ id, label: labelOf(id, statuses) }));
  return (
    <Page
      title="Practice systems"
      note="on this machine only, with the mistakes they make in life; they stop with Gatewright"
    >
      <div className={classes.strip}>
        <TabStrip label="Practice systems" items={items} active={system} panelId={panelId} onSelect={setSystem} />
      </div>
      <div id={panelId} role="tabpanel" aria-label={systemOf(system).name}>
        <SystemPanel key={system} system={system} />
      </div>
    </Page>
  );
}

/** `Magnus · on · 1 fault on`: a fault that was left on should not surprise anybody later. */
function labelOf(system: PracticeSystem, statuses: readonly PracticeStatus[]): string {
  const running = statuses.filter((status) => status.system === system && status.isRunning);
  const state = running.length === 0 ? '' : 'on';
  return [systemOf(system).name, state, faultWords(running)].filter((part) => part !== '').join(' · ');
}

function SystemPanel({ system }: { system: PracticeSystem }) {
  const { data: status, error, refetch } = usePractice(system);
  const start = useStartPractice();
  if (error !== null) {
    return (
      <EmptyState title="The practice system does not answer" sentence={errorText(error).sentence}>
        <Button onClick={() => void refetch()}>Try again</Button>
      </EmptyState>
    );
  }
  if (status === undefined) return null;
  if (status.isRunning) return <RunningSystem status={status} />;
  return (
    <EmptyState
      title="It is not running"
      sentence={`Start it: ${practiceTexts[system].note}. It listens on this computer only, and gets a connection of its own.`}
    >
      <Button kind="primary" isBusy={start.isBusy} onClick={() => void start.run(system)}>
        Start the practice system
      </Button>
      <ActionError error={start.error} />
    </EmptyState>
  );
}
