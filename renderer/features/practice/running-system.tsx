import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PracticeStatus } from '#shared/model/practice-status.ts';
import { firstOperation } from '../../app/first-operation.ts';
import { updateApp } from '../../app/store.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { PageSection } from '../../ui/page.tsx';
import { AuthorityEditor } from './authority-editor.tsx';
import { Faults } from './faults.tsx';
import classes from './practice-page.module.css';
import { practiceTexts } from './practice-words.ts';
import { useLogInAs, useSavePracticeFile, useStartPractising } from './use-practice.ts';

/** A practice system that runs. */
export function RunningSystem({ status }: { status: PracticeStatus }) {
  return (
    <>
      <Service status={status} />
      {status.logins.length > 1 ? <Logins status={status} /> : null}
      {status.switches.length > 0 ? <Faults status={status} /> : null}
      {status.files.length > 0 ? <Files status={status} /> : null}
      {status.system === 'sap-workflow' ? <AuthorityEditor key={status.authorities.join()} status={status} /> : null}
    </>
  );
}

function Service({ status: { system, baseUrl, connectionId } }: { status: PracticeStatus }) {
  const practise = useStartPractising(system);
  const first = firstOperation(system);
  return (
    <PageSection title="Where it runs" note={practiceTexts[system].note}>
      <Facts>
        <Fact name="State">
          <span className={classes.running}>
            <span aria-hidden="true">✓</span> running
          </span>
        </Fact>
        <Fact name="Address">
          <span className={classes.address}>
            <code>{baseUrl}</code>
            <CopyButton size="small" kind="quiet" text={baseUrl ?? ''}>
              Copy
            </CopyButton>
          </span>
        </Fact>
      </Facts>
      <div className={classes.actions}>
        <Button size="small" kind="primary" isBusy={practise.isBusy} onClick={() => void practise.run()}>
          {first?.name ?? 'Open its first call'}
        </Button>
        {connectionId === null ? null : (
          <Button
            size="small"
            onClick={() => updateApp({ view: 'connections', shownConnectionId: connectionId, connectionId })}
          >
            Open the connection
          </Button>
        )}
      </div>
      <ActionError error={practise.error} />
    </PageSection>
  );
}

function Logins({ status: { system, logins, login } }: { status: PracticeStatus }) {
  const logInAs = useLogInAs(system);
  const texts = practiceTexts[system];
  return (
    <PageSection title={texts.logins} note={texts.loginsNote}>
      <Rows>
        {logins.map(({ id, name, words }) => (
          <Row key={id} name={name} words={words}>
            {id === login ? (
              <span className={classes.used}>
                <span aria-hidden="true">✓</span> in use
              </span>
            ) : (
              <Button
                size="small"
                aria-label={`${texts.use}: ${name}`}
                isBusy={logInAs.isBusy}
                onClick={() => void logInAs.run(id)}
              >
                {texts.use}
              </Button>
            )}
          </Row>
        ))}
      </Rows>
      <ActionError error={logInAs.error} />
    </PageSection>
  );
}

function Files({ status: { system, files } }: { status: PracticeStatus }) {
  const save = useSavePracticeFile(system);
  return (
    <PageSection title="Files" note="what its administrator would send; drop one on the window to set it up yourself">
      <Rows>
        {files.map(({ id, name, fileName }) => (
          <Row key={id} name={name} words={fileName}>
            <Button
              size="small"
              aria-label={`Save ${fileName}`}
              icon={<IconDownload size={14} stroke={1.6} />}
              isBusy={save.isBusy}
              onClick={() => void save.run(id)}
            >
              Save…
            </Button>
          </Row>
        ))}
      </Rows>
      <ActionError error={save.error} />
    </PageSection>
  );
}

function Rows({ children }: { children: ReactNode }) {
  return <ul className={classes.rows}>{children}</ul>;
}

function Row({ name, words, children }: { name: string; words: string; children: ReactNode }) {
  return (
    <li>
      <b>{name}</b>
      <span>{words}</span>
      {children}
    </li>
  );
}
