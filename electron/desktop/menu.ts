import { Menu, type MenuItemConstructorOptions } from 'electron';

export type MenuParts = { platform: NodeJS.Platform; isPackaged: boolean; openLink: (url: string) => void };

type Items = MenuItemConstructorOptions[];

const separator: MenuItemConstructorOptions = { type: 'separator' };
const licenceUrl = 'https://opensource.org/license/mit';

/** Puts up the native menu. */
export function showMenu(parts: MenuParts): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(parts)));
}

/** The platform's usual items, by role, so that their words, places and keys are the platform's own. */
export function menuTemplate({ platform, isPackaged, openLink }: MenuParts): Items {
  const isMac = platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    { role: 'fileMenu', submenu: [{ role: isMac ? 'close' : 'quit' }] },
    { role: 'editMenu', submenu: editItems(isMac) },
    { role: 'viewMenu', submenu: viewItems(isPackaged) },
    { role: 'windowMenu', submenu: windowItems(isMac) },
    {
      role: 'help',
      submenu: [
        { label: 'Licence (MIT)', click: () => openLink(licenceUrl) },
        ...(isMac ? [] : [separator, { role: 'about' as const }]),
      ],
    },
  ];
}

function editItems(isMac: boolean): Items {
  return [
    { role: 'undo' },
    { role: 'redo' },
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    ...(isMac ? [{ role: 'pasteAndMatchStyle' as const }] : []),
    { role: 'delete' },
    ...(isMac ? [] : [separator]),
    { role: 'selectAll' },
  ];
}

function viewItems(isPackaged: boolean): Items {
  const forDevelopers: Items = [{ role: 'reload' }, { role: 'toggleDevTools' }, separator];
  return [
    ...(isPackaged ? [] : forDevelopers),
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
  ];
}

function windowItems(isMac: boolean): Items {
  const more: Items = isMac ? [separator, { role: 'front' }] : [{ role: 'close' }];
  return [{ role: 'minimize' }, { role: 'zoom' }, ...more];
}
