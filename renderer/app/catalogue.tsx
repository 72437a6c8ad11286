import { IconLock } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Operation } from '#shared/systems/system.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { Button } from '../ui/button.tsx';
import { FilterField } from '../ui/filter-field.tsx';
import classes from './catalogue.module.css';
import { openNewDraft, openOperation } from './drafts.ts';
import { useApp } from './store.ts';
import { useNow } from './use-now.ts';

/** The operations of a connection's system, grouped, each a click away from a ready draft. */
export function Catalogue({ connection }: { connection: ConnectionView }) {
  const [filter, setFilter] = useState('');
  const groups = useMemo(() => groupsOf(systemOf(connection.system).operations, filter), [connection.system, filter]);
  const shownOperation = useApp(operationInFront);
  const granted = useGranted(connection);
  if (systemOf(connection.system).operations.length === 0) return <NoCatalogue />;
  return (
    <nav className={classes.catalogue} aria-label="Operations" onKeyDown={moveWithArrows}>
      <FilterField label="Filter operations" placeholder="Filter operations" value={filter} onChange={setFilter} />
      <div className={classes.list}>
        {groups.map(([group, operations]) => (
          <section key={group} aria-label={group}>
            <h2>{group}</h2>
            {operations.map((operation) => (
              <OperationRow
                key={operation.id}
                operation={operation}
                isCurrent={operation.id === shownOperation}
                isLocked={isLocked(operation, granted)}
                onOpen={() => openOperation(connection, operation)}
              />
            ))}
          </section>
        ))}
        {groups.length === 0 ? <p className={classes.none}>No operation is called that.</p> : null}
      </div>
    </nav>
  );
}

/** A system of which nothing is known but that it speaks HTTP. */
function NoCatalogue() {
  return (
    <nav className={classes.catalogue} aria-label="Operations">
      <div className={classes.unknown}>
        <p>There is no list of what this service can do. Write a call of your own.</p>
        <Button size="small" onClick={openNewDraft}>
          New draft
        </Button>
      </div>
    </nav>
  );
}

type RowProps = { operation: Operation; isCurrent: boolean; isLocked: boolean; onOpen: () => void };

function OperationRow({ operation, isCurrent, isLocked, onOpen }: RowProps) {
  const needs = operation.authorities.length === 0 ? '' : ` – needs ${operation.authorities.join(' or ')}`;
  return (
    <button
      type="button"
      className={classes.operation}
      aria-current={isCurrent || undefined}
      title={`${operation.method} ${operation.path}${needs}`}
      onClick={onOpen}
    >
      <span className="verb" data-method={operation.method}>
        {shortMethod(operation.method)}
      </span>
      <span className={classes.name}>{operation.name}</span>
      {isLocked ? (
        <IconLock size={12} stroke={1.8} className={classes.lock} aria-label="the token lacks its authority" />
      ) : null}
    </button>
  );
}

function operationInFront(state: {
  drafts: readonly { id: string; operationId: string | null }[];
  activeDraftId: string | null;
  view: string;
}) {
  if (state.view !== 'requests') return null;
  return state.drafts.find((draft) => draft.id === state.activeDraftId)?.operationId ?? null;
}

/** Authorities of the living token; null when there is none to judge by. */
function useGranted({ token }: ConnectionView): readonly string[] | null {
  const now = useNow();
  return token === null || token.expiresAt <= now ? null : token.authorities;
}

function isLocked(operation: Operation, granted: readonly string[] | null): boolean {
  if (granted === null || operation.authorities.length === 0) return false;
  return !operation.authorities.some((authority) => granted.includes(authority));
}

/** Groups in the catalogue's order, with what matches every word typed: in name, path, method or authority. */
function groupsOf(operations: readonly Operation[], filter: string): [string, Operation[]][] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const text = [operation.name, operation.path, operation.method, ...operation.authorities].join(' ').toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    groups.set(operation.group, [...(groups.get(operation.group) ?? []), operation]);
  }
  return [...groups];
}

function shortMethod(method: string): string {
  return method === 'DELETE' ? 'DEL' : method === 'PATCH' ? 'PAT' : method.slice(0, 4);
}

/** Arrow keys walk the rows, also out of the filter. */
function moveWithArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(`input, .${classes.operation}`)];
  const here = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[here + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
