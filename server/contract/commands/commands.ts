/**
 * Every command there is, once: its id, where it stands, and the keys that reach it. The palette, the list of keys,
 * the native menu, context menus and the handling of keys are all made from this list. What a command is called is in
 * words-en.ts and words-zh.ts; what it does is said by the part of the page that can do it
 * (renderer/commands/use-command-handlers.ts).
 */

/** What a command is about: its heading in the palette and in the list of keys. */
export const COMMAND_GROUPS = ['view', 'site', 'log', 'request', 'session', 'actor', 'help'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** The menus of the desktop's menu bar that hold commands of ours. */
export const COMMAND_MENUS = ['file', 'edit', 'view', 'log', 'request', 'session', 'help'] as const;
export type CommandMenuName = (typeof COMMAND_MENUS)[number];

export interface CommandFacts {
  readonly group: CommandGroup;
  /** The native menu it stands in, if any, in the order of this list; another group begins behind a line. */
  readonly menu?: CommandMenuName;
  /**
   * `Mod+Shift+K`: `Mod` is Cmd on a Mac and Ctrl elsewhere; the first of these is the one the native menu shows.
   * Without a modifier it is a single key (`x`, `?`): for the browser, which keeps most of the others for itself;
   * nobody types one into a field by accident.
   */
  readonly keys?: readonly string[];
  /** It takes something away; menus set it apart. */
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
  // Of each simulated browser: carried out for one of them, so never by a key or from the menu bar.
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

/** What the list says of a command. */
export function factsOf(id: CommandId): CommandFacts {
  return COMMANDS[id];
}

/** The commands of one native menu, in its order. */
export function commandsInMenu(menu: CommandMenuName): CommandId[] {
  return COMMAND_IDS.filter((id) => factsOf(id).menu === menu);
}

/** Whether a key has no modifier: such keys can be switched off. */
export function isSingleKey(key: string): boolean {
  return !key.startsWith('Mod+');
}

/**
 * What commands are called in one language: the window's catalogue has it as `commands`, the native menu uses the
 * same.
 */
export interface CommandWords {
  readonly titles: Readonly<Record<CommandId, string>>;
  readonly groups: Readonly<Record<CommandGroup, string>>;
  readonly menus: Readonly<Record<CommandMenuName, string>>;
}
