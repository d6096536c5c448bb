/**
 * The connection of the window to the core: app://inspector/ is answered in this process, by the handler that browser
 * mode puts behind a token. No port is opened. Only our own window can reach it, so callers are trusted; their input is
 * not.
 */
import { protocol } from 'electron';
import { messageOf } from '../server/base/thrown.ts';
import { appHost, appScheme } from './app-origin.ts';
import { log } from './terminal.ts';

export type Handler = (request: Request) => Promise<Response>;

/**
 * Must happen before the app is ready. `standard` and `secure` make it an origin, `stream` lets answers arrive in
 * parts.
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/**
 * Answers app://inspector/ with `handle` and every other host with 404. A failure becomes a 500, never an open
 * request.
 */
export function serveAppScheme(handle: Handler): void {
  protocol.handle(appScheme, async (request) => {
    if (new URL(request.url).host !== appHost) return plainAnswer(404, 'Not found');
    try {
      return await handle(request);
    } catch (error) {
      log(`The window's request failed: ${messageOf(error)}`);
      return plainAnswer(500, 'The inspector could not answer');
    }
  });
}

/** No page of this app is a file, so no file is ever read as a page. */
export function answerNoFiles(): void {
  protocol.handle('file', () => plainAnswer(403, 'Forbidden'));
}

function plainAnswer(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
