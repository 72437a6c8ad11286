import { Select, TextInput } from '@mantine/core';
import type { ClientAuthentication, ExtraField } from '#shared/model/credential.ts';
import { Choice } from '../../ui/choice.tsx';
import { PairTable } from '../../ui/pair-table.tsx';
import { authenticationOf, clientAuthentications } from './client-authentications.ts';
import type { KindFormProps } from './credential-form.tsx';
import classes from './form.module.css';
import { errorOf } from './problem-of-field.ts';

const secretKinds = [
  { value: 'client-secret', label: 'a client secret' },
  { value: 'x509', label: 'a certificate and its key (mTLS)' },
] as const;

/** A client that fetches its tokens: where, as whom, and how it proves itself. */
export function ClientCredentialsForm({ fields, problems, onChange }: KindFormProps) {
  return (
    <>
      <TextInput
        className={classes.wide}
        label="Token endpoint"
        classNames={{ input: 'mono' }}
        placeholder="https://login.example.com/oauth/token"
        type="url"
        autoComplete="off"
        spellCheck={false}
        value={fields.tokenUrl}
        error={errorOf(problems, 'tokenUrl')}
        onChange={(event) => onChange({ tokenUrl: event.currentTarget.value })}
      />
      <TextInput
        label="Client id"
        classNames={{ input: 'mono' }}
        autoComplete="off"
        spellCheck={false}
        value={fields.clientId}
        error={errorOf(problems, 'clientId')}
        onChange={(event) => onChange({ clientId: event.currentTarget.value })}
      />
      <TextInput
        label="Scope"
        classNames={{ input: 'mono' }}
        placeholder="everything the client may have"
        autoComplete="off"
        spellCheck={false}
        value={fields.scope}
        onChange={(event) => onChange({ scope: event.currentTarget.value })}
      />
      <div className={classes.wide}>
        <p className={classes.label}>It proves itself with</p>
        <Choice
          label="It proves itself with"
          options={secretKinds}
          value={fields.secretKind}
          onChange={(secretKind) => onChange({ secretKind })}
        />
      </div>
      {fields.secretKind === 'x509' ? null : (
        <Select
          className={classes.wide}
          label="Sent as"
          description={authenticationOf(fields.clientAuthentication)?.note}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={clientAuthentications.map(({ value, label }) => ({ value, label }))}
          value={fields.clientAuthentication}
          onChange={(value) => onChange({ clientAuthentication: value as ClientAuthentication })}
        />
      )}
      <Extras fields={fields} onChange={onChange} />
    </>
  );
}

function Extras({ fields, onChange }: Pick<KindFormProps, 'fields' | 'onChange'>) {
  const count = fields.extraParameters.length + fields.extraHeaders.length;
  return (
    <details className={classes.more} open={count > 0 || undefined}>
      <summary>Further parameters and headers of the token call</summary>
      <ExtraTable
        title="Parameters"
        noun="parameter"
        rows={fields.extraParameters}
        onChange={(extraParameters) => onChange({ extraParameters })}
      />
      <ExtraTable
        title="Headers"
        noun="header"
        rows={fields.extraHeaders}
        onChange={(extraHeaders) => onChange({ extraHeaders })}
      />
      <p className={classes.says}>They are shown and exported as they are: no place for a secret.</p>
    </details>
  );
}

type ExtraTableProps = {
  title: string;
  noun: string;
  rows: readonly ExtraField[];
  onChange: (rows: ExtraField[]) => void;
};

function ExtraTable({ title, noun, rows, onChange }: ExtraTableProps) {
  return (
    <div className={classes.table}>
      <h3>{title}</h3>
      <PairTable
        noun={noun}
        rows={rows.map((row) => ({ ...row, isEnabled: true }))}
        canDisable={false}
        onChange={(index, { name, value }) =>
          onChange([...rows.slice(0, index), { name, value }, ...rows.slice(index + 1)])
        }
        onRemove={(index) => onChange(rows.filter((_, at) => at !== index))}
      />
    </div>
  );
}
