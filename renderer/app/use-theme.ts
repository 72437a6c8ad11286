import { useEffect, useSyncExternalStore } from 'react';
import { useSettings } from '../features/settings/use-settings.ts';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** The theme to show, after the setting and, where that says so, the system; also put on <html> for the tokens. */
export function useTheme(): 'light' | 'dark' {
  const { theme } = useSettings();
  const isSystemDark = useSyncExternalStore(
    (listener) => {
      dark.addEventListener('change', listener);
      return () => dark.removeEventListener('change', listener);
    },
    () => dark.matches,
  );
  const shown = theme === 'system' ? (isSystemDark ? 'dark' : 'light') : theme;
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
  }, [shown]);
  return shown;
}
