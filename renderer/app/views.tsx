import { AuthoritiesPage } from '../features/authorities/authorities-page.tsx';
import { ConnectionsView } from '../features/connections/connections-view.tsx';
import { hasToken } from '../features/connections/has-token.ts';
import { RenewButton } from '../features/connections/renew-button.tsx';
import { HistoryPage } from '../features/history/history-page.tsx';
import { PracticePage } from '../features/practice/practice-page.tsx';
import { ResponsePane } from '../features/response/response-pane.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { OpenedPage } from '../features/support/opened-page.tsx';
import { SupportTools } from '../features/support/support-tools.tsx';
import { AnatomyPage } from '../features/tokens/anatomy-page.tsx';
import { RequestsView } from './requests-view.tsx';
import { useApp } from './store.ts';

/** The view the rail points at. */
export function CurrentView() {
  const view = useApp((state) => state.view);
  switch (view) {
    case 'requests':
      return <RequestsView />;
    case 'connections':
      return <ConnectionsView />;
    case 'authorities':
      return <AuthoritiesPage />;
    case 'history':
      return (
        <HistoryPage
          tools={<SupportTools />}
          showExchange={(exchange) => (
            <ResponsePane exchange={exchange} draft={null} isSending={false} onCancel={() => {}} />
          )}
        />
      );
    case 'opened':
      return (
        <OpenedPage
          showExchange={({ exchange, bodyText }) => (
            <ResponsePane
              exchange={exchange}
              draft={null}
              openedText={bodyText}
              isSending={false}
              onCancel={() => {}}
            />
          )}
        />
      );
    case 'anatomy':
      return (
        <AnatomyPage
          renewButton={(connection) =>
            hasToken(connection.credential) ? <RenewButton connection={connection} /> : null
          }
        />
      );
    case 'practice':
      return <PracticePage />;
    case 'settings':
      return <SettingsPage />;
  }
}
