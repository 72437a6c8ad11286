import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { Draft } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import { keysOf } from '../../app/keys.ts';
import { TabStrip } from '../../ui/tab-strip.tsx';
import { Explain } from '../diagnosis/explain.tsx';
import { BodyView } from './body-view.tsx';
import { FactsLine } from './facts-line.tsx';
import { HeaderTables } from './header-tables.tsx';
import { HopList } from './hop-list.tsx';
import styles from './response-pane.module.css';
import { type ResponseView, startView, viewsOf } from './response-views.ts';
import { Sending } from './sending.tsx';
import { TimingView } from './timing-view.tsx';

type ResponsePaneProps = {
  /** What came of the last send; null before the first. */
  exchange: Exchange | null;
  /** The draft it belongs to; null in history, where nothing can be sent again. */
  draft: Draft | null;
  isSending: boolean;
  /** The last send brought no exchange: what is shown is the answer before it. */
  hasFailed?: boolean;
  /** Given for an exchange out of a file somebody sent, which is in no history: the beginning of its body. */
  openedText?: string | null | undefined;
  onCancel: () => void;
};

/** The lower pane: what an exchange brought back, and why. */
export function ResponsePane({
  exchange,
  draft,
  isSending,
  hasFailed = false,
  openedText,
  onCancel,
}: ResponsePaneProps) {
  const pane = useRef<HTMLElement>(null);
  useKeepFocus(pane, exchange?.id ?? null);
  return (
    <section ref={pane} className={styles.pane} aria-label="Answer" aria-busy={isSending}>
      {exchange === null ? (
        <NothingYet draft={draft} isSending={isSending} hasFailed={hasFailed} onCancel={onCancel} />
      ) : (
        <Answer
          key={exchange.id}
          exchange={exchange}
          draft={draft}
          isSending={isSending}
          hasFailed={hasFailed}
          openedText={openedText}
          onCancel={onCancel}
        />
      )}
    </section>
  );
}

/** The button that set a send off goes with the old answer; the focus stays in the pane, on its views. */
function useKeepFocus(pane: RefObject<HTMLElement | null>, exchangeId: string | null): void {
  const before = useRef(exchangeId);
  useEffect(() => {
    const isReplaced = before.current !== null && exchangeId !== null && before.current !== exchangeId;
    before.current = exchangeId;
    if (!isReplaced || document.activeElement !== document.body) return;
    pane.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  }, [pane, exchangeId]);
}

function NothingYet({ draft, isSending, hasFailed, onCancel }: Omit<ResponsePaneProps, 'exchange'>) {
  if (hasFailed && !isSending) return null;
  return (
    <div className={styles.empty}>
      {isSending ? (
        <>
          <Sending draft={draft} onCancel={onCancel} />
          <p>A login first if there is no token yet, then the call itself.</p>
        </>
      ) : (
        <p>
          Nothing sent yet. <span className="kbd">{keysOf('send')}</span> sends.
        </p>
      )}
    </div>
  );
}

function Answer({
  exchange,
  draft,
  isSending,
  hasFailed,
  openedText,
  onCancel,
}: ResponsePaneProps & { exchange: Exchange }) {
  const isStale = isSending || hasFailed === true;
  const [view, setView] = useState<ResponseView>(() => startView(exchange));
  const panelId = useId();
  return (
    <>
      <div className={styles.head} data-stale={isStale}>
        {isSending ? <Sending draft={draft} onCancel={onCancel} /> : <FactsLine exchange={exchange} />}
        <div className={styles.views}>
          <TabStrip
            label="Views of the answer"
            items={viewsOf(exchange)}
            active={view}
            panelId={panelId}
            onSelect={setView}
          />
        </div>
      </div>
      <div id={panelId} role="tabpanel" aria-label={view} className={styles.view} data-stale={isStale}>
        <View view={view} exchange={exchange} isSending={isSending} draft={draft} openedText={openedText} />
      </div>
    </>
  );
}

type ViewProps = {
  view: ResponseView;
  exchange: Exchange;
  isSending: boolean;
  draft: Draft | null;
  openedText: string | null | undefined;
};

function View({ view, exchange, isSending, draft, openedText }: ViewProps) {
  switch (view) {
    case 'explain':
      return <Explain exchange={exchange} isSending={isSending} draft={draft} isRecorded={openedText === undefined} />;
    case 'body':
      return exchange.response === null ? null : (
        <BodyView exchangeId={exchange.id} response={exchange.response} openedText={openedText} />
      );
    case 'headers':
      return <HeaderTables exchange={exchange} />;
    case 'timing':
      return <TimingView exchange={exchange} />;
    case 'hops':
      return <HopList hops={exchange.hops} />;
  }
}
