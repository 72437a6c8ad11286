import type { ReactNode } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import type { Mend } from '#shared/model/gate-report.ts';
import { sendDraft } from '../../app/send-draft.ts';
import { updateApp } from '../../app/store.ts';
import { Button } from '../../ui/button.tsx';
import { ConnectionMend } from './connection-mend.tsx';
import { DraftMend } from './draft-mend.tsx';
import { CommandCopies, PracticeGrant } from './grant-buttons.tsx';
import { DropSession, ProbeButton, RenewButton, SendAgain } from './send-buttons.tsx';
import type { useGrant } from './use-grant.ts';

export type MendButtonsProps = {
  mend: Mend;
  exchange: Exchange;
  draft: Draft | null;
  connection: ConnectionView | null;
  isPrimary: boolean;
  isSending: boolean;
  grant: ReturnType<typeof useGrant>;
};

/** The button, or buttons, of one mend; nothing where a person has to do it by hand. */
export function MendButtons(props: MendButtonsProps): ReactNode {
  const { mend, exchange, draft, connection, isPrimary, isSending, grant } = props;
  const kind = isPrimary ? 'primary' : 'plain';
  const { action } = mend;
  switch (action?.kind) {
    case 'grant-authorities':
      return exchange.isPractice ? (
        <PracticeGrant
          authorities={action.authorities}
          connectionId={exchange.connectionId}
          grant={grant}
          kind={kind}
        />
      ) : (
        <CommandCopies authorities={action.authorities} connectionId={exchange.connectionId} kind={kind} />
      );
    case 'renew-token':
      if (draft === null) return null;
      return (
        <RenewButton
          kind={kind}
          isBusy={isSending}
          isNext={grant.isSuccess}
          onClick={() => void sendDraft(draft.id, { renewToken: true })}
        />
      );
    case 'send-again':
      return draft === null ? null : (
        <SendAgain
          kind={kind}
          draftId={draft.id}
          isBusy={isSending}
          from={exchange.startedAt + action.seconds * 1000}
        />
      );
    case 'open-connection':
      return exchange.connectionId === null ? null : (
        <Button
          size="small"
          kind={kind}
          onClick={() => updateApp({ view: 'connections', shownConnectionId: exchange.connectionId })}
        >
          Open the connection
        </Button>
      );
    case 'correct-url':
    case 'correct-body':
    case 'remove-header':
    case 'set-header':
      return <DraftMend action={action} exchange={exchange} draft={draft} connection={connection} kind={kind} />;
    case 'client-authentication':
    case 'correct-assertion':
    case 'token-url':
    case 'set-variable':
      return connection === null ? null : (
        <ConnectionMend action={action} connection={connection} draft={draft} kind={kind} />
      );
    case 'drop-session':
      return exchange.connectionId === null ? null : (
        <DropSession connectionId={exchange.connectionId} draft={draft} kind={kind} />
      );
    case 'run-probe':
      return exchange.connectionId === null ? null : (
        <ProbeButton probe={action.probe} exchangeId={exchange.id} kind={kind} />
      );
    default:
      return null;
  }
}
