import type { PracticeStatus, PracticeSystem } from '#shared/model/practice-status.ts';

/** The practice systems in the status bar: off, where the one is, or how many there are. */
export function practiceWords(statuses: readonly Pick<PracticeStatus, 'isRunning' | 'baseUrl'>[]): string {
  const running = statuses.filter(({ isRunning }) => isRunning);
  const [first] = running;
  if (first === undefined) return 'practice off';
  if (running.length > 1) return `practice on · ${running.length} systems`;
  return `practice on · ${first.baseUrl === null ? '' : new URL(first.baseUrl).host}`;
}

/** What each practice system is, and what there is to choose in it. */
export const practiceTexts: Record<PracticeSystem, { note: string; logins: string; loginsNote: string; use: string }> =
  {
    'sap-workflow': {
      note: 'SAP’s token service and workflow API, with the authorities they ask for',
      logins: 'Login',
      loginsNote: 'what its service key holds',
      use: 'Use this key',
    },
    magnus: {
      note: 'the Remote API, which verifies each assertion for real',
      logins: 'Login',
      loginsNote: '',
      use: 'Use this account',
    },
    'process-server': {
      note: 'a web container with Basic login, and the task service behind it',
      logins: 'Users',
      loginsNote: 'each sees other tasks; the connection logs in as one of them',
      use: 'Use this user',
    },
  };
