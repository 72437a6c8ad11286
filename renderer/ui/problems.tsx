import type { Problem } from '#shared/contract/errors.ts';
import classes from './problems.module.css';
import { Sentence } from './sentence.tsx';

type ProblemsProps = {
  problems: readonly Problem[];
  /** Makes each place a button that leads to it. */
  onGoTo?: (problem: Problem) => void;
};

/** Every fault found in what the user gave: where it is, what it is, what mends it. */
export function Problems({ problems, onGoTo }: ProblemsProps) {
  if (problems.length === 0) return null;
  return (
    <ul className={classes.problems}>
      {problems.map((problem) => (
        <li key={`${problem.field}:${problem.line}:${problem.column}:${problem.sentence}`}>
          <Place problem={problem} onGoTo={onGoTo} />
          <div>
            <p>
              <Sentence text={problem.sentence} />
            </p>
            {problem.mend === '' ? null : (
              <p className={classes.mend}>
                <Sentence text={problem.mend} />
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Place({ problem, onGoTo }: { problem: Problem; onGoTo: ProblemsProps['onGoTo'] | undefined }) {
  const { field, line, column } = problem;
  const at = line === null ? '' : column === null ? `line ${line}` : `line ${line}:${column}`;
  if (field === '' && at === '') return <span className={classes.place}>whole text</span>;
  return (
    <span className={classes.place}>
      {field === '' ? null : <code>{field}</code>}
      {at === '' ? null : onGoTo === undefined ? (
        <span>{at}</span>
      ) : (
        <button type="button" onClick={() => onGoTo(problem)}>
          {at}
        </button>
      )}
    </span>
  );
}
