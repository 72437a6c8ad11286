import { type FormEvent, useId, useRef, useState } from 'react';
import type { Settings } from '#shared/model/settings.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { proxyAddressFault } from './proxy-address.ts';
import classes from './proxy-field.module.css';
import { useUpdateSettings } from './use-settings.ts';

type Proxy = Settings['proxy'];

const modes = [
  { value: 'system', label: 'As the system' },
  { value: 'none', label: 'None' },
  { value: 'fixed', label: 'This one' },
] as const;

const says: Record<Proxy['mode'], string> = {
  system: 'As the operating system or the environment says, automatic configuration included where the window can ask.',
  none: 'Calls go straight to their servers.',
  fixed: '',
};

/** Which way calls leave this computer. A proxy of one's own counts from when its address is given. */
export function ProxyField({ proxy }: { proxy: Proxy }) {
  const [mode, setMode] = useState(proxy.mode);
  const update = useUpdateSettings();
  const choose = (next: Proxy['mode']) => {
    setMode(next);
    if (next !== 'fixed') void update.run({ proxy: { mode: next } });
  };
  return (
    <div className={classes.proxy}>
      <div>
        <Choice label="Proxy" options={modes} value={mode} onChange={choose} />
      </div>
      {says[mode] === '' ? null : <p className={classes.says}>{says[mode]}</p>}
      {mode === 'fixed' ? (
        <FixedProxy proxy={proxy.mode === 'fixed' ? proxy : null} onKeep={(next) => update.run({ proxy: next })} />
      ) : null}
      <ActionError error={update.error} />
    </div>
  );
}

type FixedProxyProps = {
  proxy: Extract<Proxy, { mode: 'fixed' }> | null;
  onKeep: (proxy: Proxy) => Promise<boolean>;
};

function FixedProxy({ proxy, onKeep }: FixedProxyProps) {
  const address = useRef<HTMLInputElement>(null);
  const exceptions = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<{ fault: string | null; isKept: boolean }>({ fault: null, isKept: false });
  const faultId = useId();
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const url = address.current?.value.trim() ?? '';
    const fault = proxyAddressFault(url);
    setState({ fault, isKept: false });
    if (fault !== null) return address.current?.focus();
    const isKept = await onKeep({ mode: 'fixed', url, noProxy: exceptions.current?.value.trim() ?? '' });
    setState({ fault: null, isKept });
  };
  return (
    <form className={classes.fixed} onSubmit={(event) => void onSubmit(event)}>
      <label>
        Address
        <input
          ref={address}
          className="mono"
          placeholder="http://proxy.example:8080"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={state.fault !== null}
          aria-describedby={faultId}
          defaultValue={proxy?.url ?? ''}
        />
      </label>
      <label>
        Not for
        <input
          ref={exceptions}
          className="mono"
          placeholder="localhost, .example.internal"
          autoComplete="off"
          spellCheck={false}
          defaultValue={proxy?.noProxy ?? ''}
        />
      </label>
      <div className={classes.foot}>
        <Button type="submit" size="small">
          Use it
        </Button>
        <p id={faultId} role="status" data-tone={state.fault === null ? 'pass' : 'stop'}>
          {state.fault !== null ? `■ ${state.fault}` : state.isKept ? '✓ in use from the next call on' : ''}
        </p>
      </div>
    </form>
  );
}
