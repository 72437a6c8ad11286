import type { PracticeStatus, PracticeSystem } from '#shared/model/practice-status.ts';
import { countOn } from './group-faults.ts';

type Standing = Pick<PracticeStatus, 'isRunning' | 'baseUrl' | 'switches'>;

/** The practice systems in the status bar: off, where the one is, or how many there are; and how many faults are on. */
export function practiceWords(statuses: readonly Standing[]): string {
  const running = statuses.filter(({ isRunning }) => isRunning);
  const [first] = running;
  if (first === undefined) return 'practice off';
  const faults = faultWords(running);
  const where = running.length > 1 ? `${running.length} systems` : hostOf(first.baseUrl);
  return ['practice on', where, faults].filter((part) => part !== '').join(' · ');
}

function hostOf(baseUrl: string | null): string {
  return baseUrl === null ? '' : new URL(baseUrl).host;
}

/** `2 faults on`, over all of these; empty when none is. */
export function faultWords(statuses: readonly Pick<PracticeStatus, 'switches'>[]): string {
  const count = countOn(statuses.flatMap(({ switches }) => switches));
  if (count === 0) return '';
  return `${count} ${count === 1 ? 'fault' : 'faults'} on`;
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
