import type { SystemId } from '#shared/model/system-id.ts';
import styles from './anatomy-block.module.css';
import { readScopes } from './known-scopes.ts';

type ScopeListProps = { claims: Readonly<Record<string, unknown>>; system: SystemId | null };

/** The scopes with their prefix split off, and what the token lacks of the authorities that are known. */
export function ScopeList({ claims, system }: ScopeListProps) {
  const { lines, lacking } = readScopes(claims, system);
  if (lines.length === 0) {
    return (
      <section className={styles.block} aria-label="Scopes">
        <h2>Scopes</h2>
        <p className={styles.aside}>It names none; what it allows is up to the server.</p>
      </section>
    );
  }
  return (
    <section className={styles.block} aria-label="Scopes">
      <h2>Scopes</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Authority</th>
            <th scope="col">Prefix split off</th>
            <th scope="col">What it allows</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ scope, name, prefix, allows }) => (
            <tr key={scope}>
              <td>
                <span className="chip" data-kind={allows === '' ? undefined : 'have'}>
                  {allows === '' ? '' : '✓ '}
                  {name}
                </span>
              </td>
              <td className={prefix === '' ? styles.aside : 'mono'}>{prefix === '' ? 'none' : prefix}</td>
              <td>{allows}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lacking.length === 0 ? null : (
        <details className={styles.lacking}>
          <summary>
            {lacking.length} further {lacking.length === 1 ? 'authority is' : 'authorities are'} known that this token
            lacks
          </summary>
          <ul>
            {lacking.map(({ name, allows }) => (
              <li key={name} className="chip" title={allows}>
                {name}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
