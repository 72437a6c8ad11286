import { IconFileSearch, IconFlask, IconKey } from '@tabler/icons-react';
import { openPasteDialog } from '../../app/dialogs.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { chooseKeyFile, useImport } from '../connections/import-key.ts';
import { openNewConnection } from '../connections/new-connection.ts';
import { useStartPractising } from '../practice/use-practice.ts';
import { chooseSupportFile } from '../support/choose-support-file.ts';
import classes from './first-start-page.module.css';

/** What stands in the window while there is no connection and no draft: three doors. */
export function FirstStartPage() {
  const { isBusy } = useImport();
  const start = useStartPractising();
  return (
    <div className={classes.page} data-pane="page">
      <h1>Get through the gate.</h1>
      <p className={classes.says}>
        Bring the file your administrator sent, or start with systems that run right here. Nothing leaves this computer
        but the calls you make.
      </p>
      <div className={classes.doors}>
        <section className={classes.door} data-kind="drop" aria-labelledby="door-key">
          <IconKey size={22} stroke={1.6} aria-hidden="true" />
          <h2 id="door-key">Drop a key file</h2>
          <p>
            SAP service key, Google service account (JSON or .p12), PEM, JWK, certificate with its key, or connections
            that were exported. It is recognised by what is in it; its secret goes into the vault.
          </p>
          <div className={classes.actions}>
            <Button kind="primary" isBusy={isBusy} onClick={chooseKeyFile}>
              Choose a file…
            </Button>
            <Button onClick={openPasteDialog}>Paste…</Button>
            <Button kind="quiet" onClick={openNewConnection}>
              Set it up by hand…
            </Button>
          </div>
        </section>
        <section className={classes.door} aria-labelledby="door-practice">
          <IconFlask size={22} stroke={1.6} aria-hidden="true" />
          <h2 id="door-practice">Try the practice systems</h2>
          <p>
            SAP Workflow, Magnus and Process Server on this machine: real calls, real logins, and the mistakes they make
            in life. No account, and nothing to type.
          </p>
          <div className={classes.actions}>
            <Button isBusy={start.isBusy} onClick={() => void start.run()}>
              Start practising
            </Button>
          </div>
          <ActionError error={start.error} />
        </section>
        <section className={classes.door} aria-labelledby="door-support">
          <IconFileSearch size={22} stroke={1.6} aria-hidden="true" />
          <h2 id="door-support">Open what a customer sent</h2>
          <p>
            A HAR, a curl line with its transcript, a Postman dump or a support bundle. It says which gate stopped each
            call and why; nothing is sent.
          </p>
          <div className={classes.actions}>
            <Button onClick={chooseSupportFile}>Open a file…</Button>
          </div>
        </section>
      </div>
    </div>
  );
}
