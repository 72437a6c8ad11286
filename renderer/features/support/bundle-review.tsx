import { Checkbox } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import type { BundleChoice, BundleField, BundleReview } from '#shared/model/support-bundle.ts';
import { formatBytes } from '#shared/text/bytes.ts';
import { TabStrip } from '../../ui/tab-strip.tsx';
import { fieldsByExchange, withBody, withField } from './bundle-choice.ts';
import classes from './bundle-dialog.module.css';

type BundleReviewProps = {
  choice: BundleChoice;
  /** Null until the core has put it together. */
  review: BundleReview | null;
  onChange: (choice: BundleChoice) => void;
};

/** Every field that would leave, as it would leave, each with a box; and the report as it would read. */
export function BundleReviewPane({ choice, review, onChange }: BundleReviewProps) {
  const [view, setView] = useState<'fields' | 'report'>('fields');
  const panelId = useId();
  const first = useFocusOnce(review !== null);
  if (review === null) return <p className={classes.says}>Putting it together…</p>;
  const count = review.fields.filter(({ isIncluded }) => isIncluded).length;
  const items = [
    { id: 'fields', label: 'What leaves', count },
    { id: 'report', label: 'The report' },
  ] as const;
  return (
    <>
      <p className={classes.says}>
        Secrets are pseudonyms already: the same one everywhere for the same token. Of a body only what the report is
        told by leaves, unless you put it in whole. <code>{review.fileName}</code>, about {formatBytes(review.bytes)}.
      </p>
      <Checkbox
        ref={first}
        label="Hide hosts, tenants and user names"
        description="Each becomes a stable stand-in, such as host-1.example; the gates stay the same."
        checked={choice.hidesNames}
        onChange={(event) => onChange({ ...choice, hidesNames: event.currentTarget.checked })}
      />
      <div className={classes.tabs}>
        <TabStrip label="Views of the bundle" items={items} active={view} panelId={panelId} onSelect={setView} />
      </div>
      <div
        id={panelId}
        role="tabpanel"
        aria-label={view === 'report' ? 'The report' : 'What leaves'}
        // The fields can be reached one by one; the report is scrolled as a whole.
        tabIndex={view === 'report' ? 0 : undefined}
        className={classes.panel}
      >
        {view === 'report' ? (
          <pre className={classes.report}>{review.report}</pre>
        ) : (
          [...fieldsByExchange(review.fields)].map(([exchangeId, fields]) => (
            <FieldGroup key={exchangeId} exchangeId={exchangeId} fields={fields} choice={choice} onChange={onChange} />
          ))
        )}
      </div>
    </>
  );
}

/** The button that led here is gone; the focus goes to what is to be decided, and never by itself to the button that saves. */
function useFocusOnce(isThere: boolean) {
  const target = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isThere) target.current?.focus();
  }, [isThere]);
  return target;
}

type FieldGroupProps = Omit<BundleReviewProps, 'review'> & { exchangeId: string; fields: readonly BundleField[] };

function FieldGroup({ exchangeId, fields, choice, onChange }: FieldGroupProps) {
  const title = fields.find(({ kind }) => kind === 'url')?.value ?? 'About this app';
  return (
    <section className={classes.group} aria-label={title}>
      <header>
        <h3>{title}</h3>
        {exchangeId === '' ? null : (
          <Checkbox
            label="with its bodies"
            checked={choice.bodiesOf.includes(exchangeId)}
            onChange={(event) => onChange(withBody(choice, exchangeId, event.currentTarget.checked))}
          />
        )}
      </header>
      <ul>
        {fields.map((field) => (
          <FieldLine
            key={field.id}
            field={field}
            onChoose={(isIn) =>
              onChange(field.kind === 'body' ? withBody(choice, exchangeId, isIn) : withField(choice, field.id, isIn))
            }
          />
        ))}
      </ul>
    </section>
  );
}

function FieldLine({ field, onChoose }: { field: BundleField; onChoose: (isIn: boolean) => void }) {
  return (
    <li data-included={field.isIncluded}>
      <Checkbox
        size="xs"
        aria-label={`${field.label}: ${field.isIncluded ? 'leaves' : 'stays here'}`}
        checked={field.isIncluded}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <span className={classes.label}>{field.label}</span>
      <code>{field.value}</code>
    </li>
  );
}
