import { useEffect, useState } from 'react';
import { flushAuthorityTexts } from '../features/authorities/authority-texts.ts';
import { DropZone } from '../features/connections/drop-zone.tsx';
import { ImportFailureDialog } from '../features/connections/import-failure-dialog.tsx';
import { PasteDialog } from '../features/connections/paste-dialog.tsx';
import { ProductionDialog } from '../features/connections/production-dialog.tsx';
import { SealedFileDialog } from '../features/connections/sealed-file-dialog.tsx';
import { VaultBar } from '../features/vault/vault-bar.tsx';
import { VaultDialog } from '../features/vault/vault-dialog.tsx';
import { Bar } from './bar.tsx';
import { CoreGone } from './core-gone.tsx';
import { flushDrafts } from './drafts.ts';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import classes from './shell.module.css';
import { StatusBar } from './status-bar.tsx';
import { useKeys } from './use-keys.ts';
import { CurrentView } from './views.tsx';

/** The frame of the window: bar, rail, the current view, status bar, and what lies over them. */
export function Shell({ closed }: { closed: Promise<void> }) {
  const isGone = useIsGone(closed);
  useKeys();
  useSavingOnHide();
  return (
    <div className={classes.shell}>
      <div className={classes.top}>
        {isGone ? <CoreGone /> : <VaultBar />}
        <Bar />
      </div>
      <Rail />
      <main className={classes.main}>
        <CurrentView />
      </main>
      <StatusBar />
      <DropZone />
      <PasteDialog />
      <ImportFailureDialog />
      <SealedFileDialog />
      <ProductionDialog />
      <VaultDialog />
      <Palette />
    </div>
  );
}

function useIsGone(closed: Promise<void>): boolean {
  const [isGone, setIsGone] = useState(false);
  useEffect(() => {
    let isMounted = true;
    void closed.then(() => isMounted && setIsGone(true));
    return () => {
      isMounted = false;
    };
  }, [closed]);
  return isGone;
}

/** A page that is hidden may never be shown again: what waits for its 300 ms is saved now. */
function useSavingOnHide(): void {
  useEffect(() => {
    const flush = () => {
      flushDrafts();
      flushAuthorityTexts();
    };
    const onHide = () => {
      if (document.visibilityState === 'hidden') flush();
    };
    document.addEventListener('visibilitychange', onHide);
    window.addEventListener('pagehide', flush);
    return () => {
      document.removeEventListener('visibilitychange', onHide);
      window.removeEventListener('pagehide', flush);
    };
  }, []);
}
