import { TextInput } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Page, PageSection } from '../../ui/page.tsx';
import { Problems } from '../../ui/problems.tsx';
import { formProblems, suggestedName } from './connection-of-form.ts';
import { connectionPresets, presetOf } from './connection-presets.ts';
import { CredentialForm } from './credential-form.tsx';
import { isBlocked } from './credential-problems.ts';
import classes from './form.module.css';
import { changeNewConnection, changeSystem, closeNewConnection, type NewConnectionForm } from './new-connection.ts';
import { NewSecretSection } from './new-secret-section.tsx';
import { errorOf } from './problem-of-field.ts';
import type { SecretHandle } from './secret-field.tsx';
import { useCreateConnection } from './use-create-connection.ts';

/** A new connection on one page: which system, where it is, how to get in. */
export function NewConnectionPage({ form }: { form: NewConnectionForm }) {
  const [wasTried, setWasTried] = useState(false);
  const secret = useRef<SecretHandle>(null);
  const frame = useRef<HTMLFormElement>(null);
  const formId = useId();
  const create = useCreateConnection();
  const all = formProblems(form);
  // Nothing is called wrong before it was tried; the rules of an assertion are the exception, they help while typing.
  const shown = wasTried ? all : all.filter(({ field }) => isTyped(form, field));
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (isBlocked(all)) return focusFirstFault(frame.current);
    void create.run({ form, typed: secret.current?.read() ?? '' }).then((isMade) => isMade && secret.current?.clear());
  };
  return (
    <Page
      before={<IconButton label="Back" icon={<IconArrowLeft size={16} stroke={1.6} />} onClick={closeNewConnection} />}
      title="New connection"
      actions={
        <>
          <Button size="small" onClick={closeNewConnection}>
            Cancel
          </Button>
          <Button size="small" kind="primary" type="submit" form={formId} isBusy={create.isBusy}>
            Create
          </Button>
        </>
      }
    >
      <form ref={frame} id={formId} onSubmit={onSubmit} noValidate>
        {create.error === null ? null : (
          <div className={classes.failed}>
            <ActionError error={create.error} />
            <Problems problems={create.error.problems} />
          </div>
        )}
        {form.beganWithKey ? <NewSecretSection form={form} secret={secret} /> : null}
        <SystemSection form={form} />
        <EndpointSection form={form} problems={shown} />
        <PageSection title="Credential" note="how to get in; nothing here is secret">
          <CredentialForm
            system={form.system}
            fields={form.credential}
            problems={shown}
            onChange={(change) => changeNewConnection({ credential: { ...form.credential, ...change } })}
          />
        </PageSection>
        {form.beganWithKey ? null : <NewSecretSection form={form} secret={secret} />}
      </form>
    </Page>
  );
}

function SystemSection({ form }: { form: NewConnectionForm }) {
  return (
    <PageSection title="System">
      <div className={classes.stack}>
        <div>
          <Choice
            label="System"
            options={connectionPresets.map(({ system, name }) => ({ value: system, label: name }))}
            value={form.system}
            onChange={changeSystem}
          />
          <p className={classes.says}>{presetOf(form.system).says}</p>
        </div>
        <TextInput
          className={classes.half}
          label="Name"
          placeholder={suggestedName(form)}
          maxLength={80}
          autoComplete="off"
          value={form.name}
          onChange={(event) => changeNewConnection({ name: event.currentTarget.value })}
        />
      </div>
    </PageSection>
  );
}

function EndpointSection({ form, problems }: { form: NewConnectionForm; problems: ReturnType<typeof formProblems> }) {
  const { endpoint } = presetOf(form.system);
  return (
    <PageSection title="Endpoint" note={<code>{`{{${endpoint.variable}}}`}</code>}>
      <TextInput
        label={endpoint.label}
        description={endpoint.hint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        classNames={{ input: 'mono' }}
        placeholder={endpoint.example}
        type="url"
        autoComplete="off"
        spellCheck={false}
        value={form.endpoints[endpoint.variable] ?? ''}
        error={errorOf(problems, endpoint.variable)}
        onChange={(event) =>
          changeNewConnection({ endpoints: { ...form.endpoints, [endpoint.variable]: event.currentTarget.value } })
        }
      />
    </PageSection>
  );
}

/** Whether a field holds something already, so that a fault in it is worth saying. */
function isTyped({ credential }: NewConnectionForm, field: string): boolean {
  if (credential.kind !== 'assertion') return false;
  if (field === 'placement') return true;
  const value: unknown = Reflect.get(credential, field.split('.').at(-1) ?? '');
  return value !== undefined && value !== '';
}

function focusFirstFault(form: HTMLFormElement | null): void {
  // The faults are drawn by then: what was typed is judged with every keystroke, and shown from the first try.
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
