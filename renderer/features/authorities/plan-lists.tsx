import type { ReactNode } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { useRenewToken } from '../connections/use-connections.ts';
import classes from './plan-lists.module.css';
import { aboutAuthority } from './suggestions.ts';
import type { Workbench } from './use-workbench.ts';

type PlanListsProps = { workbench: Workbench; onShow: (authority: string) => void };

/** What is granted, what the file says and what is needed, side by side, and in one line what the update would do. */
export function PlanLists({ workbench, onShow }: PlanListsProps) {
  const { plan, list, add } = workbench;
  return (
    <div className={classes.plan}>
      <Summary workbench={workbench} />
      <div className={classes.lists}>
        <List title="Granted now" count={plan.granted?.length ?? null} empty="Nothing beyond what every token carries.">
          {plan.granted === null ? (
            <NoToken connection={workbench.connection} />
          ) : (
            plan.granted.map((name) =>
              plan.removed.includes(name) ? (
                <li key={name}>
                  <Chip name={name} kind="del" onShow={onShow} />
                  <span className={classes.lost}>removed</span>
                  <Button size="small" kind="quiet" aria-label={`Keep ${name}`} onClick={() => add([name])}>
                    Keep
                  </Button>
                </li>
              ) : (
                <li key={name}>
                  <Chip name={name} kind="have" onShow={onShow} />
                </li>
              ),
            )
          )}
        </List>
        <List title="In this file" count={list.length} empty="Nothing yet: tick an operation, or add a preset.">
          {list.map((name) => (
            <li key={name}>
              <Chip name={name} kind={plan.added.includes(name) ? 'add' : 'have'} onShow={onShow} />
            </li>
          ))}
        </List>
        <List
          title="Needed by open drafts"
          count={plan.needs.length}
          empty="No open draft of this connection needs one."
        >
          {plan.needs.map(({ anyOf, by, isMet }) => (
            <li key={anyOf.join()} title={by.join(', ')}>
              {anyOf.map((name) => (
                <Chip key={name} name={name} kind={isMet ? 'have' : 'miss'} onShow={onShow} />
              ))}
              {isMet ? null : (
                <>
                  <span className={classes.lost}>missing</span>
                  <Button size="small" kind="quiet" aria-label={`Add ${anyOf.join(', ')}`} onClick={() => add(anyOf)}>
                    Add
                  </Button>
                </>
              )}
            </li>
          ))}
        </List>
      </div>
    </div>
  );
}

const chipMarks = { have: '✓ ', add: '+ ', del: '− ', miss: '' } as const;

/** An authority; pressed, it shows the operations it opens. */
function Chip({ name, kind, onShow }: { name: string; kind: keyof typeof chipMarks; onShow: (name: string) => void }) {
  return (
    <button
      type="button"
      className={`chip ${classes.chip}`}
      data-kind={kind}
      title={`${aboutAuthority(name)}\nPress to see what it opens.`}
      onClick={() => onShow(name)}
    >
      {chipMarks[kind]}
      {name}
    </button>
  );
}

function Summary({ workbench: { plan, add } }: { workbench: Workbench }) {
  const { granted, added, kept, removed } = plan;
  if (granted === null) {
    return <p className={classes.summary}>The update replaces the list. What is granted now is not known yet.</p>;
  }
  const isSame = added.length + removed.length === 0;
  return (
    <p className={classes.summary} aria-live="polite">
      {isSame ? (
        'The file lists what is granted already.'
      ) : (
        <span>
          The update replaces the list: <b>{added.length} added</b>, {kept.length} kept,{' '}
          <b className={removed.length > 0 ? classes.lost : undefined}>{removed.length} removed</b>.
        </span>
      )}
      {removed.length > 1 ? (
        <Button size="small" onClick={() => add(removed)}>
          Keep all {removed.length}
        </Button>
      ) : null}
    </p>
  );
}

function List({
  title,
  count,
  empty,
  children,
}: {
  title: string;
  count: number | null;
  empty: string;
  children: ReactNode;
}) {
  return (
    <section aria-label={title}>
      <h2>
        {title}
        {count === null ? null : <span className="tabular">{count}</span>}
      </h2>
      {count === null ? children : count === 0 ? <p>{empty}</p> : <ul>{children}</ul>}
    </section>
  );
}

function NoToken({ connection }: { connection: ConnectionView }) {
  const renew = useRenewToken();
  return (
    <div className={classes.noToken}>
      <p>No token was fetched yet, and only a token tells what is granted.</p>
      <Button size="small" isBusy={renew.isBusy} onClick={() => void renew.run(connection.id)}>
        Fetch a token
      </Button>
      <ActionError error={renew.error} />
    </div>
  );
}
