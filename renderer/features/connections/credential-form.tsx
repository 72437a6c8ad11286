import { Checkbox, Select, TextInput } from '@mantine/core';
import type { SystemId } from '#shared/model/system-id.ts';
import { AssertionForm } from './assertion-form.tsx';
import { ClientCredentialsForm } from './client-credentials-form.tsx';
import type { CredentialFields } from './credential-fields.ts';
import type { FormProblem } from './credential-problems.ts';
import classes from './form.module.css';
import { KindChoice } from './kind-choice.tsx';
import { errorOf } from './problem-of-field.ts';

/** What a form of one kind of credential is given. */
export type KindFormProps = {
  system: SystemId;
  fields: CredentialFields;
  /** Faults to be shown, each beside its field. */
  problems: readonly FormProblem[];
  onChange: (change: Partial<CredentialFields>) => void;
};

/** The public part of a credential of any kind. */
export function CredentialForm(props: KindFormProps) {
  return (
    <div className={classes.grid}>
      <KindChoice system={props.system} kind={props.fields.kind} onChange={(kind) => props.onChange({ kind })} />
      <KindForm {...props} />
    </div>
  );
}

function KindForm(props: KindFormProps) {
  switch (props.fields.kind) {
    case 'oauth2-client-credentials':
      return <ClientCredentialsForm {...props} />;
    case 'assertion':
      return <AssertionForm {...props} />;
    case 'basic':
      return <BasicForm {...props} />;
    case 'api-key':
      return <ApiKeyForm {...props} />;
    case 'bearer':
    case 'none':
      return null;
  }
}

function BasicForm({ fields, problems, onChange }: KindFormProps) {
  return (
    <>
      <TextInput
        label="User"
        autoComplete="off"
        spellCheck={false}
        value={fields.username}
        error={errorOf(problems, 'username')}
        onChange={(event) => onChange({ username: event.currentTarget.value })}
      />
      <Checkbox
        className={classes.wide}
        label="Send the server’s session cookies back"
        description="Quicker on servers that log in slowly. They are dropped when the user or the password changes."
        checked={fields.keepsSession}
        onChange={(event) => onChange({ keepsSession: event.currentTarget.checked })}
      />
    </>
  );
}

const keyPlaces = [
  { value: 'header', label: 'in a header' },
  { value: 'query', label: 'in the address' },
];

function ApiKeyForm({ fields, problems, onChange }: KindFormProps) {
  return (
    <>
      <Select
        label="Sent"
        data={keyPlaces}
        value={fields.keyIn}
        onChange={(value) => onChange({ keyIn: value === 'query' ? 'query' : 'header' })}
      />
      <TextInput
        label={fields.keyIn === 'header' ? 'Name of the header' : 'Name of the parameter'}
        classNames={{ input: 'mono' }}
        autoComplete="off"
        spellCheck={false}
        value={fields.keyName}
        error={errorOf(problems, 'keyName')}
        onChange={(event) => onChange({ keyName: event.currentTarget.value })}
      />
    </>
  );
}
