/**
 * The list of all commands, each with its id, its menu and its keys. The palette, the key sheet, the native menu,
 * context menus and the key handler are made from this list. The titles are in words-en.ts and words-zh.ts. The part of
 * the page that can run a command registers its handler (renderer/commands/use-command-handlers.ts).
 */

/** The subject of a command. It is the heading in the palette and in the key sheet. */
export const COMMAND_GROUPS = ['view', 'site', 'log', 'request', 'session', 'actor', 'help'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** The menus of the desktop's menu bar that contain commands of the app. */
export const COMMAND_MENUS = ['file', 'edit', 'view', 'log', 'request', 'session', 'help'] as const;
export type CommandMenuName = (typeof COMMAND_MENUS)[number];

export interface CommandFacts {
  readonly group: CommandGroup;
  /**
   * The native menu that contains the command, if any. Within a menu, commands keep the order of this list, and a
   * separator divides the groups.
   */
  readonly menu?: CommandMenuName;
  /**
   * Keys such as `Mod+Shift+K`, where `Mod` is Cmd on macOS and Ctrl elsewhere. The native menu shows the first entry.
   * A key without a modifier (`x`, `?`) is meant for browser mode, because browsers reserve most combinations with a
   * modifier. Such a key has no effect while the user types into a field.
   */
  readonly keys?: readonly string[];
  /** Whether the command deletes something. Menus show it apart from the others. */
  readonly isDangerous?: boolean;
}

export const COMMANDS = {
  'show-live': { group: 'view', menu: 'view', keys: ['Mod+1', '1'] },
  'show-sessions': { group: 'view', menu: 'view', keys: ['Mod+2', '2'] },
  'show-cookies': { group: 'view', menu: 'view', keys: ['Mod+3', '3'] },
  'show-lab': { group: 'view', menu: 'view', keys: ['Mod+4', '4'] },
  'show-settings': { group: 'view', menu: 'view', keys: ['Mod+,', ','] },
  'find-command': { group: 'help', menu: 'view', keys: ['Mod+K'] },
  'open-site': { group: 'site', menu: 'file', keys: ['Mod+O'] },
  'watch-app': { group: 'site', menu: 'file', keys: ['Mod+Shift+A', 'w'] },
  'show-tutorial': { group: 'site', menu: 'file' },
  'keep-server-side': { group: 'site' },
  'keep-client-side': { group: 'site' },
  filter: { group: 'log', menu: 'edit', keys: ['Mod+F', '/'] },
  export: { group: 'log', menu: 'file', keys: ['Mod+S', 'x'] },
  'open-recording': { group: 'log', menu: 'file', keys: ['Mod+Shift+O', 'i'] },
  'back-to-live': { group: 'log', menu: 'file' },
  'toggle-recording': { group: 'log', menu: 'log', keys: ['Mod+E', 'e'] },
  'clear-log': { group: 'log', menu: 'log', keys: ['Mod+L', 'z'] },
  'newest-request': { group: 'log', menu: 'log' },
  'hide-lab-rows': { group: 'log', menu: 'log' },
  resend: { group: 'request', menu: 'request', keys: ['Mod+R', 'r'] },
  'edit-and-resend': { group: 'request', menu: 'request', keys: ['Mod+Shift+R', 'd'] },
  pin: { group: 'request', menu: 'request', keys: ['Mod+P', 'p'] },
  compare: { group: 'request', menu: 'request', keys: ['Mod+D', 'c'] },
  'copy-curl': { group: 'request' },
  'copy-cmd': { group: 'request' },
  'copy-powershell': { group: 'request' },
  'copy-fetch': { group: 'request' },
  'copy-python': { group: 'request' },
  'open-details': { group: 'request', menu: 'request' },
  'show-session-of-request': { group: 'request', menu: 'request' },
  'filter-to-session': { group: 'request', menu: 'request' },
  'filter-to-actor': { group: 'request', menu: 'request' },
  'show-session-requests': { group: 'session', menu: 'session' },
  'report-session': { group: 'session', menu: 'session' },
  'expire-session': { group: 'session', menu: 'session' },
  'destroy-session': { group: 'session', menu: 'session', isDangerous: true },
  // Commands of a simulated browser. Each needs a browser to act on, so they have neither a key nor a place in the menu
  // bar.
  'actor-set': { group: 'actor' },
  'actor-get': { group: 'actor' },
  'actor-pop': { group: 'actor' },
  'actor-regenerate': { group: 'actor' },
  'actor-clear': { group: 'actor' },
  'actor-destroy': { group: 'actor', isDangerous: true },
  'actor-forget': { group: 'actor' },
  'take-tour': { group: 'help', menu: 'help' },
  'show-words': { group: 'help', menu: 'help' },
  'show-keys': { group: 'help', menu: 'help', keys: ['Mod+/', '?'] },
} as const satisfies Record<string, CommandFacts>;

export type CommandId = keyof typeof COMMANDS;

export const COMMAND_IDS = Object.keys(COMMANDS) as [CommandId, ...CommandId[]];

/** The entry of a command in the list. */
export function factsOf(id: CommandId): CommandFacts {
  return COMMANDS[id];
}

/** The commands of one native menu, in the order of the list. */
export function commandsInMenu(menu: CommandMenuName): CommandId[] {
  return COMMAND_IDS.filter((id) => factsOf(id).menu === menu);
}

/** Whether a key has no modifier. The user can switch such keys off. */
export function isSingleKey(key: string): boolean {
  return !key.startsWith('Mod+');
}

/**
 * The titles of the commands in one language. The window reads them as `commands` of its catalogue; the native menu
 * uses the same object.
 */
export interface CommandWords {
  readonly titles: Readonly<Record<CommandId, string>>;
  readonly groups: Readonly<Record<CommandGroup, string>>;
  readonly menus: Readonly<Record<CommandMenuName, string>>;
}
