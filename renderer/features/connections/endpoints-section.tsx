import { type FormEvent, useRef } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { PageSection } from '../../ui/page.tsx';
import { presetOf } from './connection-presets.ts';
import classes from './endpoints-section.module.css';
import { missingVariables } from './missing-variables.ts';
import { useUpdateConnection } from './use-connections.ts';

/** The variables of a connection. Endpoints are variables like any other; one that every call needs is asked for. */
export function EndpointsSection({ connection }: { connection: ConnectionView }) {
  const missing = missingVariables(connection);
  const names = Object.keys(connection.variables);
  return (
    <PageSection title="Endpoints" note={<>written as {'{{name}}'} in a draft</>}>
      {missing.map((name) => (
        <MissingVariable key={name} name={name} connection={connection} />
      ))}
      {names.length === 0 ? null : (
        <div className={classes.rows}>
          {names.map((name) => (
            <VariableRow key={name} name={name} connection={connection} />
          ))}
        </div>
      )}
      {names.length === 0 && missing.length === 0 ? <p className={classes.none}>This connection names none.</p> : null}
    </PageSection>
  );
}

function VariableRow({ name, connection }: { name: string; connection: ConnectionView }) {
  const update = useUpdateConnection();
  const before = connection.variables[name] ?? '';
  const keep = (value: string) => {
    if (value.trim() === before) return;
    void update.run({ id: connection.id, variables: { ...connection.variables, [name]: value.trim() } });
  };
  return (
    <div className={classes.row}>
      <code className={classes.name}>{`{{${name}}}`}</code>
      <div>
        <input
          key={before}
          className={`mono ${classes.value}`}
          aria-label={name}
          defaultValue={before}
          title={before}
          readOnly={connection.isPractice}
          spellCheck={false}
          onBlur={(event) => keep(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
        <ActionError error={update.error} />
      </div>
    </div>
  );
}

const sapHint =
  'This key does not name the address of the Workflow REST API. It stands in the service key of the workflow instance itself, as endpoints.workflow_rest_url.';

/** Asks for an endpoint the key does not name, in words. */
function MissingVariable({ name, connection }: { name: string; connection: ConnectionView }) {
  const update = useUpdateConnection();
  const field = useRef<HTMLInputElement>(null);
  const { endpoint } = presetOf(connection.system);
  const isPreset = endpoint.variable === name;
  const says = connection.system === 'sap-workflow' ? sapHint : `Every call begins with it. ${endpoint.hint}`;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const value = field.current?.value.trim() ?? '';
    if (value === '') return field.current?.focus();
    void update.run({ id: connection.id, variables: { ...connection.variables, [name]: value } });
  };
  return (
    <form className={classes.missing} onSubmit={onSubmit}>
      <p>
        <span aria-hidden="true">▲</span> <b>Where is the service?</b> {isPreset ? says : `Every call needs ${name}.`}
      </p>
      <div>
        <input
          ref={field}
          className={`mono ${classes.value}`}
          type="url"
          aria-label={name}
          placeholder={isPreset ? endpoint.example : 'https://…'}
          spellCheck={false}
          autoComplete="off"
        />
        <Button type="submit" kind="primary" isBusy={update.isBusy}>
          Keep
        </Button>
      </div>
      <ActionError error={update.error} />
    </form>
  );
}
