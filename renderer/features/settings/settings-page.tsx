import type { Settings } from '#shared/model/settings.ts';
import { openVaultDialog } from '../../app/dialogs.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Page, PageSection } from '../../ui/page.tsx';
import { DeadlineField } from './deadline-field.tsx';
import { ProxyField } from './proxy-field.tsx';
import { useHostInfo } from './use-host-info.ts';
import { useSettings, useUpdateSettings } from './use-settings.ts';

const themes: { value: Settings['theme']; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** What can be set. Every change takes effect at once and is kept. */
export function SettingsPage() {
  const settings = useSettings();
  const update = useUpdateSettings();
  const host = useHostInfo();
  return (
    <Page title="Settings" note="every change takes effect at once">
      <PageSection title="Theme">
        <Choice
          label="Theme"
          options={themes}
          value={settings.theme}
          onChange={(theme) => void update.run({ theme })}
        />
        <ActionError error={update.error} />
      </PageSection>
      <PageSection title="Deadline" note="over the whole exchange, redirects and body included">
        <DeadlineField key={settings.deadlineMs} deadlineMs={settings.deadlineMs} />
      </PageSection>
      <PageSection title="Proxy" note="for every call, token calls included">
        <ProxyField proxy={settings.proxy} proxySecretState={settings.proxySecretState} />
      </PageSection>
      <PageSection title="Vault" note="where secrets are kept">
        <Button size="small" onClick={openVaultDialog}>
          Vault…
        </Button>
      </PageSection>
      {host === null ? null : (
        <PageSection title="Gatewright">
          <p>
            Version {host.version}, {host.kind === 'desktop' ? 'in its own window' : 'in this browser'}.
          </p>
          {host.notices.map((notice) => (
            <p key={notice}>▲ {notice}</p>
          ))}
        </PageSection>
      )}
    </Page>
  );
}
