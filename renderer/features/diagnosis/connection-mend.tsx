import { useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { useUpdateConnection } from '../connections/use-connections.ts';
import { type ConnectionAction, connectionChangeOf } from './apply-mend.ts';
import { Done, SendAgain } from './send-buttons.tsx';

type ConnectionMendProps = {
  action: ConnectionAction;
  connection: ConnectionView;
  draft: Draft | null;
  kind: 'primary' | 'plain';
};

/** Changes the connection as the mend says, and then offers to send again. */
export function ConnectionMend({ action, connection, draft, kind }: ConnectionMendProps) {
  const update = useUpdateConnection();
  const [isDone, setDone] = useState(false);
  const change = connectionChangeOf(action, connection);
  if (isDone) {
    return (
      <>
        <Done words="changed" />
        {draft === null ? null : <SendAgain kind="primary" draftId={draft.id} isBusy={false} from={0} />}
      </>
    );
  }
  if (change === null) return null;
  const apply = async () => setDone(await update.run({ id: connection.id, ...change }));
  return (
    <>
      <Button size="small" kind={kind} isBusy={update.isBusy} onClick={() => void apply()}>
        {labelOf(action)}
      </Button>
      <ActionError error={update.error} />
    </>
  );
}

function labelOf(action: ConnectionAction): string {
  switch (action.kind) {
    case 'client-authentication':
      return action.clientAuthentication === 'post-body' ? 'Send the secret in the body' : 'Send the secret encoded';
    case 'token-url':
      return 'Correct the token endpoint';
    case 'set-variable':
      return `Correct ${action.name}`;
    case 'correct-assertion':
      return assertionLabel(action);
  }
}

function assertionLabel(action: Extract<ConnectionAction, { kind: 'correct-assertion' }>): string {
  if (action.algorithm !== undefined) return `Sign with ${action.algorithm}`;
  if (action.placement !== undefined) return 'Put the assertion where it belongs';
  if (action.backDateSeconds !== undefined) return `Back-date iat by ${action.backDateSeconds} s`;
  return `Shorten the lifetime to ${action.lifetimeSeconds ?? 0} s`;
}
