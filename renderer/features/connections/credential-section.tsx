import { useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { PageSection } from '../../ui/page.tsx';
import { Problems } from '../../ui/problems.tsx';
import { kindNames } from './connection-presets.ts';
import { CredentialFacts } from './credential-facts.tsx';
import { credentialOf, fieldsOf } from './credential-fields.ts';
import { CredentialForm } from './credential-form.tsx';
import { credentialProblems, isBlocked } from './credential-problems.ts';
import classes from './credential-section.module.css';
import { useUpdateConnection } from './use-connections.ts';

/** How the connection logs in, to read and to change. The secret is only ever said to be there. */
export function CredentialSection({ connection }: { connection: ConnectionView }) {
  const [isEditing, setIsEditing] = useState(false);
  const mayEdit = !connection.isPractice && !isEditing;
  return (
    <PageSection
      title="Credential"
      note={
        <>
          {kindNames[connection.credential.kind]}
          {mayEdit ? (
            <span className={classes.change}>
              <Button size="small" onClick={() => setIsEditing(true)}>
                Change…
              </Button>
            </span>
          ) : null}
        </>
      }
    >
      {isEditing ? (
        <CredentialEditor connection={connection} onDone={() => setIsEditing(false)} />
      ) : (
        <CredentialFacts connection={connection} />
      )}
    </PageSection>
  );
}

function CredentialEditor({ connection, onDone }: { connection: ConnectionView; onDone: () => void }) {
  const { id, system, credential } = connection;
  const [fields, setFields] = useState(() => fieldsOf(credential, system));
  const update = useUpdateConnection();
  const changed = credentialOf(fields);
  const problems = credentialProblems(changed, system);
  const keep = async () => {
    if (!isBlocked(problems) && (await update.run({ id, credential: changed }))) onDone();
  };
  return (
    <form
      className={classes.editor}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <CredentialForm
        system={system}
        fields={fields}
        problems={problems}
        onChange={(change) => setFields({ ...fields, ...change })}
      />
      {changed.kind === credential.kind ? null : (
        <p className={classes.note}>Another kind of credential needs a secret of its own; it is asked for next.</p>
      )}
      <div className={classes.buttons}>
        <Button size="small" onClick={onDone}>
          Cancel
        </Button>
        <Button size="small" kind="primary" type="submit" disabled={isBlocked(problems)} isBusy={update.isBusy}>
          Keep the changes
        </Button>
      </div>
      <ActionError error={update.error} />
      {update.error === null ? null : <Problems problems={update.error.problems} />}
    </form>
  );
}
