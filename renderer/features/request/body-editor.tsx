import { type KeyboardEvent, useDeferredValue, useMemo } from 'react';
import type { Draft } from '#shared/model/draft.ts';
import { formatBytes } from '#shared/text/bytes.ts';
import { layOutJson } from '#shared/text/json-layout.ts';
import { styleNonce } from '../../app/style-nonce.ts';
import { Button } from '../../ui/button.tsx';
import { CodeEditor } from '../../ui/code-editor/code-editor.tsx';
import styles from './body-editor.module.css';
import { bodyLanguageOf, findBodyFault } from './body-faults.ts';

/** The body as text, with its first fault in words below it. */
export function BodyEditor({ draft, onChange }: { draft: Draft; onChange: (body: string) => void }) {
  const language = bodyLanguageOf(draft);
  const checked = useDeferredValue(draft.body);
  const fault = useMemo(() => (language === 'json' ? findBodyFault(checked) : null), [language, checked]);
  const bodyBytes = useMemo(() => new TextEncoder().encode(checked).length, [checked]);
  const layOut = () => {
    const laidOut = layOutJson(draft.body);
    if (laidOut !== null && laidOut !== draft.body) onChange(laidOut);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.code !== 'KeyF' || !event.shiftKey || !event.altKey) return;
    event.preventDefault();
    layOut();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the shortcut belongs to the editor inside
    <div className={styles.body} onKeyDown={onKeyDown}>
      <div className={styles.editor}>
        <CodeEditor
          key={language}
          label="Body"
          styleNonce={styleNonce()}
          value={draft.body}
          language={language}
          placeholder="No body. What is typed here is sent."
          onChange={onChange}
          {...(language === 'json' ? { findFaults } : {})}
        />
      </div>
      <div className={styles.foot}>
        <p className={styles.fault} role="status">
          {fault === null ? null : (
            <>
              <span aria-hidden="true">▲ </span>
              {fault.line === null ? '' : `Line ${fault.line}: `}
              {fault.sentence} {fault.mend}
            </>
          )}
        </p>
        {draft.body === '' ? null : <span className={styles.size}>{formatBytes(bodyBytes)}</span>}
        {language === 'json' && draft.body !== '' ? (
          <Button size="small" kind="quiet" onClick={layOut} disabled={fault !== null} title="Shift Alt F">
            Format
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function findFaults(text: string) {
  const fault = findBodyFault(text);
  if (fault === null) return [];
  return [{ line: fault.line ?? 1, column: fault.column ?? 1, message: `${fault.sentence} ${fault.mend}` }];
}
