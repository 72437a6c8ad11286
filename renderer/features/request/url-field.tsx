import { type MouseEvent, type RefObject, type SyntheticEvent, useId, useMemo, useRef, useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import styles from './url-field.module.css';
import { describeVariables, spansOfUrl, type UrlSpan } from './url-spans.ts';

type UrlFieldProps = { url: string; connection: ConnectionView | null; onChange: (url: string) => void };

const noVariables = {};

/**
 * The address. An input cannot colour its text, so its own is transparent and a copy lies under it, letter on letter;
 * the input keeps the caret, the selection and everything a keyboard or a screen reader wants.
 */
export function UrlField({ url, connection, onChange }: UrlFieldProps) {
  const spans = useMemo(() => spansOfUrl(url, connection?.variables ?? noVariables), [url, connection]);
  const [scrollLeft, setScrollLeft] = useState(0);
  const copy = useRef<HTMLDivElement>(null);
  const tip = useVariableTip(copy, spans, scrollLeft);
  const descriptionId = useId();
  const described = describeVariables(spans, connection?.name ?? null);
  return (
    <div className={styles.field}>
      <div className={styles.clip} aria-hidden="true">
        <div ref={copy} className={styles.copy} style={{ transform: `translateX(${-scrollLeft}px)` }}>
          <UrlCopy spans={spans} />
        </div>
      </div>
      <input
        className={styles.input}
        type="text"
        inputMode="url"
        aria-label="Address"
        aria-describedby={descriptionId}
        placeholder="https://host/path"
        autoComplete="off"
        spellCheck={false}
        value={url}
        onChange={(event) => onChange(event.currentTarget.value)}
        onScroll={(event) => setScrollLeft(event.currentTarget.scrollLeft)}
        onMouseMove={tip.onMouseMove}
        onMouseLeave={tip.onMouseLeave}
        onSelect={tip.onSelect}
        onBlur={tip.onBlur}
      />
      <span id={descriptionId} className={styles.described}>
        {described.join('; ')}
      </span>
      {tip.shown === null ? null : <VariableTip {...tip.shown} connection={connection} />}
    </div>
  );
}

function UrlCopy({ spans }: { spans: readonly UrlSpan[] }) {
  let at = 0;
  return spans.map((span) => {
    const key = at;
    at += span.text.length;
    if (span.kind === 'text') return <span key={key}>{span.text}</span>;
    return (
      <span key={key} className={styles.variable} data-at={key} data-known={span.value !== null}>
        {span.text}
      </span>
    );
  });
}

type Variable = Extract<UrlSpan, { kind: 'variable' }>;
type ShownTip = { variable: Variable; left: number };

/** The variable under the pointer, or the one the caret stands in. */
function useVariableTip(copy: RefObject<HTMLDivElement | null>, spans: readonly UrlSpan[], scrollLeft: number) {
  const [at, setAt] = useState<{ pointer: number | null; caret: number | null }>({ pointer: null, caret: null });
  const chips = () => [...(copy.current?.querySelectorAll<HTMLElement>('[data-at]') ?? [])];
  const startUnder = (clientX: number) => {
    const chip = chips().find((one) => {
      const { left, right } = one.getBoundingClientRect();
      return clientX >= left && clientX <= right;
    });
    return chip === undefined ? null : Number(chip.dataset.at);
  };
  const start = at.pointer ?? at.caret;
  const variable = start === null ? null : variableAt(spans, start);
  const chip = variable === null ? undefined : chips().find((one) => Number(one.dataset.at) === variable.start);
  const shown: ShownTip | null =
    variable === null || chip === undefined
      ? null
      : { variable: variable.span, left: Math.max(0, chip.offsetLeft - scrollLeft) };
  return {
    shown,
    onMouseMove: (event: MouseEvent) => setAt({ ...at, pointer: startUnder(event.clientX) }),
    onMouseLeave: () => setAt({ ...at, pointer: null }),
    onBlur: () => setAt({ ...at, caret: null }),
    onSelect: (event: SyntheticEvent<HTMLInputElement>) => setAt({ ...at, caret: event.currentTarget.selectionStart }),
  };
}

/** The variable that a place in the URL lies in, its first brace included and the place behind its last one not. */
function variableAt(spans: readonly UrlSpan[], place: number): { span: Variable; start: number } | null {
  let start = 0;
  for (const span of spans) {
    const end = start + span.text.length;
    if (span.kind === 'variable' && place >= start && place < end) return { span, start };
    start = end;
  }
  return null;
}

function VariableTip({ variable, left, connection }: ShownTip & { connection: ConnectionView | null }) {
  const whose = connection === null ? 'no connection' : connection.name;
  return (
    <div
      className={styles.tip}
      style={{ left: `min(${left}px, 100% - 280px)`, maxWidth: `max(280px, 100% - ${left}px)` }}
      aria-hidden="true"
    >
      {variable.value === null ? (
        <span className={styles.missing}>■ {variable.name} has no value</span>
      ) : (
        <span className="mono">{variable.value}</span>
      )}
      <small>{variable.value === null ? `${whose} does not define it` : `from ${whose}`}</small>
    </div>
  );
}
