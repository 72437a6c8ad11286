import { IconZoomScan } from '@tabler/icons-react';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { TokenState } from '#shared/model/token.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { sayMoment, saySpan, sayWhen } from '../../ui/time.ts';
import { claimLines } from './claim-lines.ts';
import { openAnatomy } from './open-anatomy.ts';
import styles from './token-panel.module.css';

/** What is known of a connection's token: everything but the token itself. */
export function TokenPanel({ connection }: { connection: ConnectionView }) {
  const { token } = connection;
  if (token === null) return <NoToken connection={connection} />;
  return (
    <div className={styles.panel}>
      <TokenFacts token={token} />
      <AnatomyButton connectionId={connection.id} />
    </div>
  );
}

function NoToken({ connection: { id, credential } }: { connection: ConnectionView }) {
  switch (credential.kind) {
    case 'none':
      return <p className={styles.none}>This connection has no credential, so it has no token.</p>;
    case 'oauth2-client-credentials':
      return <p className={styles.none}>No token yet. The first send fetches one, and it is kept until it ends.</p>;
    case 'assertion':
      return (
        <div className={styles.panel}>
          <p className={styles.none}>
            There is no token at hand; its anatomy shows the assertion that would be signed now.
          </p>
          <AnatomyButton connectionId={id} />
        </div>
      );
    default:
      return <p className={styles.none}>It logs in without a token that could be shown.</p>;
  }
}

function AnatomyButton({ connectionId }: { connectionId: string }) {
  return (
    <div>
      <Button size="small" icon={<IconZoomScan size={14} stroke={1.6} />} onClick={() => openAnatomy(connectionId)}>
        Anatomy
      </Button>
    </div>
  );
}

function TokenFacts({ token }: { token: TokenState }) {
  const claims = claimLines(token, sayMoment);
  return (
    <dl className={styles.facts}>
      <dt>Token</dt>
      <dd>
        <code>{token.tag}</code>
        <Life token={token} />
      </dd>
      <dt>Authorities</dt>
      <dd>
        <Authorities token={token} />
      </dd>
      {claims.map(({ name, value, note }) => (
        <ClaimFact key={name} name={name} value={value} note={note} />
      ))}
    </dl>
  );
}

function Life({ token }: { token: TokenState }) {
  const now = useNow();
  const fetched = `fetched ${sayWhen(token.fetchedAt, now)}`;
  const hasEnded = token.expiresAt <= now;
  return (
    <small data-tone={hasEnded ? 'warn' : undefined}>
      {hasEnded
        ? `▲ ended ${sayWhen(token.expiresAt, now)}; the next send fetches another`
        : `${fetched}, ${saySpan(token.expiresAt - now)} left`}
    </small>
  );
}

function Authorities({ token }: { token: TokenState }) {
  if (token.authorities.length === 0) return <small>none that it names</small>;
  return (
    <>
      <ul className={styles.chips}>
        {token.authorities.map((name) => (
          // A scope that had no prefix to split off is the token service's own (`uaa.resource`), and no authority.
          <li
            key={name}
            className="chip"
            data-kind={token.scopes.includes(name) && name.includes('.') ? 'plain' : 'have'}
          >
            {name}
          </li>
        ))}
      </ul>
      <small>{prefixNote(token)}</small>
    </>
  );
}

/** Scopes carry the application's name in front; people and the service instance speak of the rest. */
function prefixNote({ scopes }: TokenState): string {
  const prefixed = scopes.find((scope) => scope.includes('!') && scope.includes('.'));
  return prefixed === undefined ? '' : `prefix ${prefixed.slice(0, prefixed.lastIndexOf('.'))} split off`;
}

function ClaimFact({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <>
      <dt>
        <code>{name}</code>
      </dt>
      <dd>
        <span className={name === 'exp' ? undefined : 'mono'}>{value}</span>
        <small>{note}</small>
      </dd>
    </>
  );
}
