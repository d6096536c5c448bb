/** Words of the small parts that every view uses. */
export const common = {
  /** Between the pieces of an enumeration. */
  listBetween: ', ',
  /** Between a label and its value. */
  colon: ': ',
  /** At the end of a sentence that others follow. */
  fullStop: '. ',
  /** Of a session that two or more browsers hold. */
  heldByAll: (names: readonly string[]) => `Held by ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`,
  /** A remark after a word. */
  aside: (text: string) => ` (${text})`,
  unknown: 'unknown',
  unknownShort: '?',
  methodUnknown: '(method unknown)',
  addressUnknown: '(address unknown)',
  versionUnknown: '(HTTP version unknown)',
  columnWidth: (title: string) => `Width of the column ${title}`,
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Copying was refused',
  sessionId: 'Session id',
  sessionIdMeans:
    'The session id (sid) names one session in the store. Whoever sends it in a signed cookie has that session.',
  copySid: 'Copy the session id',
  storedAs: (json: string) => `stored as ${json}`,
  valueEmpty: 'Type a value; "" is the empty text',
  valueBroken: 'Not complete JSON: it begins like a text, list or object',
  keyEmpty: 'Type a key',
  loadingPart: 'Loading…',
  partNotLoaded: 'This part of the window did not arrive. Is Session Inspector still running?',
  updated: 'Session Inspector was updated. Reload this window to go on with the new version.',
  reloadWindow: 'Reload this window',
  reloadPage: 'Load the page again',
};
