import type { GateCount } from '#shared/model/history-entry.ts';
import classes from './gate-filter.module.css';
import { gateName } from './gate-names.ts';

type GateFilterProps = {
  stops: readonly GateCount[];
  /** The gate whose entries are shown; null for all. */
  chosen: string | null;
  onChoose: (gate: string | null) => void;
};

/** The gates that stopped something, each with how often; pressed, only those entries are listed. */
export function GateFilter({ stops, chosen, onChoose }: GateFilterProps) {
  if (stops.length === 0) return null;
  return (
    <fieldset className={classes.filter}>
      <legend className="visually-hidden">Stopped at</legend>
      <span aria-hidden="true">Stopped at</span>
      {stops.map(({ gate, count }) => (
        <button
          key={gate}
          type="button"
          aria-pressed={gate === chosen}
          onClick={() => onChoose(gate === chosen ? null : gate)}
        >
          <span aria-hidden="true">■</span> {gateName(gate)} <small>{count}</small>
        </button>
      ))}
    </fieldset>
  );
}
