import { type TimeMark, timeLineOf } from '#shared/jwt/time-line.ts';
import { useNow } from '../../app/use-now.ts';
import { sayClockSeconds, sayDay } from '../../ui/time.ts';
import { layOutMarks } from './lay-out-marks.ts';
import styles from './time-line-view.module.css';

/** When a token was issued, from when it holds and until when, around now; below it the same in words. */
export function TimeLineView({ claims }: { claims: Readonly<Record<string, unknown>> }) {
  const now = useNow();
  const { marks, state, sentence, faults } = timeLineOf(claims, now);
  const isKnown = marks.length > 1;
  return (
    <section className={styles.line} aria-label="Time">
      {isKnown ? <Track marks={marks} state={state} /> : null}
      <p className={styles.words} data-state={state}>
        <span aria-hidden="true">{signs[state]}</span>{' '}
        {isKnown ? sentence : 'It names no times: neither when it was issued nor when it ends.'}
      </p>
      {faults.map((fault) => (
        <p key={fault} className={styles.words} data-state="not-yet">
          <span aria-hidden="true">▲</span> {fault}
        </p>
      ))}
    </section>
  );
}

const signs = { valid: '✓', expired: '■', 'not-yet': '▲', endless: '○' } as const;

function Track({ marks, state }: { marks: TimeMark[]; state: string }) {
  const from = fractionOf(marks, 'nbf') ?? fractionOf(marks, 'iat') ?? 0;
  const to = fractionOf(marks, 'exp') ?? 1;
  return (
    <div className={styles.track} data-state={state} style={place({ '--from': from, '--to': to })}>
      <ul>
        {layOutMarks(marks).map(({ mark, row, side }) => (
          <li
            key={mark.id}
            data-mark={mark.id}
            data-row={row}
            data-side={side}
            style={place({ '--at': mark.fraction })}
            title={`${sayDay(mark.at)}, ${sayClockSeconds(mark.at)}`}
          >
            {mark.label} {mark.id === 'now' ? null : <Moment at={mark.at} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The clock alone for today, with the day for any other. */
function Moment({ at }: { at: number }) {
  const now = useNow();
  const isToday = sayDay(at) === sayDay(now);
  return <span className="tabular">{isToday ? sayClockSeconds(at) : `${sayDay(at)}, ${sayClockSeconds(at)}`}</span>;
}

function fractionOf(marks: TimeMark[], id: TimeMark['id']): number | null {
  return marks.find((mark) => mark.id === id)?.fraction ?? null;
}

/** Custom properties are the one inline style the policy lets React set: through the style object, not as an attribute. */
function place(values: Record<string, number>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
