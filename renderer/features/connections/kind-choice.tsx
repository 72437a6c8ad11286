import { useState } from 'react';
import type { Credential } from '#shared/model/credential.ts';
import type { SystemId } from '#shared/model/system-id.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { kindNames, kindWords, presetOf } from './connection-presets.ts';
import classes from './form.module.css';

type Kind = Credential['kind'];

type KindChoiceProps = { system: SystemId; kind: Kind; onChange: (kind: Kind) => void };

/** Which way in: those that make sense for the system, and all others once they are asked for. */
export function KindChoice({ system, kind, onChange }: KindChoiceProps) {
  const { kinds } = presetOf(system);
  const [isOpen, setIsOpen] = useState(false);
  const others = (Object.keys(kindNames) as Kind[]).filter((one) => !kinds.includes(one));
  const showsAll = isOpen || !kinds.includes(kind);
  const offered = showsAll ? [...kinds, ...others] : kinds;
  return (
    <div className={classes.wide}>
      <div className={classes.line}>
        <Choice
          label="Kind of credential"
          options={offered.map((value) => ({ value, label: kindNames[value] }))}
          value={kind}
          onChange={onChange}
        />
        {showsAll || others.length === 0 ? null : (
          <Button size="small" kind="quiet" onClick={() => setIsOpen(true)}>
            Other…
          </Button>
        )}
      </div>
      <p className={classes.says}>{kindWords[kind]}</p>
    </div>
  );
}
