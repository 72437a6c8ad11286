import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { ExchangeResponse } from '#shared/model/exchange.ts';
import { formatBytes } from '#shared/text/bytes.ts';
import { readContentType } from '#shared/text/content-type.ts';
import { layOutJson } from '#shared/text/json-layout.ts';
import { styleNonce } from '../../app/style-nonce.ts';
import { Button } from '../../ui/button.tsx';
import { CodeEditor, type EditorHandle } from '../../ui/code-editor/code-editor.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { hasHugeLine, textOfBody } from './body-text.ts';
import styles from './body-view.module.css';
import { HexView } from './hex-table.tsx';
import type { BodyBytes } from './read-windows.ts';
import { useBody } from './use-body.ts';

type BodyViewProps = {
  exchangeId: string;
  response: ExchangeResponse;
  /** The beginning of the body of an exchange that is in no history; null when its file had none. */
  openedText?: string | null | undefined;
};

/** The body of an answer. */
export function BodyView({ exchangeId, response, openedText }: BodyViewProps) {
  if (openedText === undefined) return <RecordedBody exchangeId={exchangeId} response={response} />;
  if (openedText === null || openedText === '') return <Said>The file holds no body of this answer.</Said>;
  const isCut = response.bodyBytes > openedText.length;
  const remarks = isCut ? [`The body is ${formatBytes(response.bodyBytes)}; this is its beginning.`] : [];
  return <TextBody text={openedText} response={response} remarks={remarks} />;
}

/** A body of history, read window by window through the byte channel. */
function RecordedBody({ exchangeId, response }: Omit<BodyViewProps, 'openedText'>) {
  const body = useBody(exchangeId, response.bodyBytes > 0);
  if (response.bodyBytes === 0) return <Said>{emptyWords(response)}</Said>;
  if (body.isError) return <Said>The body could not be read. Send again, or open it from history.</Said>;
  if (body.isPending) return <Said isQuiet>Reading {formatBytes(response.bodyBytes)}…</Said>;
  if (body.data === null)
    return <Said>The body is no longer kept. Its size was {formatBytes(response.bodyBytes)}.</Said>;
  return <ReadBody body={body.data} response={response} />;
}

function emptyWords({ status, isComplete }: ExchangeResponse): string {
  if (!isComplete) return 'The answer broke off before its first byte.';
  return status === 204 ? 'The answer has no body, as 204 promises.' : 'The answer has no body.';
}

function Said({ children, isQuiet = false }: { children: ReactNode; isQuiet?: boolean }) {
  return (
    <p className={styles.said} data-quiet={isQuiet}>
      {children}
    </p>
  );
}

function ReadBody({ body, response }: { body: BodyBytes; response: ExchangeResponse }) {
  const isWhole = body.bytes.length === body.totalBytes;
  const read = useMemo(() => textOfBody(body.bytes, response.contentType, isWhole), [body, response, isWhole]);
  const remarks = remarksOn(body, response);
  if (read.kind === 'text') return <TextBody text={read.text} response={response} remarks={remarks} />;
  return (
    <div className={styles.body}>
      <div className={styles.tools}>
        <span className={styles.remark}>
          {[
            `${formatBytes(body.totalBytes)} of ${readContentType(response.contentType).mime || 'something unnamed'}, shown as bytes`,
            ...remarks,
          ].join(' · ')}
        </span>
      </div>
      <HexView bytes={body.bytes} totalBytes={body.totalBytes} />
    </div>
  );
}

function remarksOn(body: BodyBytes, response: ExchangeResponse): string[] {
  const remarks: string[] = [];
  if (!response.isComplete) remarks.push(`▲ The answer broke off after ${formatBytes(body.totalBytes)}.`);
  if (body.bytes.length < body.totalBytes) {
    remarks.push(`The body is ${formatBytes(body.totalBytes)}; this is its first ${formatBytes(body.bytes.length)}.`);
  }
  return remarks;
}

type TextBodyProps = { text: string; response: ExchangeResponse; remarks: string[] };

function TextBody({ text, response, remarks }: TextBodyProps) {
  const editor = useRef<EditorHandle>(null);
  const [isRaw, setIsRaw] = useState(false);
  const laidOut = useMemo(() => (looksLikeJson(text, response) ? layOutJson(text) : null), [text, response]);
  const shown = isRaw || laidOut === null ? text : laidOut;
  const isWrapped = useMemo(() => !hasHugeLine(shown), [shown]);
  useFindKey(editor);
  return (
    <div className={styles.body}>
      <div className={styles.tools}>
        {laidOut === null ? null : <RawSwitch isRaw={isRaw} onChange={setIsRaw} />}
        <span className={styles.remark}>{remarks.join(' ')}</span>
        <Button size="small" kind="quiet" onClick={() => editor.current?.openFind()}>
          Find
        </Button>
        <CopyButton size="small" kind="quiet" text={shown}>
          Copy
        </CopyButton>
      </div>
      <div className={styles.editor}>
        <CodeEditor
          ref={editor}
          label="Body of the answer"
          styleNonce={styleNonce()}
          value={shown}
          language={laidOut === null ? 'text' : 'json'}
          isReadOnly
          isWrapped={isWrapped}
        />
      </div>
    </div>
  );
}

/** Ctrl+F searches the body from everywhere but the request pane, whose editor has a search of its own. */
function useFindKey(editor: RefObject<EditorHandle | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.code !== 'KeyF' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest('[data-pane="request"]') !== null) return;
      event.preventDefault();
      editor.current?.openFind();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [editor]);
}

/** A server's word is enough to try; without it, so is the first character. */
function looksLikeJson(text: string, { contentType }: ExchangeResponse): boolean {
  return readContentType(contentType).kind === 'json' || /^\s*[[{]/.test(text.slice(0, 200));
}

function RawSwitch({ isRaw, onChange }: { isRaw: boolean; onChange: (isRaw: boolean) => void }) {
  return (
    <fieldset className={styles.switch} aria-label="Layout of the body">
      <button type="button" aria-pressed={!isRaw} onClick={() => onChange(false)}>
        Pretty
      </button>
      <button type="button" aria-pressed={isRaw} onClick={() => onChange(true)}>
        Raw
      </button>
    </fieldset>
  );
}
