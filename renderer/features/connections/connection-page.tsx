import { IconArrowLeft, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { updateApp } from '../../app/store.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Page, PageSection } from '../../ui/page.tsx';
import { sayMoment, sayWhen } from '../../ui/time.ts';
import { TokenPanel } from '../tokens/token-panel.tsx';
import { ConnectionName } from './connection-name.tsx';
import { CredentialSection } from './credential-section.tsx';
import { EndpointsSection } from './endpoints-section.tsx';
import { FirstCall } from './first-call.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { RenewButton } from './renew-button.tsx';

/** Everything that may be shown of a connection. */
export function ConnectionPage({ connection }: { connection: ConnectionView }) {
  const [isRenaming, setIsRenaming] = useState(false);
  const [isRemoving, setIsRemoving] = useState(false);
  const system = systemOf(connection.system).name;
  return (
    <Page
      before={
        <IconButton
          label="All connections"
          icon={<IconArrowLeft size={16} stroke={1.6} />}
          onClick={() => updateApp({ shownConnectionId: null })}
        />
      }
      title={
        isRenaming ? (
          <ConnectionName connection={connection} onDone={() => setIsRenaming(false)} />
        ) : (
          <>
            {connection.name}
            <IconButton
              label="Rename"
              icon={<IconPencil size={14} stroke={1.6} />}
              onClick={() => setIsRenaming(true)}
            />
          </>
        )
      }
      note={connection.isPractice ? `${system}, the practice system` : system}
      actions={
        <Button
          size="small"
          kind="quiet"
          icon={<IconTrash size={14} stroke={1.6} />}
          onClick={() => setIsRemoving(true)}
        >
          Remove…
        </Button>
      }
    >
      <FirstCall connection={connection} />
      <EndpointsSection connection={connection} />
      <CredentialSection connection={connection} />
      <PageSection title="Token" note={<RenewButton connection={connection} />}>
        <TokenPanel connection={connection} />
      </PageSection>
      <IdentitySection connection={connection} />
      {isRemoving ? <RemoveDialog connection={connection} onClose={() => setIsRemoving(false)} /> : null}
    </Page>
  );
}

function IdentitySection({ connection }: { connection: ConnectionView }) {
  const now = useNow();
  const { identity, createdAt, lastUsedAt } = connection;
  return (
    <PageSection title="Identity" note="what the key says about itself">
      <Facts>
        <Fact name="Tenant" isMono>
          {identity.tenant}
        </Fact>
        <Fact name="Subaccount" isMono>
          {identity.subaccountId}
        </Fact>
        <Fact name="Application" isMono>
          {identity.xsappname}
        </Fact>
        <Fact name="Service instance" isMono>
          {identity.serviceInstanceId}
        </Fact>
        <Fact name="Imported">{sayMoment(createdAt)}</Fact>
        <Fact name="Last used">{lastUsedAt === null ? 'never' : sayWhen(lastUsedAt, now)}</Fact>
      </Facts>
    </PageSection>
  );
}
