import { useId, useState } from 'react';
import { compareTokens, type TokenComparison } from '#shared/jwt/compare-tokens.ts';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Jwt } from '#shared/text/jwt.ts';
import { ActionError } from '../../ui/action-error.tsx';
import styles from './anatomy-block.module.css';
import { JwtField } from './jwt-field.tsx';
import { readPasted } from './read-pasted.ts';
import { sayValue } from './say-value.ts';
import { useConnectionJwt } from './use-connection-jwt.ts';
import { useTokenConnections } from './use-token-connections.ts';

const pasted = 'pasted';

type TokenComparisonProps = { title: string; jwt: Jwt; connectionId: string | null };

/** A second token beside the first: another connection's, or one that is pasted. */
export function TokenComparisonSection({ title, jwt, connectionId }: TokenComparisonProps) {
  const others = useTokenConnections().filter(({ id }) => id !== connectionId);
  const [chosen, setChosen] = useState(() => firstWithJwt(others)?.id ?? pasted);
  const other = others.find(({ id }) => id === chosen) ?? null;
  const selectId = useId();
  return (
    <section className={styles.block} aria-label="Comparison">
      <div className={styles.head}>
        <h2>Compare with</h2>
        <label className="visually-hidden" htmlFor={selectId}>
          Second token
        </label>
        <select
          id={selectId}
          className={styles.select}
          value={other?.id ?? pasted}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value={pasted}>A JWT I paste</option>
        </select>
      </div>
      {other === null ? (
        <WithPasted title={title} jwt={jwt} />
      ) : (
        <WithConnection key={other.id} title={title} jwt={jwt} connection={other} />
      )}
    </section>
  );
}

function firstWithJwt(connections: readonly ConnectionView[]): ConnectionView | undefined {
  return connections.find(({ token, credential }) => token !== null || credential.kind === 'assertion');
}

function WithPasted({ title, jwt }: { title: string; jwt: Jwt }) {
  const [text, setText] = useState('');
  const reading = readPasted(text);
  return (
    <>
      <JwtField
        label="Second JWT"
        value={text}
        onChange={setText}
        fault={reading?.ok === false ? reading.fault : null}
      />
      {reading?.ok ? <Differences titles={[title, 'Pasted']} comparison={compareTokens(jwt, reading.jwt)} /> : null}
    </>
  );
}

function WithConnection({ title, jwt, connection }: { title: string; jwt: Jwt; connection: ConnectionView }) {
  const { subject, error } = useConnectionJwt(connection);
  if (error !== null) return <ActionError error={error} />;
  if (subject === null) return null;
  if (subject.kind === 'nothing') {
    return (
      <p className={styles.aside}>
        {subject.title}. {subject.sentence}
      </p>
    );
  }
  return (
    <Differences
      titles={[title, `${connection.name}: ${subject.title}`]}
      comparison={compareTokens(jwt, subject.jwt)}
    />
  );
}

function Differences({ titles, comparison }: { titles: [string, string]; comparison: TokenComparison }) {
  const { differences, alike, scopes } = comparison;
  const hasScopes = scopes.onlyLeft.length + scopes.onlyRight.length + scopes.both.length > 0;
  return (
    <>
      <table className={styles.table} data-columns="alike">
        <thead>
          <tr>
            <th scope="col">Differs</th>
            <th scope="col">{titles[0]}</th>
            <th scope="col">{titles[1]}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ part, name, left, right }) => (
            <tr key={`${part} ${name}`}>
              <td className="mono" data-part={part}>
                {name}
              </td>
              <Side name={name} value={left} />
              <Side name={name} value={right} />
            </tr>
          ))}
          {hasScopes ? <Scopes scopes={scopes} /> : null}
        </tbody>
      </table>
      <p className={styles.aside}>{alikeWords(differences.length, [...alike.header, ...alike.claims])}</p>
    </>
  );
}

function Side({ name, value }: { name: string; value: unknown }) {
  if (value === undefined) return <td className={styles.aside}>not there</td>;
  return <td className="mono">{sayValue(name, value)}</td>;
}

function Scopes({ scopes: { onlyLeft, onlyRight, both } }: { scopes: TokenComparison['scopes'] }) {
  return (
    <tr>
      <td className="mono" data-part="claims">
        scope
      </td>
      {[onlyLeft, onlyRight].map((only, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two sides, and they never change places
        <td key={index}>
          {only.map((scope) => (
            <span key={scope} className="chip" data-kind="have">
              + {scope}
            </span>
          ))}
          {only.length === 0 ? <small>nothing the other lacks</small> : null}
          <small className={styles.line}>{both.length} in both</small>
        </td>
      ))}
    </tr>
  );
}

function alikeWords(differences: number, alike: string[]): string {
  if (differences === 0) return 'Header and claims say the same.';
  return alike.length === 0 ? 'Nothing else is alike.' : `Alike in both: ${alike.join(', ')}.`;
}
