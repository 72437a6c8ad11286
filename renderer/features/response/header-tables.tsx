import type { Exchange, HeaderLine } from '#shared/model/exchange.ts';
import { formatHeaders } from '#shared/text/headers.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './header-tables.module.css';

/** Headers as they stood on the wire, both ways, with secrets already replaced by the core. */
export function HeaderTables({ exchange }: { exchange: Exchange }) {
  const { request, response } = exchange;
  return (
    <div className={styles.tables}>
      {response === null ? null : <HeaderTable title="Received" headers={response.headers} />}
      <HeaderTable title={`Sent with ${request.method}`} headers={request.headers} />
    </div>
  );
}

function HeaderTable({ title, headers }: { title: string; headers: readonly HeaderLine[] }) {
  return (
    <section aria-label={title}>
      <div className={styles.head}>
        <h2>{title}</h2>
        {headers.length === 0 ? null : (
          <CopyButton size="small" kind="quiet" text={formatHeaders(headers)}>
            Copy all
          </CopyButton>
        )}
      </div>
      {headers.length === 0 ? (
        <p className={styles.none}>No headers.</p>
      ) : (
        <table>
          <colgroup>
            <col className={styles.names} />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {numbered(headers).map(({ key, name, value }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** Headers repeat, so their place is part of their key. */
function numbered(headers: readonly HeaderLine[]): (HeaderLine & { key: string })[] {
  return headers.map((header, place) => ({ ...header, key: `${place} ${header.name}` }));
}
