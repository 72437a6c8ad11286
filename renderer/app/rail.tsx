import { useConnections } from '../features/connections/use-connections.ts';
import { useHistoryTotal } from '../features/history/use-history.ts';
import { usePracticeSystems } from '../features/practice/use-practice.ts';
import { Catalogue } from './catalogue.tsx';
import { keysOf } from './keys.ts';
import classes from './rail.module.css';
import { showView } from './show-view.ts';
import { useApp, type View, views } from './store.ts';
import { useShownConnection } from './use-shown-connection.ts';
import { viewNames } from './view-names.tsx';

/** The left edge: the views, and below them what the connection's system can do. */
export function Rail() {
  const current = useApp((state) => state.view);
  const connection = useShownConnection();
  const notes = useViewNotes();
  return (
    <div className={classes.rail} data-pane="rail">
      <nav aria-label="Views" className={classes.views}>
        {views.map((view) => (
          <button
            key={view}
            type="button"
            className={classes.item}
            aria-current={view === railViewOf(current) ? 'page' : undefined}
            onClick={() => showView(view)}
          >
            {viewNames[view].icon}
            {viewNames[view].name}
            <small>{notes[view]}</small>
            <span className={`kbd ${classes.keys}`} aria-hidden="true">
              {keysOf(`view-${view}`)}
            </span>
          </button>
        ))}
      </nav>
      {connection === null ? null : <Catalogue connection={connection} />}
    </div>
  );
}

/** The view of the rail that a screen without an entry of its own belongs to. */
function railViewOf(view: View): View {
  if (view === 'anatomy') return 'connections';
  return view === 'opened' ? 'history' : view;
}

function useViewNotes(): Partial<Record<View, string>> {
  const { connections } = useConnections();
  const total = useHistoryTotal();
  const practice = usePracticeSystems();
  return {
    connections: connections.length > 0 ? String(connections.length) : '',
    history: total !== null && total > 0 ? total.toLocaleString('en-GB') : '',
    practice: practice.some(({ isRunning }) => isRunning) ? 'on' : '',
  };
}
