/** The words of the shell itself; those of the page are the page's. */
export const strings = {
  appName: 'Session Inspector',
  startFailed: 'Session Inspector could not start',
  menu: {
    file: 'File',
    export: 'Export…',
    session: 'Session',
    toggleRecording: 'Pause or Resume Recording',
    clearLog: 'Clear Log',
    view: 'View',
    live: 'Live',
    sessions: 'Sessions',
    cookies: 'Cookies',
    settings: 'Settings',
    help: 'Help',
    openSite: 'Open the Site in a Browser',
    about: 'About Session Inspector',
  },
} as const;
