import type { AnatomyPart } from '#shared/jwt/anatomy.ts';
import styles from './anatomy-page.module.css';
import { sayValue } from './say-value.ts';

const scopeNames = new Set(['scope', 'scp', 'authorities']);

/** Every header parameter or claim with what it means. Scopes are counted here and listed in a table of their own. */
export function MemberList({ name, title, part }: { name: 'header' | 'claims'; title: string; part: AnatomyPart }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h2 data-part={name}>{title}</h2>
      <dl className={styles.members}>
        {part.members.map((member) => (
          <Member key={member.name} {...member} part={name} />
        ))}
      </dl>
      {part.members.length === 0 ? <p className={styles.aside}>It is empty.</p> : null}
    </section>
  );
}

function Member({ name, value, note, part }: AnatomyPart['members'][number] & { part: string }) {
  const isList = scopeNames.has(name) && Array.isArray(value);
  return (
    <>
      <dt data-part={part}>{name}</dt>
      <dd>
        {isList ? `${value.length}, in the table below` : <span className="mono">{sayValue(name, value)}</span>}
        {note === '' ? null : <small>{note}</small>}
      </dd>
    </>
  );
}
