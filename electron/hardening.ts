/**
 * The restrictions of pages. The window shows data from strangers (cookies, headers, session values), so it is treated
 * as if a page could be taken over: no permissions except writing to the clipboard, no navigation to another page, no
 * new windows, no content from other origins.
 */
import { app, type Session, session, type WebContents } from 'electron';
import { isOwnUrl } from './app-origin.ts';

/** Applies to every page of the app. Call before the first window. */
export function guardEveryPage(): void {
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents));
}

/**
 * Closes the default session: no permissions but to copy, no devices, no requests to anywhere but ourselves. Call
 * when ready.
 */
export function guardDefaultSession(devServer: string | null): void {
  denyPermissions(session.defaultSession);
  denyForeignRequests(session.defaultSession, devServer);
}

function guardNavigation(contents: WebContents): void {
  const denyUnlessOwn = (event: { url: string; preventDefault(): void }) => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', denyUnlessOwn);
  contents.on('will-frame-navigate', denyUnlessOwn);
  contents.on('will-redirect', denyUnlessOwn);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Electron grants every permission that is not refused, so all three questions get an answer. */
function denyPermissions(target: Session): void {
  target.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(mayDo(permission, requestingUrl)),
  );
  target.setPermissionCheckHandler((_contents, permission, requestingOrigin) => mayDo(permission, requestingOrigin));
  target.setDevicePermissionHandler(() => false);
}

/** A Copy button writes text to the clipboard, which is the only permission of our page. */
function mayDo(permission: string, askedBy: string): boolean {
  return permission === 'clipboard-sanitized-write' && isOwnUrl(askedBy);
}

/** The page's CSP says the same; this holds even where a page got around it. */
function denyForeignRequests(target: Session, devServer: string | null): void {
  const devHost = devServer === null ? null : new URL(devServer).host;
  target.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url, devHost) }));
}

function mayLoad(url: string, devHost: string | null): boolean {
  if (isOwnUrl(url)) return true;
  const { protocol, host } = new URL(url);
  if (protocol === 'devtools:' || protocol === 'data:' || protocol === 'blob:') return true;
  return devHost !== null && host === devHost && (protocol === 'http:' || protocol === 'ws:');
}
