import { useId, useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { keysOf } from '../../app/keys.ts';
import { cancelSend, sendDraft } from '../../app/send-draft.ts';
import { useApp } from '../../app/store.ts';
import { Button } from '../../ui/button.tsx';
import { TabStrip } from '../../ui/tab-strip.tsx';
import { AuthSummary } from './auth-summary.tsx';
import { BodyEditor } from './body-editor.tsx';
import { CodePart } from './code-part.tsx';
import { HeadersEditor } from './headers-editor.tsx';
import { isBodilessMethod } from './is-bodiless-method.ts';
import { MethodPicker } from './method-picker.tsx';
import { NeedPill } from './need-pill.tsx';
import { QueryEditor } from './query-editor.tsx';
import { readQueryRows } from './query-rows.ts';
import styles from './request-pane.module.css';
import { UrlField } from './url-field.tsx';
import { useDraftConnection } from './use-draft-connection.ts';

type DraftChange = Partial<Omit<Draft, 'id'>>;
type RequestPaneProps = { draft: Draft; onChange: (change: DraftChange) => void };
type Part = 'body' | 'query' | 'headers' | 'auth' | 'code';

/** The upper pane: a draft, edited and sent. */
export function RequestPane({ draft, onChange }: RequestPaneProps) {
  const connection = useDraftConnection(draft);
  const [part, setPart] = useState<Part>(() => startPart(draft));
  const panelId = useId();
  return (
    <section className={styles.pane} aria-label="Draft">
      <div className={styles.line}>
        <div className={styles.address}>
          <MethodPicker method={draft.method} onChange={(method) => onChange({ method })} />
          <UrlField url={draft.url} connection={connection} onChange={(url) => onChange({ url })} />
        </div>
        <SendButton draftId={draft.id} />
      </div>
      <div className={styles.parts}>
        <TabStrip label="Parts of the draft" items={partsOf(draft)} active={part} panelId={panelId} onSelect={setPart}>
          <span className={styles.gap} />
          <NeedPill draft={draft} connection={connection} />
        </TabStrip>
      </div>
      <div id={panelId} role="tabpanel" aria-label={part} className={styles.part}>
        <PartOfDraft part={part} draft={draft} connection={connection} onChange={onChange} />
      </div>
    </section>
  );
}

type PartOfDraftProps = RequestPaneProps & { part: Part; connection: ConnectionView | null };

function PartOfDraft({ part, draft, connection, onChange }: PartOfDraftProps) {
  switch (part) {
    case 'body':
      return <BodyEditor draft={draft} onChange={(body) => onChange({ body })} />;
    case 'query':
      return <QueryEditor url={draft.url} onChange={(url) => onChange({ url })} />;
    case 'headers':
      return <HeadersEditor headers={draft.headers} onChange={(headers) => onChange({ headers })} />;
    case 'auth':
      return <AuthSummary draft={draft} connection={connection} onChange={onChange} />;
    case 'code':
      return <CodePart draft={draft} connection={connection} />;
  }
}

/** A draft without a body that asks something in its query string opens there. */
function startPart(draft: Draft): Part {
  return draft.body === '' && isBodilessMethod(draft.method) && readQueryRows(draft.url).length > 0 ? 'query' : 'body';
}

function partsOf(draft: Draft) {
  const queryCount = readQueryRows(draft.url).filter(({ name, value }) => name !== '' || value !== '').length;
  const headerCount = draft.headers.filter(({ isEnabled, name }) => isEnabled && name !== '').length;
  return [
    { id: 'body', label: 'Body' },
    { id: 'query', label: 'Query', count: queryCount || undefined },
    { id: 'headers', label: 'Headers', count: headerCount || undefined },
    { id: 'auth', label: 'Auth' },
    { id: 'code', label: 'Code' },
  ] as const;
}

/** One button, so that the focus stays while Send becomes Cancel and back. */
function SendButton({ draftId }: { draftId: string }) {
  const isSending = useApp((state) => (state.outcomes[draftId]?.sendingSince ?? null) !== null);
  return (
    <Button
      className={styles.send}
      kind={isSending ? 'plain' : 'primary'}
      keys={isSending ? undefined : keysOf('send')}
      onClick={() => (isSending ? cancelSend(draftId) : void sendDraft(draftId))}
    >
      {isSending ? 'Cancel' : 'Send'}
    </Button>
  );
}
