import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import { anatomyOf } from '#shared/jwt/anatomy.ts';
import type { ConnectionView } from '#shared/model/connection.ts';
import { updateApp, useApp } from '../../app/store.ts';
import { tick, useNow } from '../../app/use-now.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './anatomy-page.module.css';
import type { AnatomySubject } from './anatomy-subject.ts';
import { AnatomyView, type Specimen } from './anatomy-view.tsx';
import { JwtField } from './jwt-field.tsx';
import { openAnatomy } from './open-anatomy.ts';
import { readPasted } from './read-pasted.ts';
import { useConnectionJwt } from './use-connection-jwt.ts';
import { useTokenConnections } from './use-token-connections.ts';

type RenewButton = (connection: ConnectionView) => ReactNode;

/** The anatomy of a connection's token or assertion, or of any JWT that is pasted. */
export function AnatomyPage({ renewButton }: { renewButton: RenewButton }) {
  const chosen = useApp((state) => state.anatomyConnectionId);
  const connection = useTokenConnections().find(({ id }) => id === chosen) ?? null;
  if (connection === null) return <PastedAnatomy />;
  return <ConnectionAnatomy key={connection.id} connection={connection} renewButton={renewButton} />;
}

function ConnectionAnatomy({ connection, renewButton }: { connection: ConnectionView; renewButton: RenewButton }) {
  const { subject, error } = useConnectionJwt(connection);
  const now = useNow();
  const verified = useMemo(() => ({ kind: 'connection' as const, connectionId: connection.id }), [connection.id]);
  const specimen = subject?.kind === 'jwt' ? specimenOf(connection, subject, now, verified) : null;
  return (
    <AnatomyView
      title={subject?.title ?? 'Anatomy'}
      note={subject?.kind === 'jwt' ? subject.note : connection.name}
      before={
        <IconButton
          label={`Back to ${connection.name}`}
          icon={<IconArrowLeft size={16} stroke={1.6} />}
          onClick={() => updateApp({ view: 'connections', shownConnectionId: connection.id })}
        />
      }
      picker={<SubjectPicker value={connection.id} />}
      actions={renewButton(connection)}
      specimen={specimen}
    >
      <ActionError error={error} />
      {subject?.kind === 'nothing' && error === null ? (
        <EmptyState title={subject.title} sentence={subject.sentence}>
          <Button onClick={() => openAnatomy(null)}>Paste a JWT</Button>
        </EmptyState>
      ) : null}
    </AnatomyView>
  );
}

function specimenOf(
  connection: ConnectionView,
  { jwt, isAssertion }: Extract<AnatomySubject, { kind: 'jwt' }>,
  now: number,
  subject: Specimen['subject'],
): Specimen | null {
  const { credential } = connection;
  const clientId = 'clientId' in credential ? credential.clientId : null;
  const reading = anatomyOf(jwt, { now, clientId });
  if (!reading.ok) return null;
  return {
    anatomy: reading.anatomy,
    jwt,
    connection,
    subject,
    ownKey: isAssertion
      ? 'The public half of the key that this connection signs with.'
      : 'The keys that the issuer publishes (JWKS), fetched from where the token came from.',
  };
}

function PastedAnatomy() {
  const [text, setText] = useState('');
  const now = useNow();
  const paste = (next: string) => {
    // A token of this very second would otherwise be one of the future.
    tick();
    setText(next);
  };
  const reading = useMemo(() => readPasted(text), [text]);
  const subject = useMemo(() => ({ kind: 'pasted' as const, jwt: reading?.ok ? reading.bare : '' }), [reading]);
  const specimen = useMemo((): Specimen | null => {
    if (reading === null || !reading.ok) return null;
    const taken = anatomyOf(reading.bare, { now, clientId: null });
    return taken.ok ? { anatomy: taken.anatomy, jwt: reading.jwt, connection: null, subject, ownKey: null } : null;
  }, [reading, subject, now]);
  return (
    <AnatomyView
      title="Pasted JWT"
      note="taken apart in this window; kept nowhere"
      before={null}
      picker={<SubjectPicker value="" />}
      specimen={specimen}
    >
      <div className={styles.paste}>
        <JwtField label="JWT" value={text} onChange={paste} fault={reading?.ok === false ? reading.fault : null} />
      </div>
      {reading === null ? (
        <EmptyState
          title="Paste a JWT"
          sentence="A token, an assertion, an id token: whatever has three parts with dots between. With or without “Bearer” before it."
        />
      ) : null}
    </AnatomyView>
  );
}

/** Whose token is on the table. */
function SubjectPicker({ value }: { value: string }) {
  const connections = useTokenConnections();
  return (
    <select
      className={styles.select}
      aria-label="Token to take apart"
      value={value}
      onChange={(event) => openAnatomy(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    >
      {connections.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      <option value="">A JWT I paste</option>
    </select>
  );
}
