import { useState } from 'react';
import type { CfTarget } from '#shared/model/cf.ts';
import { instanceNameFault } from '#shared/systems/sap-workflow/workbench/commands.ts';
import { errorText } from '../../app/error-text.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import classes from './cf-question.module.css';
import { instanceNames, setInstanceName } from './command-wishes.ts';
import { useCf } from './use-cf.ts';
import type { Workbench } from './use-workbench.ts';

type CfQuestionProps = { workbench: Workbench; onStart: (instance: string) => void; onClose: () => void };

/** Where cf points and what the update would do, before anything is done. */
export function CfQuestion({ workbench, onStart, onClose }: CfQuestionProps) {
  const cf = useCf();
  const { data: state, error } = cf;
  const target = cf.isFetching ? null : (state?.target ?? null);
  if (target !== null)
    return <TargetQuestion target={target} workbench={workbench} onStart={onStart} onClose={onClose} />;
  return (
    <>
      {cf.isFetching ? (
        <p role="status">Asking cf where it points…</p>
      ) : (
        <div className={classes.refused} role="alert">
          <p>
            <span aria-hidden="true">■</span> {state?.words ?? (error === null ? '' : errorText(error).sentence)}
          </p>
          <p>
            <Sentence text={mendFor(state?.isInstalled ?? false)} />
          </p>
        </div>
      )}
      <DialogActions>
        <Button onClick={() => void cf.refetch()} isBusy={cf.isFetching}>
          Ask again
        </Button>
        <Button onClick={onClose} data-autofocus>
          Close
        </Button>
      </DialogActions>
    </>
  );
}

function mendFor(isInstalled: boolean): string {
  return isInstalled
    ? 'Run `cf login` and `cf target -o ORG -s SPACE` in a terminal, then ask again. Gatewright never sees that password.'
    : 'Install the cf CLI, version 8 or later, or copy the command and run it where there is one.';
}

function TargetQuestion({ target, workbench, onStart, onClose }: CfQuestionProps & { target: CfTarget }) {
  const { connection, list, plan } = workbench;
  const [instance, setInstance] = useState(instanceNames.get()[connection.id] ?? onlyOne(target));
  const change = (name: string) => {
    setInstance(name);
    setInstanceName(connection.id, name);
  };
  const fault = instanceNameFault(instance);
  return (
    <>
      <Facts>
        <Fact name="API" isMono>
          {target.api}
        </Fact>
        <Fact name="User">{target.user}</Fact>
        <Fact name="Org">{target.org}</Fact>
        <Fact name="Space">{target.space}</Fact>
        <Fact name="Service instance" isField>
          <input
            className={`mono ${classes.instance}`}
            aria-label="Service instance to update"
            value={instance}
            list="cf-instances"
            spellCheck={false}
            onChange={(event) => change(event.currentTarget.value)}
            data-autofocus
          />
          <datalist id="cf-instances">
            {target.instances.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </Fact>
      </Facts>
      {fault === null ? null : <ActionError error={{ sentence: fault, mend: '' }} />}
      <p className={classes.change}>{changeWords(list.length, plan)}</p>
      {connection.isProduction ? <p className={classes.lost}>▲ This connection is marked as production.</p> : null}
      <ul className={classes.chips} aria-label="What changes">
        {plan.removed.map((name) => (
          <li key={name}>
            <span className="chip" data-kind="del">
              − {name}
            </span>{' '}
            <span className={classes.lost}>removed</span>
          </li>
        ))}
        {plan.added.map((name) => (
          <li key={name} className="chip" data-kind="add">
            + {name}
          </li>
        ))}
      </ul>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind={plan.granted === null || plan.removed.length > 0 ? 'danger' : 'primary'}
          disabled={instance === '' || fault !== null}
          onClick={() => onStart(instance)}
        >
          Update the instance
        </Button>
      </DialogActions>
    </>
  );
}

function changeWords(count: number, { granted, added, removed }: Workbench['plan']): string {
  const list = count === 1 ? 'the one authority in the file' : `the ${count} authorities in the file`;
  if (granted === null)
    return `Its list is replaced by ${list}. What it grants now is not known: fetch a token to see.`;
  if (added.length + removed.length === 0) return `Its list is replaced by ${list}: nothing changes.`;
  return `Its list is replaced by ${list}:`;
}

function onlyOne({ instances }: CfTarget): string {
  return instances.length === 1 ? (instances[0] ?? '') : '';
}
