import { beforeEach, describe, expect, it, vi } from 'vitest';
import { menuTemplate, showMenu } from '../../../electron/desktop/menu.ts';
import { callsOf, resetFakeElectron } from '../../support/fake-electron.ts';

vi.mock('electron', async () => (await import('../../support/fake-electron.ts')).fakeElectron);
beforeEach(resetFakeElectron);

function rolesOf(platform: NodeJS.Platform, isPackaged = true) {
  return menuTemplate({ platform, isPackaged, openLink: () => {} }).map((menu) => ({
    role: menu.role,
    items: Array.isArray(menu.submenu)
      ? menu.submenu.filter((item) => item.type !== 'separator').map((item) => item.role ?? item.label)
      : null,
  }));
}

describe('the menu', () => {
  it('has what macOS expects', () => {
    expect(rolesOf('darwin')).toEqual([
      { role: 'appMenu', items: null },
      { role: 'fileMenu', items: ['close'] },
      {
        role: 'editMenu',
        items: ['undo', 'redo', 'cut', 'copy', 'paste', 'pasteAndMatchStyle', 'delete', 'selectAll'],
      },
      { role: 'viewMenu', items: ['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'] },
      { role: 'windowMenu', items: ['minimize', 'zoom', 'front'] },
      { role: 'help', items: ['Licence (MIT)'] },
    ]);
  });

  it.each(['linux', 'win32'] as const)('has what %s expects', (platform) => {
    expect(rolesOf(platform)).toEqual([
      { role: 'fileMenu', items: ['quit'] },
      { role: 'editMenu', items: ['undo', 'redo', 'cut', 'copy', 'paste', 'delete', 'selectAll'] },
      { role: 'viewMenu', items: ['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'] },
      { role: 'windowMenu', items: ['minimize', 'zoom', 'close'] },
      { role: 'help', items: ['Licence (MIT)', 'about'] },
    ]);
  });

  it('offers the developer tools only where they exist', () => {
    expect(rolesOf('linux', false)[2]?.items).toContain('toggleDevTools');
    expect(rolesOf('linux', true)[2]?.items).not.toContain('toggleDevTools');
  });

  it('opens its link through the one door that leads outside', () => {
    const openLink = vi.fn();
    const help = menuTemplate({ platform: 'linux', isPackaged: true, openLink }).at(-1);
    const [licence] = Array.isArray(help?.submenu) ? help.submenu : [];
    const click = licence?.click as (() => void) | undefined;
    click?.();
    expect(openLink.mock.calls).toEqual([['https://opensource.org/license/mit']]);
  });

  it('is put up natively', () => {
    showMenu({ platform: 'linux', isPackaged: true, openLink: () => {} });
    expect(callsOf('Menu.setApplicationMenu')).toHaveLength(1);
  });
});
