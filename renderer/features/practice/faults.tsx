import { Checkbox } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { PracticeStatus, PracticeSwitch } from '#shared/model/practice-status.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { PageSection } from '../../ui/page.tsx';
import classes from './faults.module.css';
import { countOn, type FaultGroup, groupFaults } from './group-faults.ts';
import { useClearFaults, useSetSwitch } from './use-practice.ts';

/** What can be made to go wrong in a practice system, by the place where it does, and a way back from all of it. */
export function Faults({ status: { system, switches } }: { status: PracticeStatus }) {
  const [filter, setFilter] = useState('');
  const setSwitch = useSetSwitch(system);
  const clear = useClearFaults(system);
  const onCount = countOn(switches);
  const groups = groupFaults(switches, filter);
  const top = useStayInView(filter);
  return (
    <PageSection title="Faults" note="turned on, the next call meets them; one of a group at a time">
      <div ref={top} className={classes.top} />
      <div className={classes.bar}>
        <FilterField
          className={classes.filter ?? ''}
          label="Find a fault or a cause"
          placeholder="Find a fault or a cause"
          value={filter}
          onChange={setFilter}
        />
        <Button size="small" disabled={onCount === 0} isBusy={clear.isBusy} onClick={() => void clear.run()}>
          {onCount === 0 ? 'No fault is on' : `Clear all faults (${onCount} on)`}
        </Button>
      </div>
      {groups.map((group) => (
        <Group
          // A search opens every group it finds something in; without one, each is as it was first drawn.
          key={`${group.title} ${filter !== ''}`}
          group={group}
          isOpen={filter !== '' || group.onCount > 0 || groups.length === 1}
          onTurn={(id, isOn) => void setSwitch.run({ id, isOn })}
        />
      ))}
      {groups.length === 0 ? <p className={classes.none}>No fault is called that.</p> : null}
      <ActionError error={setSwitch.error ?? clear.error} />
    </PageSection>
  );
}

/** What a search leaves is shorter, and would slip away above with the field in it. */
function useStayInView(filter: string) {
  const top = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (filter !== '') top.current?.scrollIntoView({ block: 'nearest' });
  }, [filter]);
  return top;
}

type Turn = (id: string, isOn: boolean) => void;

function Group({ group, isOpen, onTurn }: { group: FaultGroup; isOpen: boolean; onTurn: Turn }) {
  const { title, faults, onCount } = group;
  const [isShown, setShown] = useState(isOpen);
  return (
    <details className={classes.group} open={isShown} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>
        <IconChevronRight size={14} stroke={1.8} aria-hidden="true" />
        <b>{title}</b>
        <span>{onCount === 0 ? faults.length : <On>{onCount} on</On>}</span>
      </summary>
      {faults.map((fault) => (
        <Row key={fault.id} fault={fault} onTurn={onTurn} />
      ))}
    </details>
  );
}

function Row({ fault, onTurn }: { fault: PracticeSwitch; onTurn: Turn }) {
  const { id, name, words, cause, isOn } = fault;
  return (
    <label className={classes.row} htmlFor={`fault-${id}`} data-on={isOn}>
      <Checkbox
        id={`fault-${id}`}
        aria-label={name}
        aria-describedby={`fault-${id}-words`}
        checked={isOn}
        onChange={(event) => onTurn(id, event.currentTarget.checked)}
      />
      <span className={classes.name}>
        {name}
        {isOn ? <On>on</On> : null}
      </span>
      <span id={`fault-${id}-words`} className={classes.words}>
        {words}
      </span>
      <code>{cause}</code>
    </label>
  );
}

function On({ children }: { children: ReactNode }) {
  return (
    <em className={classes.on}>
      <span aria-hidden="true">▲</span> {children}
    </em>
  );
}
