import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createLinkOpener, readLink } from '../../../electron/desktop/open-external.ts';
import { answers, callsOf, resetFakeElectron } from '../../support/fake-electron.ts';

vi.mock('electron', async () => (await import('../../support/fake-electron.ts')).fakeElectron);
beforeEach(resetFakeElectron);

const hostile = [
  'file:///etc/passwd',
  'file://server/share',
  'smb://server/share',
  'ms-msdt:/id PCWDiagnostic',
  'ms-msdt:x',
  'search-ms:query=x&crumb=location:%5c%5cserver',
  'ms-officecmd:{}',
  'vbscript:msgbox',
  'javascript:alert(1)',
  'data:text/html,x',
  'app://bundle/',
  'chrome://settings',
  'ftp://example.com',
  'ssh://-oProxyCommand=x',
  'jar:https://example.com!/x',
  '\\\\server\\share\\x.exe',
  '//server/share',
  'C:\\Windows\\System32\\calc.exe',
  '/usr/bin/true',
  'https:\\\\example.com',
  'https://example.com\\@evil.example',
  'https://example.com/\r\nSet-Cookie: x',
  'https://example.com/\n--flag',
  '\u0000https://example.com',
  ' https://example.com',
  'https://example.com/a b',
  'ht\ntps://example.com',
  'https://user:pass@example.com/',
  'https://user@example.com/',
  'https://',
  'https:',
  'mailto:',
  'mailto:a@example.com?attach=/etc/passwd',
  'mailto:a@example.com?subject=x&attachment=file:///etc/passwd',
  '-rf',
  '--help',
  '',
  `https://example.com/${'a'.repeat(2 * 1024 * 1024)}`,
];

const titled = (texts: string[]) => texts.map((text) => ({ text, title: JSON.stringify(text.slice(0, 60)) }));

describe('an address that wants to leave the app', () => {
  it.each(titled(hostile))('is refused without a question: $title', async ({ text }) => {
    answers.buttons.push(0);
    expect(readLink(text)).toBeNull();
    await createLinkOpener(() => null)(text);
    expect(callsOf('shell.openExternal')).toEqual([]);
    expect(callsOf('dialog.showMessageBox')).toEqual([]);
  });

  it('is opened as it was read, after a question that names where it leads', async () => {
    answers.buttons.push(0);
    await createLinkOpener(() => null)('HTTPS://Example.COM/a/../b');
    expect(callsOf('dialog.showMessageBox')).toMatchObject([
      [{ message: 'Open example.com outside Gatewright?', detail: 'https://example.com/b', defaultId: 1, cancelId: 1 }],
    ]);
    expect(callsOf('shell.openExternal')).toEqual([['https://example.com/b']]);
  });

  it('stays closed when the user says no', async () => {
    answers.buttons.push(1);
    await createLinkOpener(() => null)('https://example.com/');
    expect(callsOf('shell.openExternal')).toEqual([]);
  });

  it('is dropped while another question is open, so that a page cannot pile them up', async () => {
    answers.buttons.push(0, 0, 0);
    const open = createLinkOpener(() => null);
    await Promise.all([open('https://one.example/'), open('https://two.example/'), open('https://three.example/')]);
    expect(callsOf('shell.openExternal')).toEqual([['https://one.example/']]);
    await open('https://four.example/');
    expect(callsOf('shell.openExternal')).toHaveLength(2);
  });

  it('shows look-alike letters as what they are', () => {
    expect(readLink('https://аpple.com/')?.place).toBe('xn--pple-43d.com');
  });

  it('may be a mail with a subject', () => {
    expect(readLink('mailto:a@example.com?subject=Hello')).toEqual({
      href: 'mailto:a@example.com?subject=Hello',
      place: 'a@example.com',
    });
  });
});
