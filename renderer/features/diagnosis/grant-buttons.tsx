import { writeAuthoritiesFile } from '#shared/systems/sap-workflow/workbench/authorities-file.ts';
import { instancePlaceholder, updateCommand } from '#shared/systems/sap-workflow/workbench/commands.ts';
import { errorText } from '../../app/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { openAuthorities } from '../authorities/open-authorities.ts';
import styles from './mend-list.module.css';
import { Done } from './send-buttons.tsx';
import type { useGrant } from './use-grant.ts';

type Kind = 'primary' | 'plain';

type PracticeGrantProps = {
  authorities: string[];
  connectionId: string | null;
  kind: Kind;
  grant: ReturnType<typeof useGrant>;
};

/** Grants in the practice system, where that is one click; the workbench is where it is learnt. */
export function PracticeGrant({ authorities, connectionId, grant, kind }: PracticeGrantProps) {
  if (grant.isSuccess) return <Done words="granted" />;
  return (
    <>
      <Button size="small" kind={kind} isBusy={grant.isPending} onClick={() => grant.mutate(authorities)}>
        Grant in the practice system
      </Button>
      <AddToAuthorities authorities={authorities} connectionId={connectionId} kind="plain" />
      {grant.isError ? (
        <p className={styles.refused} role="alert">
          <span aria-hidden="true">■</span> {errorText(grant.error).sentence}
        </p>
      ) : null}
    </>
  );
}

type CommandCopiesProps = { authorities: readonly string[]; connectionId: string | null; kind: Kind };

/** The workbench, the command and the file for who grants them elsewhere. */
export function CommandCopies({ authorities, connectionId, kind }: CommandCopiesProps) {
  const json = writeAuthoritiesFile(authorities);
  const { line } = updateCommand('bash', { tool: 'cf', instance: '', subaccountId: '', parameters: { json } });
  return (
    <>
      <AddToAuthorities authorities={authorities} connectionId={connectionId} kind={kind} />
      {line === null ? null : (
        <CopyButton size="small" kind={connectionId === null ? kind : 'plain'} text={line}>
          Copy cf command
        </CopyButton>
      )}
      <CopyButton size="small" text={json}>
        Copy JSON
      </CopyButton>
      <small className={styles.hint}>
        The command is for bash. Put the service instance’s name in place of <code>{instancePlaceholder}</code>.
      </small>
    </>
  );
}

/** Opens the workbench with these in the connection's file. An exchange out of a file has no connection to write one for. */
function AddToAuthorities({ authorities, connectionId, kind }: CommandCopiesProps) {
  if (connectionId === null) return null;
  return (
    <Button size="small" kind={kind} onClick={() => void openAuthorities({ connectionId, authorities })}>
      Add to authorities…
    </Button>
  );
}
