/** The two session engines: their names, and where each keeps the data of a session. */
export const engine = {
  title: 'Session engine',
  names: { 'server-side': 'Server-side', 'client-side': 'Client-side' },
  /** In the place of a name: the request was answered by an app of the user's. */
  notOurs: 'Your app',
  frameworks: { 'server-side': 'as express-session does it', 'client-side': 'as Flask does it' },
  hint: {
    'server-side':
      'Server-side: the data stays in the store, and the cookie holds only an id. Applies to the next request.',
    'client-side':
      'Client-side: the data travels in the cookie itself, signed but readable, and nothing is stored. Applies to the next request.',
  },
  places: {
    browser: 'Browser',
    server: 'Server',
  },
  picture: {
    'server-side': { browser: 'holds an id, signed', server: 'holds the data, a row for each id' },
    'client-side': { browser: 'holds the data itself, signed but readable', server: 'holds only the secret' },
  },
  why: {
    'server-side': 'The server can end a session at any time. A stolen cookie works until it does.',
    'client-side': 'The server cannot take a cookie back: an old copy is good until its signature is too old.',
  },
};
