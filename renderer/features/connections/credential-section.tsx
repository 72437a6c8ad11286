import { Select } from '@mantine/core';
import type { ConnectionView, SecretState } from '#shared/model/connection.ts';
import type { ClientAuthentication, ClientCredentials } from '#shared/model/credential.ts';
import { openVaultDialog } from '../../app/dialogs.ts';
import { useNow } from '../../app/use-now.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { PageSection } from '../../ui/page.tsx';
import { sayDay, saySpan } from '../../ui/time.ts';
import { useVault } from '../vault/use-vault.ts';
import classes from './credential-section.module.css';
import { chooseKeyFile } from './import-key.ts';
import { useUpdateConnection } from './use-connections.ts';

/** How the connection logs in. The secret is only ever said to be there. */
export function CredentialSection({ connection }: { connection: ConnectionView }) {
  const { credential } = connection;
  if (credential.kind === 'none') {
    return (
      <PageSection title="Credential">
        <p>Calls go out without a login.</p>
      </PageSection>
    );
  }
  return (
    <PageSection title="Credential" note="OAuth 2, client credentials">
      <Facts>
        <Fact name="Token endpoint" isMono>
          {credential.tokenUrl}
        </Fact>
        <Fact name="Client" isMono>
          {credential.clientId}
        </Fact>
        <Fact name={credential.secretKind === 'x509' ? 'Private key' : 'Secret'}>
          <SecretLine state={connection.secretState} />
        </Fact>
        <Fact name="Certificate">
          {credential.certificateExpiresAt === null ? null : <Expiry at={credential.certificateExpiresAt} />}
        </Fact>
        {credential.secretKind === 'x509' ? null : (
          <Fact name="Sent as" isField>
            <AuthenticationChoice id={connection.id} credential={credential} />
          </Fact>
        )}
        <Fact name="Scope" isField>
          <ScopeField id={connection.id} credential={credential} />
        </Fact>
      </Facts>
    </PageSection>
  );
}

function SecretLine({ state }: { state: SecretState }) {
  const vault = useVault().data;
  return (
    <span className={classes.secret}>
      {state === 'missing' ? null : (
        <span className={classes.masked} role="img" aria-label="masked">
          ••••••••••
        </span>
      )}
      <span data-tone={state === 'missing' || state === 'locked' ? 'warn' : undefined}>{secretWords[state]}</span>
      {state === 'missing' ? (
        <Button size="small" onClick={chooseKeyFile}>
          Give the key again…
        </Button>
      ) : null}
      {state === 'locked' ? (
        <Button size="small" onClick={openVaultDialog}>
          Unlock…
        </Button>
      ) : null}
      {state === 'in-memory' && vault?.kind === 'memory' ? (
        <Button size="small" kind="quiet" onClick={openVaultDialog}>
          Keep secrets…
        </Button>
      ) : null}
    </span>
  );
}

const secretWords: Record<SecretState, string> = {
  'in-memory': 'in memory; gone when Gatewright ends',
  kept: 'kept in the vault',
  locked: '▲ locked in the vault',
  missing: '▲ missing: the vault does not have it',
  'not-needed': 'none needed',
};

function Expiry({ at }: { at: number }) {
  const left = at - useNow();
  return (
    <span data-tone={left < 0 ? 'warn' : undefined}>
      {left < 0 ? `▲ ended ${sayDay(at)}; create a new key` : `until ${sayDay(at)}, ${saySpan(left)} left`}
    </span>
  );
}

const authentications: { value: ClientAuthentication; label: string }[] = [
  { value: 'post-body', label: 'POST, in the form body' },
  { value: 'post-basic', label: 'POST, Basic header' },
  { value: 'get-query', label: 'GET, in the address' },
];

const authenticationNotes: Record<ClientAuthentication, string> = {
  'post-body': 'Survives every character a secret may hold, and keeps it out of addresses.',
  'post-basic': 'For endpoints that want it; a secret with a + may be refused.',
  'get-query':
    'Puts the client secret into the address, where servers log it. Only for endpoints that know nothing else.',
};

type ChoiceProps = { id: string; credential: ClientCredentials };

function AuthenticationChoice({ id, credential }: ChoiceProps) {
  const update = useUpdateConnection();
  const chosen = credential.clientAuthentication;
  return (
    <div className={classes.choice}>
      <Select
        aria-label="How the secret is sent"
        data={authentications}
        value={chosen}
        w={240}
        onChange={(value) => {
          if (value !== null) void update.run({ id, clientAuthentication: value as ClientAuthentication });
        }}
      />
      <small>{authenticationNotes[chosen]}</small>
      <ActionError error={update.error} />
    </div>
  );
}

function ScopeField({ id, credential }: ChoiceProps) {
  const update = useUpdateConnection();
  const keep = (value: string) => {
    if (value.trim() !== credential.scope) void update.run({ id, scope: value.trim() });
  };
  return (
    <div className={classes.choice}>
      <input
        key={credential.scope}
        className={`mono ${classes.scope}`}
        aria-label="Scope"
        placeholder="everything the client may have"
        defaultValue={credential.scope}
        spellCheck={false}
        onBlur={(event) => keep(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      <ActionError error={update.error} />
    </div>
  );
}
