import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import classes from './panes.module.css';

type PanesProps = {
  /** `vertical` puts the second below the first. */
  orientation: 'vertical' | 'horizontal';
  /** What the handle divides, for people who hear it. */
  name: string;
  first: ReactNode;
  second: ReactNode;
  /** Part of the first pane, 0 to 1, until the user moves the handle. */
  start: number;
};

const least = 0.15;
const keyStep = 0.03;

// How the user left each pair of panes, by name, for as long as the window lives.
const remembered = new Map<string, number>();

/** Two panes and a handle between them: dragged, moved with the arrow keys, set back by a double click. */
export function Panes({ orientation, name, first, second, start }: PanesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [moved, setMoved] = useState(remembered.get(name) ?? null);
  const part = moved ?? start;
  const move = (next: number) => {
    const kept = Math.min(1 - least, Math.max(least, next));
    remembered.set(name, kept);
    setMoved(kept);
  };
  const letGo = () => {
    remembered.delete(name);
    setMoved(null);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = frame.current?.getBoundingClientRect();
    if (box === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    move(orientation === 'vertical' ? (event.clientY - box.top) / box.height : (event.clientX - box.left) / box.width);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event.key, orientation);
    if (step === 0) return;
    event.preventDefault();
    move(part + step);
  };
  return (
    <div
      ref={frame}
      className={classes.panes}
      data-orientation={orientation}
      style={{ '--first': `${part}fr`, '--second': `${1 - part}fr` } as Record<string, string>}
    >
      <div className={classes.pane}>{first}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved; a focusable separator is ARIA's own pattern */}
      <div
        role="separator"
        tabIndex={0}
        className={classes.handle}
        aria-label={`Size of ${name}`}
        aria-orientation={orientation === 'vertical' ? 'horizontal' : 'vertical'}
        aria-valuenow={Math.round(part * 100)}
        aria-valuemin={least * 100}
        aria-valuemax={(1 - least) * 100}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onDoubleClick={letGo}
        onKeyDown={onKeyDown}
      />
      <div className={classes.pane}>{second}</div>
    </div>
  );
}

function stepOf(key: string, orientation: PanesProps['orientation']): number {
  const [less, more] = orientation === 'vertical' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
  return key === less ? -keyStep : key === more ? keyStep : 0;
}
