import { useEffect, useEffectEvent, useState } from 'react';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { ApplyProgress } from './apply-progress.tsx';
import { CfQuestion } from './cf-question.tsx';
import { useApply } from './use-apply.ts';
import type { Workbench } from './use-workbench.ts';

/** Grants the list: asks where it would go, runs it, and shows what came of it. */
export function ApplyDialog({ workbench, onClose }: { workbench: Workbench; onClose: () => void }) {
  const { connection, list, file } = workbench;
  const [instance, setInstance] = useState<string | null>(null);
  const run = useApply();
  const start = (name: string | null, evenIfOther = false) => {
    setInstance(name);
    const { otherMembers } = file;
    void run.start({ connectionId: connection.id, authorities: [...list], otherMembers, instance: name, evenIfOther });
  };
  const startPractice = useEffectEvent(() => start(null));
  // There is nothing to ask where nothing can be lost.
  useEffect(() => {
    if (connection.isPractice) startPractice();
  }, [connection.isPractice]);
  const close = () => {
    run.stop();
    onClose();
  };
  const last = run.events.at(-1);
  const isOther = run.state === 'ended' && last?.kind === 'failed' && last.reason === 'other-instance';
  const isAsking = run.state === 'idle';
  return (
    <Dialog title={connection.isPractice ? 'Apply to the practice system' : 'Apply with cf'} size={680} onClose={close}>
      {isAsking && !connection.isPractice ? <CfQuestion workbench={workbench} onStart={start} onClose={close} /> : null}
      {isAsking ? null : (
        <>
          <ApplyProgress events={run.events} state={run.state} />
          <ActionError error={run.error} />
          <DialogActions>
            {isOther ? (
              <Button kind="danger" onClick={() => start(instance, true)}>
                Update it all the same
              </Button>
            ) : null}
            {run.state === 'ended' && last?.kind === 'failed' && !isOther ? (
              <Button onClick={() => start(instance)}>Try again</Button>
            ) : null}
            {run.state === 'running' ? (
              <Button onClick={run.stop}>Stop</Button>
            ) : (
              <Button kind="primary" onClick={close} data-autofocus>
                Close
              </Button>
            )}
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
