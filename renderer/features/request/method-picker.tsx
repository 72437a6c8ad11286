import type { HttpMethod } from '#shared/model/draft.ts';
import styles from './method-picker.module.css';

// The model's own list stands in its zod schema. zod tries `new Function` when it loads, which the page's policy reports, and
// the page has no use for it otherwise.
const methods: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** The method, in its colour and always in its word. */
export function MethodPicker({ method, onChange }: { method: HttpMethod; onChange: (method: HttpMethod) => void }) {
  return (
    <select
      className={`verb ${styles.picker}`}
      data-method={method}
      aria-label="Method"
      value={method}
      onChange={(event) => onChange(event.currentTarget.value as HttpMethod)}
    >
      {methods.map((option) => (
        <option key={option} value={option} className="verb" data-method={option}>
          {option}
        </option>
      ))}
    </select>
  );
}
