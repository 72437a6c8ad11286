import './theme/mantine-styles.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { attachLink, orpc } from './app/client.ts';
import { loadDrafts } from './app/drafts.ts';
import { setHasOwnWindow } from './app/keys.ts';
import { openLink } from './app/link.ts';
import { queryClient } from './app/queries.ts';
import { showFault } from './app/show-fault.ts';
import { setStyleNonce } from './app/style-nonce.ts';
import { practiceStatus, practiceSystems } from './features/practice/use-practice.ts';
import { followFocus } from './ui/focus-trail.ts';

// The port may be posted as soon as the page has loaded, so the link is opened before anything else happens.
const linking = openLink();

async function start(): Promise<void> {
  const root = rootElement();
  try {
    const link = await linking;
    setStyleNonce(link.styleNonce);
    setHasOwnWindow(link.hasOwnWindow);
    attachLink(link);
    followFocus(document);
    await readFirst();
    createRoot(root, { onUncaughtError: () => showFault(root, 'The window stumbled.') }).render(
      <App closed={link.closed} />,
    );
  } catch {
    showFault(root, 'No core answered.');
  }
}

/** What the first picture needs, so that it is the right one at once. Each screen shows by itself what could not be read. */
async function readFirst(): Promise<void> {
  await Promise.allSettled([
    queryClient.prefetchQuery(orpc.settings.get.queryOptions()),
    queryClient.prefetchQuery(orpc.connections.list.queryOptions()),
    queryClient.prefetchQuery(orpc.vault.status.queryOptions()),
    ...practiceSystems.map((system) => queryClient.prefetchQuery(practiceStatus(system))),
    loadDrafts(),
  ]);
}

/** The loopback host's bootstrap page is bare and has no place for us; the app's own page has one. */
function rootElement(): HTMLElement {
  const there = document.getElementById('root');
  if (there !== null) return there;
  const made = document.createElement('div');
  made.id = 'root';
  document.body.append(made);
  document.title = 'Gatewright';
  document.documentElement.lang = 'en';
  return made;
}

void start();
