import { IconFlask, IconKey } from '@tabler/icons-react';
import { openPasteDialog } from '../../app/dialogs.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { chooseKeyFile, useImport } from '../connections/import-key.ts';
import { useStartPractising } from '../practice/use-practice.ts';
import classes from './first-start-page.module.css';

/** What stands in the window while there is no connection and no draft: two doors. */
export function FirstStartPage() {
  const { isBusy } = useImport();
  const start = useStartPractising();
  return (
    <div className={classes.page} data-pane="page">
      <h1>Get through the gate.</h1>
      <p className={classes.says}>
        Bring the service key your administrator sent, or start with a system that runs right here. Nothing leaves this
        computer but the calls you make.
      </p>
      <div className={classes.doors}>
        <section className={classes.door} data-kind="drop" aria-labelledby="door-key">
          <IconKey size={22} stroke={1.6} aria-hidden="true" />
          <h2 id="door-key">Drop a service key</h2>
          <p>
            The JSON of an SAP Workflow or Process Automation service key, in any of the shapes cockpit and cf print. It
            is recognised by what is in it; its secret goes into the vault.
          </p>
          <div className={classes.actions}>
            <Button kind="primary" isBusy={isBusy} onClick={chooseKeyFile}>
              Choose a file…
            </Button>
            <Button onClick={openPasteDialog}>Paste…</Button>
          </div>
        </section>
        <section className={classes.door} aria-labelledby="door-practice">
          <IconFlask size={22} stroke={1.6} aria-hidden="true" />
          <h2 id="door-practice">Try the practice system</h2>
          <p>
            SAP Workflow on this machine: real calls, real tokens, and the mistakes it makes in life. No account, and
            nothing to type.
          </p>
          <div className={classes.actions}>
            <Button isBusy={start.isBusy} onClick={() => void start.run()}>
              Start practising
            </Button>
          </div>
          <ActionError error={start.error} />
        </section>
      </div>
    </div>
  );
}
