import type { Ref } from 'react';
import { PageSection } from '../../ui/page.tsx';
import classes from './form.module.css';
import { KeyCard } from './key-card.tsx';
import { canUseKey, withKey } from './key-fields.ts';
import { KeyReader } from './key-reader.tsx';
import { changeNewConnection, type NewConnectionForm } from './new-connection.ts';
import type { HeldKey } from './read-key.ts';
import { SecretField, type SecretHandle } from './secret-field.tsx';
import { secretNeedOf } from './secret-need.ts';

type NewSecretSectionProps = { form: NewConnectionForm; secret: Ref<SecretHandle> };

/** The secret of a new connection: typed, or read from a key file and held by the core until it is created. */
export function NewSecretSection({ form, secret }: NewSecretSectionProps) {
  const need = secretNeedOf(form.credential);
  if (need === null) return null;
  const { held } = form;
  return (
    <PageSection title="Secret" note="goes into the vault and is never shown again">
      <div className={classes.stack}>
        {held !== null && canUseKey(form.credential, held) ? (
          <KeyCard held={held} onOther={() => changeNewConnection({ held: null })} />
        ) : need.way === 'key' ? (
          <KeyReader onHeld={(key) => hold(form, key)} />
        ) : (
          <div className={classes.half}>
            <SecretField key={form.credential.kind} ref={secret} name={need.name} />
          </div>
        )}
        {held === null || canUseKey(form.credential, held) ? null : (
          <p className={classes.says}>
            {held.fileName} holds {held.words}, which this way in has no use for.
          </p>
        )}
        {held === null ? <p className={classes.says}>Left out, it is asked for later.</p> : null}
      </div>
    </PageSection>
  );
}

function hold(form: NewConnectionForm, held: HeldKey): void {
  const credential = withKey(form.credential, held);
  // The way in was chosen by hand; a key only says what it can be used for.
  changeNewConnection({ held, credential: { ...credential, secretKind: form.credential.secretKind } });
}
