import { Select, Textarea, TextInput } from '@mantine/core';
import type { AssertionPlacement, SigningAlgorithm } from '#shared/model/credential.ts';
import { ClaimsPreview } from './claims-preview.tsx';
import type { CredentialFields } from './credential-fields.ts';
import type { KindFormProps } from './credential-form.tsx';
import classes from './form.module.css';
import { adviceOf, errorOf } from './problem-of-field.ts';

const algorithms: readonly { value: SigningAlgorithm; label: string }[] = [
  { value: 'RS256', label: 'RS256 (RSA)' },
  { value: 'PS256', label: 'PS256 (RSA-PSS)' },
  { value: 'ES256', label: 'ES256 (EC P-256)' },
];

/** A JWT of our own: its claims, how long it lives, how it is signed, and where it goes. */
export function AssertionForm({ system, fields, problems, onChange }: KindFormProps) {
  return (
    <>
      <TextField
        name="issuer"
        label="Issuer (iss)"
        placeholder={system === 'magnus' ? 'name@project.iam.gserviceaccount.com' : ''}
        fields={fields}
        problems={problems}
        onChange={onChange}
      />
      <TextField name="subject" label="Subject (sub)" placeholder="left out" {...{ fields, problems, onChange }} />
      <TextField name="audience" label="Audience (aud)" placeholder="left out" {...{ fields, problems, onChange }} />
      <TextField name="keyId" label="Key id (kid)" placeholder="left out" {...{ fields, problems, onChange }} />
      <TextField name="lifetimeSeconds" label="Lives for, in seconds" {...{ fields, problems, onChange }} />
      <TextField name="backDateSeconds" label="Back-dated by, in seconds" {...{ fields, problems, onChange }} />
      <Select
        label="Signed with"
        data={algorithms}
        value={fields.algorithm}
        error={errorOf(problems, 'algorithm')}
        onChange={(value) => onChange({ algorithm: value as SigningAlgorithm })}
      />
      <Placement fields={fields} problems={problems} onChange={onChange} />
      <Textarea
        className={classes.wide}
        label="Further claims"
        description="A JSON object; empty for none."
        classNames={{ input: 'mono' }}
        rows={3}
        spellCheck={false}
        value={fields.extraClaims}
        error={errorOf(problems, 'extraClaims')}
        onChange={(event) => onChange({ extraClaims: event.currentTarget.value })}
      />
      <ClaimsPreview fields={fields} />
    </>
  );
}

const adviceOrder: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** The fields of a credential that are typed as text. */
type TextName = 'issuer' | 'subject' | 'audience' | 'keyId' | 'lifetimeSeconds' | 'backDateSeconds' | 'property';
type PlaceName = 'tokenUrl' | 'clientId' | 'scope';

type TextFieldProps = Pick<KindFormProps, 'fields' | 'problems' | 'onChange'> & {
  name: TextName | PlaceName;
  label: string;
  placeholder?: string;
};

function TextField({ name, label, placeholder = '', fields, problems, onChange }: TextFieldProps) {
  const isNumber = name.endsWith('Seconds');
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      inputMode={isNumber ? 'numeric' : undefined}
      autoComplete="off"
      spellCheck={false}
      value={fields[name]}
      error={errorOf(problems, name)}
      description={adviceOf(problems, name)}
      inputWrapperOrder={adviceOrder}
      classNames={{ input: 'mono', description: classes.advice ?? '' }}
      onChange={(event) => onChange({ [name]: event.currentTarget.value } as Partial<CredentialFields>)}
    />
  );
}

const places: readonly { value: AssertionPlacement['in']; label: string }[] = [
  { value: 'body-property', label: 'in a property of the JSON body' },
  { value: 'authorization-header', label: 'as Authorization: Bearer' },
  { value: 'client-assertion', label: 'to a token endpoint, as client assertion' },
  { value: 'jwt-bearer-grant', label: 'to a token endpoint, as the grant' },
];

function Placement(props: Omit<KindFormProps, 'system'>) {
  const { fields, problems, onChange } = props;
  return (
    <>
      <Select
        label="It goes"
        data={places}
        value={fields.placedIn}
        error={errorOf(problems, 'placement')}
        onChange={(value) => onChange({ placedIn: value as AssertionPlacement['in'] })}
      />
      {fields.placedIn === 'body-property' ? <TextField name="property" label="Property" {...props} /> : null}
      {fields.placedIn === 'client-assertion' || fields.placedIn === 'jwt-bearer-grant' ? (
        <>
          <TextField name="tokenUrl" label="Token endpoint" placeholder="https://…" {...props} />
          <TextField name="scope" label="Scope" placeholder="everything the client may have" {...props} />
        </>
      ) : null}
      {fields.placedIn === 'client-assertion' ? <TextField name="clientId" label="Client id" {...props} /> : null}
    </>
  );
}
