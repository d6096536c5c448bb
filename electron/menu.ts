/** The menu: what every desktop app has, and our own commands, which the page carries out. */
import { app, BrowserWindow, type MenuItemConstructorOptions as Item, Menu } from 'electron';
import type { MenuCommand } from '../server/contract/shell-api.ts';
import { tellPage } from './page-news.ts';
import { strings } from './strings.ts';

export interface MenuActions {
  openSite(): void;
}

export function setMenu(actions: MenuActions): void {
  const isMac = process.platform === 'darwin';
  const template: Item[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: strings.menu.file, submenu: fileItems(isMac) },
    { role: 'editMenu' },
    { label: strings.menu.view, submenu: viewItems() },
    { label: strings.menu.session, submenu: sessionItems(isMac) },
    { role: 'windowMenu' },
    { label: strings.menu.help, role: 'help', submenu: helpItems(isMac, actions) },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function fileItems(isMac: boolean): Item[] {
  return [
    command(strings.menu.export, 'export', 'CmdOrCtrl+S'),
    { type: 'separator' },
    isMac ? { role: 'close' } : { role: 'quit' },
  ];
}

function viewItems(): Item[] {
  return [
    command(strings.menu.live, 'show-live', 'CmdOrCtrl+1'),
    command(strings.menu.sessions, 'show-sessions', 'CmdOrCtrl+2'),
    command(strings.menu.cookies, 'show-cookies', 'CmdOrCtrl+3'),
    command(strings.menu.settings, 'show-settings', 'CmdOrCtrl+,'),
    { type: 'separator' },
    { role: 'reload' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    ...(app.isPackaged ? [] : [{ type: 'separator' } as const, { role: 'toggleDevTools' } as const]),
  ];
}

function sessionItems(isMac: boolean): Item[] {
  return [
    command(strings.menu.toggleRecording, 'toggle-recording', 'CmdOrCtrl+E'),
    command(strings.menu.clearLog, 'clear-log', isMac ? 'Cmd+K' : 'Ctrl+L'),
  ];
}

function helpItems(isMac: boolean, actions: MenuActions): Item[] {
  return [
    { label: strings.menu.openSite, click: () => actions.openSite() },
    ...(isMac ? [] : [{ type: 'separator' } as const, { label: strings.menu.about, role: 'about' } as const]),
  ];
}

function command(label: string, name: MenuCommand, accelerator: string): Item {
  return {
    label,
    accelerator,
    click: () => tellPage(BrowserWindow.getAllWindows()[0] ?? null, 'shell:menu-command', name),
  };
}
