import { type BrowserWindow, dialog, shell } from 'electron';

const allowed: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:']);
const mailFields: ReadonlySet<string> = new Set(['subject', 'body']);
const maxUrlLength = 2048;

export type Link = { href: string; place: string };

/**
 * Reads an address that wants to leave the app. Null unless it is a plain web or mail address: other schemes start
 * programs, `mailto:` attaches files for some, and control characters or backslashes are read differently by each.
 * The result is written anew from its parts, so what is opened is what was judged.
 */
export function readLink(text: string): Link | null {
  if (text.length > maxUrlLength || hasOddCharacter(text)) return null;
  const url = URL.parse(text);
  if (url === null || !allowed.has(url.protocol)) return null;
  if (url.username !== '' || url.password !== '') return null;
  if (url.protocol === 'mailto:') return readMail(url);
  return url.hostname === '' ? null : { href: url.href, place: url.host };
}

function readMail(url: URL): Link | null {
  const isPlain = [...url.searchParams.keys()].every((name) => mailFields.has(name));
  return isPlain && url.pathname.includes('@') ? { href: url.href, place: url.pathname } : null;
}

/** Controls, spaces and backslashes: none belongs in an address, and each has been used to make two readers disagree. */
function hasOddCharacter(text: string): boolean {
  return [...text].some((character) => character <= ' ' || character === '\u007f' || character === '\\');
}

/** Opens links outside the app, each after a question that names where it leads, one question at a time. */
export function createLinkOpener(currentWindow: () => BrowserWindow | null): (text: string) => Promise<void> {
  let isAsking = false;
  return async (text) => {
    const link = readLink(text);
    if (link === null || isAsking) return;
    isAsking = true;
    try {
      if (await isConfirmed(link, currentWindow())) await shell.openExternal(link.href);
    } finally {
      isAsking = false;
    }
  };
}

async function isConfirmed(link: Link, window: BrowserWindow | null): Promise<boolean> {
  const question = {
    type: 'question' as const,
    message: `Open ${link.place} outside Gatewright?`,
    detail: link.href,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const { response } = await (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question));
  return response === 0;
}
