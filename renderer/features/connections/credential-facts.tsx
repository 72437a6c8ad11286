import type { ReactNode } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { AssertionCredential, ClientCredentials, ExtraField } from '#shared/model/credential.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { authenticationOf } from './client-authentications.ts';
import { placementWords } from './placement-words.ts';
import { SecretLine } from './secret-line.tsx';
import { secretNeedOf } from './secret-need.ts';

/** The public part of a credential, and where its secret is. */
export function CredentialFacts({ connection }: { connection: ConnectionView }) {
  const { credential } = connection;
  if (credential.kind === 'none') return <p>Calls go out without a login.</p>;
  const need = secretNeedOf(credential);
  return (
    <Facts>
      <KindFacts connection={connection} />
      {need === null ? null : (
        <Fact name={need.name}>
          <SecretLine key={`${credential.kind} ${need.way}`} connection={connection} need={need} />
        </Fact>
      )}
    </Facts>
  );
}

function KindFacts({ connection: { credential } }: { connection: ConnectionView }): ReactNode {
  switch (credential.kind) {
    case 'oauth2-client-credentials':
      return <ClientFacts credential={credential} />;
    case 'assertion':
      return <AssertionFacts credential={credential} />;
    case 'basic':
      return (
        <>
          <Fact name="User" isMono>
            {credential.username}
          </Fact>
          <Fact name="Session">{credential.keepsSession ? 'the server’s cookies are sent back' : 'none kept'}</Fact>
        </>
      );
    case 'api-key':
      return (
        <Fact name={credential.in === 'header' ? 'Header' : 'Parameter'} isMono>
          {credential.name}
        </Fact>
      );
    case 'bearer':
    case 'none':
      return null;
  }
}

function ClientFacts({ credential }: { credential: ClientCredentials }) {
  return (
    <>
      <Fact name="Token endpoint" isMono>
        {credential.tokenUrl}
      </Fact>
      <Fact name="Sent as">
        {credential.secretKind === 'x509'
          ? 'certificate of the TLS connection (mTLS)'
          : authenticationOf(credential.clientAuthentication)?.label}
      </Fact>
      <Fact name="Scope" isMono={credential.scope !== ''}>
        {credential.scope === '' ? 'everything the client may have' : credential.scope}
      </Fact>
      <ExtraFacts name="Parameters" rows={credential.extraParameters} />
      <ExtraFacts name="Headers" rows={credential.extraHeaders} />
    </>
  );
}

function ExtraFacts({ name, rows }: { name: string; rows: readonly ExtraField[] }) {
  if (rows.length === 0) return null;
  return (
    <Fact name={name} isMono>
      {rows.map((row) => `${row.name}: ${row.value}`).join(', ')}
    </Fact>
  );
}

function AssertionFacts({ credential }: { credential: AssertionCredential }) {
  const { placement, lifetimeSeconds, backDateSeconds } = credential;
  const grants = placement.in === 'client-assertion' || placement.in === 'jwt-bearer-grant';
  return (
    <>
      <Fact name="Issuer" isMono>
        {credential.issuer}
      </Fact>
      <Fact name="Subject" isMono>
        {credential.subject}
      </Fact>
      <Fact name="Audience" isMono>
        {credential.audience}
      </Fact>
      <Fact name="Signed with">
        {credential.algorithm}
        {credential.keyId === '' ? null : (
          <>
            , key id <code>{credential.keyId}</code>
          </>
        )}
      </Fact>
      <Fact name="Lives for">
        {lifetimeSeconds.toLocaleString('en-GB')} s{backDateSeconds === 0 ? '' : `, back-dated by ${backDateSeconds} s`}
      </Fact>
      <Fact name="Goes">{placementWords(placement)}</Fact>
      <Fact name="Token endpoint" isMono>
        {grants ? placement.tokenUrl : null}
      </Fact>
      <Fact name="Further claims" isMono>
        {credential.extraClaims}
      </Fact>
    </>
  );
}
