import { type MantineColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useLayoutEffect } from 'react';
import { mantineTheme } from '../theme/mantine-theme.ts';
import { queryClient } from './queries.ts';
import { Shell } from './shell.tsx';
import { styleNonce } from './style-nonce.ts';
import { useTheme } from './use-theme.ts';

/** The whole window. `closed` resolves when the core goes away. */
export function App({ closed }: { closed: Promise<void> }) {
  return (
    <QueryClientProvider client={queryClient}>
      <Themed closed={closed} />
    </QueryClientProvider>
  );
}

function Themed({ closed }: { closed: Promise<void> }) {
  const theme = useTheme();
  useLayoutEffect(() => {
    document.documentElement.dataset.mantineColorScheme = theme;
  }, [theme]);
  return (
    <MantineProvider
      theme={mantineTheme}
      forceColorScheme={theme}
      colorSchemeManager={noColorSchemeManager}
      getStyleNonce={styleNonce}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Shell closed={closed} />
      <Notifications position="bottom-right" autoClose={5000} containerWidth={360} limit={3} />
    </MantineProvider>
  );
}

/** The theme is a setting of the core; the browser's storage has no say in it. */
const noColorSchemeManager: MantineColorSchemeManager = {
  get: (fallback) => fallback,
  set: () => {},
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {},
};
