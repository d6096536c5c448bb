import type { CommandId } from '../../../server/contract/commands/commands.ts';
import { commandWords } from '../../../server/contract/commands/words-en.ts';
import { plural } from './words.ts';

/** The titles of the window's commands, which the desktop's menu bar uses too, and the words around them. */
export const commands = {
  ...commandWords,

  open: 'Commands',
  find: 'Find a command',
  findLead: 'Commands, actors, settings, saved filters, and sessions by the start of their id.',
  placeholder: 'What do you want to do?',
  list: 'Commands found',
  recent: 'Recent',
  /** Explanations of commands whose title is not sufficient. */
  details: {
    'open-recording': 'a HAR file of any browser or proxy, or an export',
    'show-sessions': 'the rows of the store',
  } as Partial<Record<CommandId, string>>,
  settings: 'Settings',
  filters: 'Saved filters',
  sessions: 'Sessions',
  none: (query: string) =>
    `No command matches “${query}”. There are commands for the views, the site, the log, the selected request or session, the simulated browsers and the settings. Try: export, HAR, secret, tour.`,
  found: (n: number) => plural(n, 'command'),
  footChoose: 'choose',
  footRun: 'run',
  footClose: 'close',
  more: { request: 'What can be done with this request', session: 'What can be done with this session' },
  onActor: (actor: string, title: string) => `${actor}: ${title}`,
  pair: (key: string, value: string) => `${key} = ${value}`,
  optionNow: (engine: string, value: string) => `${engine}, now ${value}`,

  keysTitle: 'Keys',
  keysLead: 'Everything can be done without a mouse. Keys of panels work while the panel has the focus.',
  keyboard: 'Keyboard',
  singleKeys: 'Keys without a modifier',
  singleKeysWhy:
    'Shortcuts without a modifier, such as e or ?. When off, shortcuts with a modifier and those inside panels still work.',
  on: 'On',
  off: 'Off',
  or: 'or',
  close: 'Close',
  panels: { rows: 'Tables of requests and sessions', timeline: 'Timeline', filter: 'Filter field' },
  panelKeys: {
    rowUp: 'One row up',
    rowDown: 'One row down',
    rowsUp: 'Ten rows up',
    rowsDown: 'Ten rows down',
    firstRow: 'First row',
    lastRow: 'Last row',
    openRow: 'Go to the details',
    rowMenu: 'What can be done with the row',
    closeDetails: 'Close the details',
    earlier: 'Earlier request of the session',
    later: 'Later request of the session',
    otherLane: 'Another session',
    ends: 'First and last request',
    zoom: 'Zoom in and out',
    wholeView: 'Back to the usual zoom',
    pan: 'Move in time',
    openMark: 'Go to the details',
    zoomBack: 'Back to where the zoom came from',
    takeOffer: 'Take the completion',
    chooseOffer: 'Choose a completion',
    emptyFilter: 'Close the list, then empty the field',
  },
};
