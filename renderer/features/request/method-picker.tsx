import { HttpMethod } from '#shared/model/draft.ts';
import styles from './method-picker.module.css';

/** The method, in its colour and always in its word. */
export function MethodPicker({ method, onChange }: { method: HttpMethod; onChange: (method: HttpMethod) => void }) {
  return (
    <select
      className={`verb ${styles.picker}`}
      data-method={method}
      aria-label="Method"
      value={method}
      onChange={(event) => onChange(HttpMethod.parse(event.currentTarget.value))}
    >
      {HttpMethod.options.map((option) => (
        <option key={option} value={option} className="verb" data-method={option}>
          {option}
        </option>
      ))}
    </select>
  );
}
