import { useId } from 'react';
import { writeAuthoritiesFile } from '#shared/systems/sap-workflow/workbench/authorities-file.ts';
import { instancePlaceholder } from '#shared/systems/sap-workflow/workbench/commands.ts';
import { Choice } from '../../ui/choice.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import classes from './command-part.module.css';
import { commandStyle, commandsFor, fileName, instanceNames, setInstanceName } from './command-wishes.ts';
import { useKnownCf } from './use-cf.ts';
import type { Workbench } from './use-workbench.ts';

const tools = [
  { value: 'cf', label: 'cf' },
  { value: 'btp', label: 'btp' },
] as const;
const shells = [
  { value: 'bash', label: 'bash' },
  { value: 'powershell', label: 'PowerShell' },
  { value: 'cmd', label: 'cmd' },
] as const;
const ways = [
  { value: 'file', label: 'File' },
  { value: 'inline', label: 'Inline' },
] as const;

/** The command that grants the list, as it is typed, and what follows it. */
export function CommandPart({ workbench }: { workbench: Workbench }) {
  const { connection, file, list, isSound } = workbench;
  const style = commandStyle.use();
  const instance = useInstanceName(connection.id);
  const subaccountId = connection.identity.subaccountId ?? '';
  const json = isSound ? writeAuthoritiesFile(list, file.otherMembers) : null;
  const { update, isCommand, show, steps } = commandsFor(style, { instance, subaccountId, json });
  return (
    <section className={classes.part} aria-label="Command">
      <div className={classes.choices}>
        <InstanceField connectionId={connection.id} />
        <Choice
          label="Tool"
          options={tools}
          value={style.tool}
          onChange={(tool) => commandStyle.set({ ...style, tool })}
        />
        <Choice
          label="Shell"
          options={shells}
          value={style.shell}
          onChange={(shell) => commandStyle.set({ ...style, shell })}
        />
        <Choice
          label="Parameters"
          options={ways}
          value={style.via}
          onChange={(via) => commandStyle.set({ ...style, via })}
        />
      </div>
      {isCommand ? (
        <div className={classes.line}>
          <pre>{update}</pre>
          <CopyButton size="small" text={update} aria-label="Copy the command">
            Copy
          </CopyButton>
        </div>
      ) : (
        <p className={classes.refused} role="status">
          <span aria-hidden="true">■</span> {update}
        </p>
      )}
      {isCommand && connection.isPractice ? (
        <p className={classes.note}>
          The practice system knows no cf: this is how it would be for a real instance. Here, “Apply” does it.
        </p>
      ) : null}
      {isCommand ? (
        <ol className={classes.steps}>
          {style.via === 'file' ? (
            <li>
              <Sentence text={`Save the file as \`${fileName}\` in the folder the command runs in.`} />
            </li>
          ) : null}
          {steps.map((step) => (
            <li key={step}>
              <Sentence text={step} />
            </li>
          ))}
          {show === null ? null : (
            <li>
              <Sentence
                text={`To see the list that is configured now, where the broker tells it (cf 8): \`${show}\``}
              />
            </li>
          )}
        </ol>
      ) : null}
    </section>
  );
}

/** Typed, or the only workflow instance of the space cf points at. */
function useInstanceName(connectionId: string): string {
  const typed = instanceNames.use()[connectionId];
  const known = useKnownCf()?.target?.instances ?? [];
  return typed ?? (known.length === 1 ? (known[0] ?? '') : '');
}

function InstanceField({ connectionId }: { connectionId: string }) {
  const id = useId();
  const name = useInstanceName(connectionId);
  const known = useKnownCf()?.target?.instances ?? [];
  return (
    <label className={classes.instance} htmlFor={id}>
      Service instance
      <input
        id={id}
        type="text"
        className="mono"
        list={`${id}-known`}
        value={name}
        placeholder={instancePlaceholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setInstanceName(connectionId, event.currentTarget.value)}
      />
      <datalist id={`${id}-known`}>
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </label>
  );
}
