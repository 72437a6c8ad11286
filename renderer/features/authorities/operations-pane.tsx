import { Checkbox } from '@mantine/core';
import { useDeferredValue } from 'react';
import { addAuthorities, coverageOf, toggleOperation } from '#shared/systems/sap-workflow/workbench/authority-plan.ts';
import { authorityPresets } from '#shared/systems/sap-workflow/workbench/presets.ts';
import type { Operation } from '#shared/systems/system.ts';
import { Button } from '../../ui/button.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { operationGroups } from './operation-groups.ts';
import classes from './operations-pane.module.css';
import { aboutAuthority } from './suggestions.ts';
import type { Workbench } from './use-workbench.ts';

type OperationsPaneProps = { workbench: Workbench; filter: string; onFilter: (filter: string) => void };

/** Every call there is under what it needs: ticking one puts its authority into the file. */
export function OperationsPane({ workbench, filter, onFilter }: OperationsPaneProps) {
  const { list, plan } = workbench;
  const covered = addAuthorities(list, plan.carried);
  const groups = operationGroups(useDeferredValue(filter), covered);
  return (
    <section className={classes.pane} data-pane="authorities-operations" aria-label="Operations and what they need">
      <div className={classes.head}>
        <FilterField
          label="Search operations and authorities"
          placeholder="Search operations and authorities"
          value={filter}
          onChange={onFilter}
        />
        <Presets workbench={workbench} />
      </div>
      <div className={classes.list}>
        {groups.map(({ title, members, openCount }) => (
          <fieldset key={title} className={classes.group}>
            <legend>
              <span>{title}</span>
              <span className="tabular">
                {openCount} of {members.length} open
              </span>
            </legend>
            {members.map((operation) => (
              <OperationRow key={operation.id} operation={operation} workbench={workbench} />
            ))}
          </fieldset>
        ))}
        {groups.length === 0 ? <p className={classes.none}>No operation and no authority is called that.</p> : null}
      </div>
    </section>
  );
}

function Presets({ workbench: { list, plan, add } }: { workbench: Workbench }) {
  const isThere = (names: readonly string[]) =>
    names.every((name) => list.includes(name) || plan.carried.includes(name));
  return (
    <div className={classes.presets}>
      <span>Add for</span>
      {authorityPresets.map(({ id, name, words, authorities }) => (
        <Button key={id} size="small" title={words} disabled={isThere(authorities)} onClick={() => add(authorities)}>
          {name}
        </Button>
      ))}
      <Button
        size="small"
        title="Everything the open drafts of this connection need."
        disabled={plan.missing.length === 0}
        onClick={() => add(plan.missing)}
      >
        Open drafts
      </Button>
    </div>
  );
}

function OperationRow({ operation, workbench }: { operation: Operation; workbench: Workbench }) {
  const { list, plan, change } = workbench;
  const coverage = coverageOf(operation, addAuthorities(list, plan.carried));
  // What every token carries cannot be taken away by leaving it out.
  const isFixed = coverage === 'all' && operation.authorities.every((name) => !list.includes(name));
  const id = `operation-${operation.id}`;
  return (
    <div className={classes.row}>
      <Checkbox
        id={id}
        checked={coverage === 'all'}
        indeterminate={coverage === 'some'}
        disabled={isFixed}
        onChange={() => change(toggleOperation(operation, list))}
      />
      <label htmlFor={id} title={operation.path}>
        <span className="verb" data-method={operation.method}>
          {operation.method}
        </span>
        <span className={classes.name}>
          {operation.name}
          {operation.isDestructive ? <em>destructive</em> : null}
          {isFixed ? <small>every token carries it</small> : null}
        </span>
      </label>
      <span className={classes.chips}>
        {operation.authorities.map((name) =>
          operation.authorities.length === 1 ? (
            <AuthorityChip key={name} name={name} workbench={workbench} />
          ) : (
            <ChipSwitch key={name} name={name} workbench={workbench} />
          ),
        )}
      </span>
    </div>
  );
}

/** One of several authorities of an operation, which can be had alone. */
function ChipSwitch({ name, workbench }: { name: string; workbench: Workbench }) {
  const { list, add, change } = workbench;
  const isListed = list.includes(name);
  return (
    <button
      type="button"
      className={classes.switch}
      aria-pressed={isListed}
      onClick={() => (isListed ? change(list.filter((one) => one !== name)) : add([name]))}
    >
      <AuthorityChip name={name} workbench={workbench} />
    </button>
  );
}

function AuthorityChip({ name, workbench: { plan } }: { name: string; workbench: Workbench }) {
  const { mark, kind } = stateOf(name, plan);
  return (
    <span className="chip" data-kind={kind} title={aboutAuthority(name)}>
      {mark}
      {name}
    </span>
  );
}

function stateOf(name: string, plan: Workbench['plan']): { mark: string; kind: string | undefined } {
  if (plan.kept.includes(name) || plan.carried.includes(name)) return { mark: '✓ ', kind: 'have' };
  if (plan.added.includes(name)) return { mark: '+ ', kind: 'add' };
  return plan.removed.includes(name) ? { mark: '− ', kind: 'del' } : { mark: '', kind: undefined };
}
