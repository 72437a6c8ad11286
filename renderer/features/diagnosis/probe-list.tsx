import { useEffect, useRef, useState } from 'react';
import type { Exchange } from '#shared/model/exchange.ts';
import type { Probe, ProbeId } from '#shared/model/probe.ts';
import { formatBytes } from '#shared/text/bytes.ts';
import { updateApp } from '../../app/store.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './probe-list.module.css';
import { statusWords } from './status-words.ts';
import { useProbe } from './use-report.ts';

type ProbeListProps = { probes: readonly Probe[]; exchangeId: string };

/** Harmless calls that would tell the possible causes apart, and what came of those that were sent. */
export function ProbeList({ probes, exchangeId }: ProbeListProps) {
  const probe = useProbe(exchangeId);
  const [running, setRunning] = useState<ProbeId | null>(null);
  const section = useKeepFocus(probe.isBusy);
  if (probes.length === 0 && probe.sent.length === 0) return null;
  return (
    <section ref={section} className={styles.probes} aria-label="What would tell">
      {probes.length === 0 ? (
        <h3>What was asked to tell</h3>
      ) : (
        <>
          <h3>What would tell</h3>
          <ul className={styles.offers}>
            {probes.map(({ id, text }) => (
              <li key={id}>
                <Button
                  size="small"
                  isBusy={probe.isBusy && running === id}
                  disabled={probe.isBusy && running !== id}
                  onClick={() => {
                    setRunning(id);
                    void probe.run(id);
                  }}
                >
                  {text}
                </Button>
              </li>
            ))}
          </ul>
          <p className={styles.harmless}>Each only reads, and what it brings is kept in history.</p>
        </>
      )}
      <ActionError error={probe.error} />
      {probe.sent.length === 0 ? null : <SentProbes sent={probe.sent} />}
    </section>
  );
}

/** The button of a probe goes when it has told; the focus stays in the section, on what came of it. */
function useKeepFocus(isBusy: boolean) {
  const section = useRef<HTMLElement>(null);
  const wasBusy = useRef(isBusy);
  useEffect(() => {
    const isDone = wasBusy.current && !isBusy;
    wasBusy.current = isBusy;
    if (isDone && document.activeElement === document.body) section.current?.querySelector('button')?.focus();
  }, [isBusy]);
  return section;
}

function SentProbes({ sent }: { sent: readonly Exchange[] }) {
  return (
    <div role="status">
      <ul className={styles.sent} aria-label="Probes sent">
        {sent.map((exchange) => (
          <li key={exchange.id}>
            <span className="verb" data-method={exchange.request.method}>
              {exchange.request.method}
            </span>
            {exchange.name === 'Probe' ? (
              <code>{pathOf(exchange.request.url)}</code>
            ) : (
              <span>{exchange.name.replace(/^Probe: /, '')}</span>
            )}
            <span>{outcomeOf(exchange)}</span>
            <Button
              size="small"
              kind="quiet"
              onClick={() => updateApp({ view: 'history', shownEntryId: exchange.id })}
              aria-label={`Show the probe ${exchange.name} in history`}
            >
              Show
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function pathOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? url : `${parsed.pathname}${parsed.search}`;
}

function outcomeOf({ response, failure }: Exchange): string {
  return response === null
    ? (failure?.code ?? 'no answer')
    : `${statusWords(response)} · ${formatBytes(response.bodyBytes)}`;
}
