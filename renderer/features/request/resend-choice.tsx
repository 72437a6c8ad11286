import { Checkbox } from '@mantine/core';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { canAllowResend } from './can-allow-resend.ts';

type ResendChoiceProps = {
  draft: Draft;
  connection: ConnectionView;
  onChange: (resendOn401: boolean) => void;
};

/** Lets a call that might do its work twice be repeated with a new token. Nothing where there is no choice to make. */
export function ResendChoice({ draft, connection, onChange }: ResendChoiceProps) {
  if (!canAllowResend(draft, connection)) return null;
  return (
    <Checkbox
      label={`After a 401, renew the token and send this ${draft.method} once more`}
      description="Without it nothing is sent twice. A GET is repeated by itself, because it changes nothing."
      checked={draft.resendOn401}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
