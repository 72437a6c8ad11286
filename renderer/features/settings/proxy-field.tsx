import { useState } from 'react';
import type { SettingsView } from '#shared/model/settings.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Choice } from '../../ui/choice.tsx';
import { FixedProxy } from './fixed-proxy.tsx';
import classes from './proxy-field.module.css';
import { useUpdateSettings } from './use-settings.ts';

type Proxy = SettingsView['proxy'];

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

type ProxyFieldProps = Pick<SettingsView, 'proxy' | 'proxySecretState'>;

/** Which way calls leave this computer. A proxy of one's own counts from when its address is given. */
export function ProxyField({ proxy, proxySecretState }: ProxyFieldProps) {
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
        <FixedProxy proxy={proxy.mode === 'fixed' ? proxy : null} secretState={proxySecretState} />
      ) : null}
      <ActionError error={update.error} />
    </div>
  );
}
