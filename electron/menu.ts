/** The menu bar: the commands of the window, from the same list as the page's, and the usual items of a desktop app. */
import { app, BrowserWindow, type MenuItemConstructorOptions as Item, Menu } from 'electron';
import {
  type CommandId,
  type CommandMenuName,
  type CommandWords,
  commandsInMenu,
  factsOf,
  isSingleKey,
} from '../server/contract/commands/commands.ts';
import type { ShellWords } from '../server/contract/commands/shell-words.ts';
import type { MenuState } from '../server/contract/shell-api.ts';
import { openInBrowser } from './external-links.ts';
import { readManifest } from './manifest.ts';
import { tellPage } from './page-news.ts';
import { wordsOf } from './strings.ts';

/**
 * Makes the menu bar for the present commands of the page. Before the page has reported them, its items are disabled.
 */
export function setMenu({ language, usable }: MenuState): void {
  const { commandWords, shellWords } = wordsOf[language];
  const { titles, menus } = commandWords;
  const own = shellWords.menu;
  const isMac = process.platform === 'darwin';
  const canUse = new Set(usable);
  const commandsOf = (menu: CommandMenuName) => commandItems(commandsInMenu(menu), titles, canUse);
  const template: Item[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: menus.file, submenu: [...commandsOf('file'), line, ending(isMac, own)] },
    { label: menus.edit, submenu: [...editItems(own), line, ...commandsOf('edit')] },
    { label: menus.view, submenu: [...commandsOf('view'), line, ...viewItems(own)] },
    ...(['log', 'request', 'session'] as const).map((menu) => ({ label: menus[menu], submenu: commandsOf(menu) })),
    { label: own.window, role: 'windowMenu', submenu: windowItems(own) },
    { label: menus.help, role: 'help', submenu: [...commandsOf('help'), ...helpItems(own, isMac)] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

const line: Item = { type: 'separator' };

/** One item for each command, with a separator before each further group. */
function commandItems(ids: readonly CommandId[], titles: CommandWords['titles'], canUse: ReadonlySet<string>): Item[] {
  return ids.flatMap((id, place) => {
    const before = ids[place - 1];
    const item = commandItem(id, titles[id], canUse.has(id));
    return before !== undefined && factsOf(before).group !== factsOf(id).group ? [line, item] : [item];
  });
}

function commandItem(id: CommandId, label: string, enabled: boolean): Item {
  const key = factsOf(id).keys?.find((candidate) => !isSingleKey(candidate));
  return {
    id,
    label,
    enabled,
    ...(key === undefined ? {} : { accelerator: key.replace('Mod', 'CmdOrCtrl') }),
    click: () => tellPage(BrowserWindow.getAllWindows()[0] ?? null, 'shell:menu-command', id),
  };
}

function ending(isMac: boolean, own: ShellWords['menu']): Item {
  return isMac ? { role: 'close', label: own.close } : { role: 'quit', label: own.quit };
}

function editItems(own: ShellWords['menu']): Item[] {
  return [
    { role: 'undo', label: own.undo },
    { role: 'redo', label: own.redo },
    line,
    { role: 'cut', label: own.cut },
    { role: 'copy', label: own.copy },
    { role: 'paste', label: own.paste },
    { role: 'selectAll', label: own.selectAll },
  ];
}

function viewItems(own: ShellWords['menu']): Item[] {
  return [
    // Not the usual Ctrl+R, which sends a request again.
    { role: 'reload', label: own.reload, accelerator: 'F5' },
    { role: 'resetZoom', label: own.resetZoom },
    { role: 'zoomIn', label: own.zoomIn },
    { role: 'zoomOut', label: own.zoomOut },
    { role: 'togglefullscreen', label: own.fullScreen },
    ...(app.isPackaged ? [] : [line, { role: 'toggleDevTools', label: own.developerTools } as const]),
  ];
}

function windowItems(own: ShellWords['menu']): Item[] {
  return [
    { role: 'minimize', label: own.minimize },
    { role: 'close', label: own.close },
  ];
}

/**
 * The page of the releases opens in the browser. The app itself never contacts another machine to look for a newer
 * version.
 */
function helpItems(own: ShellWords['menu'], isMac: boolean): Item[] {
  const { releasesUrl } = readManifest();
  const items: Item[] = [
    ...(releasesUrl === null ? [] : [{ label: own.releases, click: () => void openInBrowser(releasesUrl) }]),
    ...(isMac ? [] : [{ label: own.about, role: 'about' } as const]),
  ];
  return items.length === 0 ? [] : [line, ...items];
}
