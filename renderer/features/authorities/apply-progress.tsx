import type { ApplyEvent } from '#shared/model/cf.ts';
import { Sentence } from '../../ui/sentence.tsx';
import classes from './apply-progress.module.css';
import type { ApplyRun } from './use-apply.ts';

/** What an update did so far: the commands, what they printed, and how it ended. */
export function ApplyProgress({ events, state }: Pick<ApplyRun, 'events' | 'state'>) {
  const printed = events
    .map((event, at) => ({ event, at }))
    .filter(({ event }) => event.kind === 'command' || event.kind === 'line');
  return (
    <div className={classes.progress}>
      {printed.length === 0 ? null : (
        <section
          className={classes.output}
          aria-label="Output of cf"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach what is below its edge
          tabIndex={0}
          ref={(box) => box?.scrollTo({ top: box.scrollHeight })}
        >
          {printed.map(({ event, at }) => (
            <PrintedLine key={at} event={event} />
          ))}
        </section>
      )}
      <Outcome events={events} state={state} />
    </div>
  );
}

function PrintedLine({ event }: { event: ApplyEvent }) {
  if (event.kind === 'command') return <p className={classes.command}>$ {event.text}</p>;
  if (event.kind !== 'line') return null;
  return <p data-stream={event.stream}>{event.text === '' ? '\u00a0' : event.text}</p>;
}

function Outcome({ events, state }: Pick<ApplyRun, 'events' | 'state'>) {
  const last = events.at(-1);
  if (state === 'running') return <p role="status">{wordsOf(last)}</p>;
  if (state === 'stopped') {
    return (
      <p className={classes.warned} role="status">
        <span aria-hidden="true">▲</span> You stopped it. The update may have been made all the same: renew the token to
        see.
      </p>
    );
  }
  if (last?.kind === 'failed') {
    return (
      <div className={classes.failed} role="alert">
        <p>
          <span aria-hidden="true">■</span> {last.words}
        </p>
        <p>
          <Sentence text={last.mend} />
        </p>
      </div>
    );
  }
  return last?.kind === 'done' ? <Done event={last} events={events} /> : null;
}

function Done({ event, events }: { event: ApplyEvent & { kind: 'done' }; events: readonly ApplyEvent[] }) {
  const token = events.findLast((one) => one.kind === 'token-renewed');
  const isWhole = event.missing.length === 0;
  return (
    <div className={classes.done} role="status">
      <p data-state={isWhole ? 'whole' : 'part'}>
        <span aria-hidden="true">{isWhole ? '✓' : '▲'}</span> {event.words}
      </p>
      {isWhole ? null : <Chips title="Missing in the new token" names={event.missing} kind="miss" />}
      {token === undefined ? null : <Chips title="The new token carries" names={token.authorities} kind="have" />}
    </div>
  );
}

function Chips({ title, names, kind }: { title: string; names: readonly string[]; kind: 'have' | 'miss' }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {names.map((name) => (
          <li key={name} className="chip" data-kind={kind}>
            {name}
          </li>
        ))}
      </ul>
    </section>
  );
}

function wordsOf(event: ApplyEvent | undefined): string {
  if (event?.kind === 'waiting') return event.words;
  if (event?.kind === 'token-renewed') return 'A new token was fetched.';
  return 'Under way…';
}
