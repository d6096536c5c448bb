/** The only origin of the window. Pages are distinguished by their parsed URL, never by the start of a string. */
export const appScheme = 'app';
export const appHost = 'inspector';
export const appUrl = `${appScheme}://${appHost}/`;

/** Whether a URL is a page of this app. Anything that does not parse, or carries a user name or port, is not. */
export function isOwnUrl(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return (
    parsed !== null &&
    parsed.protocol === `${appScheme}:` &&
    parsed.host === appHost &&
    parsed.username === '' &&
    parsed.password === ''
  );
}

/** Whether a URL names a file that a page of this app has made: `blob:` and the address of its maker. */
export function isOwnBlob(url: string): boolean {
  return url.startsWith('blob:') && isOwnUrl(url.slice('blob:'.length));
}
