import type { WebContents } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { guardNavigation } from '../../../electron/desktop/navigation.ts';
import { FakeWebContents } from '../../support/fake-electron.ts';

const hostile = [
  'https://example.com/',
  'http://127.0.0.1:8080/',
  'http://[::1]/',
  'https://bundle/',
  'http://bundle/',
  'app://bundle.evil/',
  'app://bundle:80/',
  'app://user@bundle/',
  'app://bundle@evil/',
  'app://evil/',
  'app://bundle/bodies/1?offset=0&length=1',
  'app://bundle/assets/main.js',
  'app://bundle/index.html/../x',
  'app://bundle//evil',
  'app://bundle/?next=https://example.com',
  'app:/bundle/',
  'app:bundle',
  'APP://BUNDLE/',
  ' app://bundle/',
  'file:///etc/passwd',
  'file://server/share/x.html',
  '\\\\server\\share',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'blob:app://bundle/0b5c',
  'filesystem:app://bundle/temporary/x',
  'about:blank',
  'about:srcdoc',
  'view-source:app://bundle/',
  'chrome://gpu',
  'devtools://devtools/bundled/inspector.html',
  'chrome-extension://abc/x.html',
  'ftp://example.com/',
  'ws://127.0.0.1/',
  'ms-msdt:/id',
  'search-ms:query=x',
  'vbscript:x',
  '',
];

function guarded() {
  const contents = new FakeWebContents();
  const onLink = vi.fn();
  guardNavigation(contents as unknown as WebContents, onLink);
  const navigate = (trigger: string, url: string, isMainFrame: boolean) => {
    let isPrevented = false;
    contents.emit(trigger, { url, isMainFrame, preventDefault: () => (isPrevented = true) });
    return isPrevented;
  };
  return { contents, onLink, navigate };
}

describe('navigation', () => {
  it.each(hostile)('goes nowhere: %s', (url) => {
    const { contents, navigate } = guarded();
    for (const trigger of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      for (const isMainFrame of [true, false]) {
        expect([trigger, isMainFrame, navigate(trigger, url, isMainFrame)]).toEqual([trigger, isMainFrame, true]);
      }
    }
    expect(contents.openHandler?.({ url })).toEqual({ action: 'deny' });
    let isPrevented = false;
    contents.emit('will-attach-webview', { preventDefault: () => (isPrevented = true) }, {}, { src: url });
    expect(isPrevented).toBe(true);
  });

  it('lets the page load itself again, in its main frame', () => {
    const { navigate } = guarded();
    for (const trigger of ['will-navigate', 'will-frame-navigate']) {
      expect(navigate(trigger, 'app://bundle/', true)).toBe(false);
      expect(navigate(trigger, 'app://bundle/#history', true)).toBe(false);
      expect(navigate(trigger, 'app://bundle/', false)).toBe(true);
    }
  });

  it('offers the address of a new window to be judged elsewhere', () => {
    const { contents, onLink } = guarded();
    contents.openHandler?.({ url: 'https://example.com/' });
    expect(onLink.mock.calls).toEqual([['https://example.com/']]);
  });
});
