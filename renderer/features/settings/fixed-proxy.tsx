import { type ClipboardEvent, type ComponentProps, type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { SettingsView } from '#shared/model/settings.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { type ProxyAddressParts, proxyAddressFault, splitProxyAddress } from './proxy-address.ts';
import classes from './proxy-field.module.css';
import { ProxyPasswordLine } from './proxy-password-line.tsx';
import { useSetProxyPassword, useUpdateSettings } from './use-settings.ts';

type FixedProxyProps = {
  proxy: Extract<SettingsView['proxy'], { mode: 'fixed' }> | null;
  secretState: SettingsView['proxySecretState'];
};

/** A proxy of one's own: its address and user in the clear, its password on its way to the vault and nowhere else. */
export function FixedProxy({ proxy, secretState }: FixedProxyProps) {
  const [state, setState] = useState<{ fault: string | null; isKept: boolean }>({ fault: null, isKept: false });
  const [update, give] = [useUpdateSettings(), useSetProxyPassword()];
  const fields = useProxyFields();
  const faultId = useId();
  const isInUse = state.isKept && secretState !== 'missing';
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    fields.split();
    const { url, username, password, noProxy } = fields.read();
    const isNameless = username === '' && password !== '';
    const fault = proxyAddressFault(url) ?? (isNameless ? 'Give the user name that the password belongs to.' : null);
    setState({ fault, isKept: false });
    if (fault !== null) return (isNameless ? fields.username : fields.address).current?.focus();
    const isKept =
      (await update.run({ proxy: { mode: 'fixed', url, noProxy, username } })) &&
      (password === '' || (await give.run(password)));
    fields.clearPassword();
    setState({ fault: null, isKept });
  };
  return (
    <form className={classes.fixed} onSubmit={(event) => void onSubmit(event)}>
      <Field
        label="Address"
        ref={fields.address}
        placeholder="http://proxy.example:8080"
        aria-invalid={state.fault !== null}
        aria-describedby={faultId}
        defaultValue={proxy?.url ?? ''}
        onPaste={fields.onPaste}
        onBlur={fields.split}
      />
      <Field
        label="User name"
        ref={fields.username}
        placeholder="if the proxy wants one"
        defaultValue={proxy?.username ?? ''}
      />
      <Field label="Password" ref={fields.password} type="password" />
      <ProxyPasswordLine state={secretState} />
      <Field
        label="Not for"
        ref={fields.noProxy}
        placeholder="localhost, .example.internal, 10.0.0.0/8"
        defaultValue={proxy?.noProxy ?? ''}
      />
      <div className={classes.foot}>
        <Button type="submit" size="small" isBusy={update.isBusy || give.isBusy}>
          Use it
        </Button>
        <p id={faultId} role="status" data-tone={state.fault === null ? 'pass' : 'stop'}>
          {state.fault !== null ? `■ ${state.fault}` : isInUse ? '✓ in use from the next call on' : ''}
        </p>
      </div>
      <ActionError error={update.error ?? give.error} />
    </form>
  );
}

function Field({ label, ...input }: ComponentProps<'input'> & { label: string }) {
  return (
    <label>
      {label}
      <input className="mono" autoComplete="off" spellCheck={false} {...input} />
    </label>
  );
}

/** The fields, read only when the form is sent: what is typed as a password is in its field and nowhere else. */
function useProxyFields() {
  const address = useRef<HTMLInputElement>(null);
  const username = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const noProxy = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const field = password.current;
    return () => put(field, '');
  }, []);
  const fill = (parts: ProxyAddressParts | null) => {
    if (parts === null) return false;
    put(address.current, parts.address);
    put(username.current, parts.username);
    if (parts.password !== '') put(password.current, parts.password);
    return true;
  };
  const text = (field: typeof address) => field.current?.value ?? '';
  return {
    address,
    username,
    password,
    noProxy,
    /** Moves a login that was typed into the address to where it belongs. */
    split: () => void fill(splitProxyAddress(text(address))),
    onPaste: (event: ClipboardEvent<HTMLInputElement>) => {
      if (fill(splitProxyAddress(event.clipboardData.getData('text')))) event.preventDefault();
    },
    read: () => ({
      url: text(address).trim(),
      username: text(username).trim(),
      password: text(password),
      noProxy: text(noProxy).trim(),
    }),
    clearPassword: () => put(password.current, ''),
  };
}

function put(field: HTMLInputElement | null, value: string): void {
  if (field !== null) field.value = value;
}
