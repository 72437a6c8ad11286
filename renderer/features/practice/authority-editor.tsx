import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { PracticeStatus } from '#shared/model/practice-status.ts';
import { type Authority, authorities, grantableAuthorities } from '#shared/systems/sap-workflow/authorities.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import classes from './authority-editor.module.css';
import { groupAuthorities } from './group-authorities.ts';
import { useUpdateService } from './use-practice.ts';

/** What the service instance grants, as checkboxes; below, what the update would change. */
export function AuthorityEditor({ status }: { status: PracticeStatus }) {
  const granted = grantableAuthorities(status.authorities);
  const [wanted, setWanted] = useState<ReadonlySet<string>>(() => new Set(granted));
  const toggle = (name: string) => {
    const next = new Set(wanted);
    if (!next.delete(name)) next.add(name);
    setWanted(next);
  };
  return (
    <section className={classes.editor} aria-label="Authorities of the service instance">
      <div className={classes.groups}>
        <h2>
          Authorities of the service instance
          <span>what it lets a technical client do; there is no wildcard</span>
        </h2>
        {groupAuthorities(authorities).map(({ title, members }) => (
          <AuthorityGroup
            key={title}
            title={title}
            members={members}
            granted={granted}
            wanted={wanted}
            onToggle={toggle}
          />
        ))}
      </div>
      <UpdateBar granted={granted} wanted={wanted} onReset={() => setWanted(new Set(granted))} onKeep={toggle} />
    </section>
  );
}

type GroupProps = {
  title: string;
  members: readonly Authority[];
  granted: readonly string[];
  wanted: ReadonlySet<string>;
  onToggle: (name: string) => void;
};

function AuthorityGroup({ title, members, granted, wanted, onToggle }: GroupProps) {
  const count = members.filter(({ name }) => wanted.has(name)).length;
  return (
    <fieldset className={classes.group}>
      <legend>
        <span>{title}</span>
        <span className="tabular">
          {count} of {members.length}
        </span>
      </legend>
      {members.map(({ name, allows, isDefault }) => (
        <label key={name} htmlFor={`authority-${name}`} className={classes.row} data-fixed={isDefault}>
          <Checkbox
            id={`authority-${name}`}
            checked={wanted.has(name)}
            disabled={isDefault}
            onChange={() => onToggle(name)}
          />
          <span>
            {allows}
            {isDefault ? <small> Every token carries it.</small> : null}
          </span>
          <span className="chip" data-kind={chipKind(granted.includes(name), wanted.has(name))}>
            {wanted.has(name) ? (granted.includes(name) ? '✓ ' : '+ ') : ''}
            {name}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function chipKind(isGranted: boolean, isWanted: boolean): string | undefined {
  if (isWanted) return isGranted ? 'have' : 'add';
  return isGranted ? 'del' : undefined;
}

type UpdateBarProps = {
  granted: readonly string[];
  wanted: ReadonlySet<string>;
  onReset: () => void;
  onKeep: (name: string) => void;
};

function UpdateBar({ granted, wanted, onReset, onKeep }: UpdateBarProps) {
  const update = useUpdateService();
  const added = [...wanted].filter((name) => !granted.includes(name));
  const removed = granted.filter((name) => !wanted.has(name));
  const isSame = added.length + removed.length === 0;
  return (
    <div className={classes.update}>
      <div className={classes.diff} aria-live="polite">
        {isSame ? (
          <span>
            The service grants {granted.length} {granted.length === 1 ? 'authority' : 'authorities'}. A change reaches
            new tokens only.
          </span>
        ) : (
          <span>The update replaces the list:</span>
        )}
        {added.map((name) => (
          <span key={name} className="chip" data-kind="add">
            + {name}
          </span>
        ))}
        {removed.map((name) => (
          <button
            key={name}
            type="button"
            className={`chip ${classes.lost}`}
            data-kind="del"
            title="Keep it"
            onClick={() => onKeep(name)}
          >
            {name}
          </button>
        ))}
        {removed.length === 0 ? null : <span>would be lost</span>}
      </div>
      <div className={classes.buttons}>
        {isSame ? null : (
          <>
            <span className={classes.hint}>Then renew the token: the old one keeps its old scopes.</span>
            <Button size="small" onClick={onReset}>
              Undo
            </Button>
          </>
        )}
        <Button
          size="small"
          kind={isSame ? 'plain' : 'primary'}
          disabled={isSame}
          isBusy={update.isBusy}
          onClick={() => void update.run([...wanted])}
        >
          Update service
        </Button>
      </div>
      <ActionError error={update.error} />
    </div>
  );
}
