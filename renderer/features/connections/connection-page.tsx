import { IconArrowLeft, IconPencil, IconStethoscope } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { updateApp } from '../../app/store.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Page, PageSection } from '../../ui/page.tsx';
import { DoctorPanel } from '../doctor/doctor-panel.tsx';
import { useDoctor } from '../doctor/use-doctor.ts';
import { TokenPanel } from '../tokens/token-panel.tsx';
import { ColourDot } from './colour-dot.tsx';
import { ConnectionMenu } from './connection-menu.tsx';
import { ConnectionName } from './connection-name.tsx';
import classes from './connection-page.module.css';
import { CredentialSection } from './credential-section.tsx';
import { EndpointsSection } from './endpoints-section.tsx';
import { FirstCall } from './first-call.tsx';
import { hasToken } from './has-token.ts';
import { IdentitySection } from './identity-section.tsx';
import { MarksSection } from './marks-section.tsx';
import { PreviewSection } from './preview-section.tsx';
import { ProductionTag } from './production-tag.tsx';
import { RenewButton } from './renew-button.tsx';
import { TransferNote } from './transfer-note.tsx';
import { TrustSection } from './trust-section.tsx';

/** Everything that may be shown of a connection. */
export function ConnectionPage({ connection }: { connection: ConnectionView }) {
  const doctor = useDoctor(connection.id);
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
      title={<Title connection={connection} />}
      note={connection.isPractice ? `${system}, the practice system` : system}
      actions={
        <>
          <Button
            size="small"
            icon={<IconStethoscope size={14} stroke={1.6} />}
            isBusy={doctor.startedAt !== null}
            onClick={doctor.check}
          >
            Check this connection
          </Button>
          <ConnectionMenu connection={connection} />
        </>
      }
    >
      <TransferNote />
      <FirstCall connection={connection} />
      <DoctorPanel doctor={doctor} connection={connection} />
      <IdentitySection connection={connection} />
      <EndpointsSection connection={connection} />
      <CredentialSection connection={connection} />
      <PreviewSection connection={connection} />
      {hasToken(connection.credential) ? (
        <PageSection title="Token" note={<RenewButton connection={connection} />}>
          <TokenPanel connection={connection} />
        </PageSection>
      ) : null}
      <TrustSection connection={connection} />
      <MarksSection connection={connection} />
    </Page>
  );
}

function Title({ connection }: { connection: ConnectionView }) {
  const [isRenaming, setIsRenaming] = useState(false);
  if (isRenaming) return <ConnectionName connection={connection} onDone={() => setIsRenaming(false)} />;
  return (
    <>
      {connection.colour === 'none' ? null : <ColourDot colour={connection.colour} />}
      <span className={classes.name}>{connection.name}</span>
      {connection.isProduction ? <ProductionTag /> : null}
      <IconButton label="Rename" icon={<IconPencil size={14} stroke={1.6} />} onClick={() => setIsRenaming(true)} />
    </>
  );
}
