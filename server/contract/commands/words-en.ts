import type { CommandWords } from './commands.ts';

/** The commands in English. */
export const commandWords: CommandWords = {
  titles: {
    'show-live': 'Show Live',
    'show-sessions': 'Show Sessions',
    'show-cookies': 'Show Cookies',
    'show-lab': 'Show Lab',
    'show-settings': 'Show Settings',
    'find-command': 'Find a command…',
    'open-site': 'Open the site in a browser',
    'keep-server-side': 'Keep sessions on the server',
    'keep-client-side': 'Keep sessions in the cookie',
    filter: 'Filter',
    export: 'Export…',
    'toggle-recording': 'Pause or resume recording',
    'clear-log': 'Clear the log…',
    'actor-set': 'Set',
    'actor-get': 'Get',
    'actor-pop': 'Pop',
    'actor-regenerate': 'Regenerate the session id',
    'actor-clear': 'Clear all keys',
    'actor-destroy': 'Destroy the session',
    'actor-forget': 'Forget cookies',
    'show-keys': 'Keys',
  },
  groups: {
    view: 'Views',
    site: 'Site',
    log: 'Log',
    request: 'Selected request',
    session: 'Selected session',
    actor: 'Actors',
    help: 'Help',
  },
  menus: { file: 'File', edit: 'Edit', view: 'View', session: 'Session', help: 'Help' },
};
