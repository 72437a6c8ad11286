import { useEffect, useRef, useState } from 'react';
import classes from './drop-zone.module.css';
import { importFile } from './import-key.ts';

/** The whole window takes key files, exported connections and what a customer sent. While one is held over it, it says so. */
export function DropZone() {
  const isOver = useFileDrop();
  if (!isOver) return null;
  return (
    <div className={classes.zone} aria-hidden="true">
      <div className={classes.words}>
        <b>Drop it to read it</b>
        <span>
          Any key file, connections that were exported, or what a customer sent: a HAR, a curl transcript, a support
          bundle. It is recognised by what is in it.
        </span>
      </div>
    </div>
  );
}

function useFileDrop(): boolean {
  const [isOver, setIsOver] = useState(false);
  // Entering a child comes before leaving its parent, so what counts is how many were entered and not left.
  const depth = useRef(0);
  useEffect(() => {
    const stop = new AbortController();
    const listen = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', listener: (event: DragEvent) => void) =>
      window.addEventListener(type, (event) => holdsFiles(event) && listener(event), { signal: stop.signal });
    const settle = (change: number) => {
      depth.current = Math.max(0, depth.current + change);
      setIsOver(depth.current > 0);
    };
    listen('dragenter', (event) => {
      event.preventDefault();
      settle(1);
    });
    listen('dragover', (event) => event.preventDefault());
    listen('dragleave', () => settle(-1));
    listen('drop', (event) => {
      event.preventDefault();
      settle(-depth.current);
      void importAll([...(event.dataTransfer?.files ?? [])]);
    });
    return () => stop.abort();
  }, []);
  return isOver;
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** One after the other; the first that cannot be read ends it, so that its faults are seen. */
async function importAll(files: readonly File[]): Promise<void> {
  for (const file of files) {
    const outcome = await importFile(file, file.name);
    if (outcome !== null && outcome.kind !== 'imported') return;
  }
}
