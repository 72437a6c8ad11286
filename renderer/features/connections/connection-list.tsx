import { Checkbox } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { ConnectionView } from '#shared/model/connection.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { updateApp } from '../../app/store.ts';
import { useNow } from '../../app/use-now.ts';
import { sayWhen } from '../../ui/time.ts';
import { ColourDot } from './colour-dot.tsx';
import { ConnectionDot } from './connection-dot.tsx';
import classes from './connection-list.module.css';
import { lifeOf } from './life-of.ts';
import { ProductionTag } from './production-tag.tsx';

type ConnectionListProps = {
  connections: readonly ConnectionView[];
  /** Ids of those chosen for export. */
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
};

/** Every connection in a row of its own; a box at its left chooses it for export. */
export function ConnectionList({ connections, chosen, onChoose }: ConnectionListProps) {
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <ul className={classes.list} data-choosing={chosen.size > 0 || undefined}>
      {connections.map((connection) => (
        <li key={connection.id} className={classes.item}>
          <Checkbox
            className={classes.box}
            aria-label={`Choose ${connection.name}`}
            checked={chosen.has(connection.id)}
            onChange={() => toggle(connection.id)}
          />
          <ConnectionRow connection={connection} />
        </li>
      ))}
    </ul>
  );
}

function ConnectionRow({ connection }: { connection: ConnectionView }) {
  const now = useNow();
  const { lastUsedAt } = connection;
  return (
    <button
      type="button"
      className={classes.row}
      onClick={() => updateApp({ shownConnectionId: connection.id, connectionId: connection.id })}
    >
      <ConnectionDot connection={connection} />
      <span className={classes.name}>
        <ColourDot colour={connection.colour} />
        <span>{connection.name}</span>
        {connection.isProduction ? <ProductionTag /> : null}
        {connection.isPractice ? <small>practice</small> : null}
      </span>
      <span>{systemOf(connection.system).name}</span>
      <span className="mono">{whose(connection)}</span>
      <span>{lifeOf(connection, now).words}</span>
      <span>{lastUsedAt === null ? 'never used' : `used ${sayWhen(lastUsedAt, now)}`}</span>
      <IconChevronRight size={15} stroke={1.6} aria-hidden="true" />
    </button>
  );
}

/** Tenant, issuer or user: as whom the connection calls. */
function whose({ identity, credential }: ConnectionView): string {
  if (credential.kind === 'assertion') return credential.issuer;
  if (credential.kind === 'basic') return credential.username;
  return identity.tenant ?? identity.subaccountId ?? '';
}
