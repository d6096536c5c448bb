/** Hot reload: the page still lives at app://inspector, but its files come from the development server. */
import { app } from 'electron';
import { isCorePath } from '../server/window-files.ts';
import type { Handler } from './app-protocol.ts';

/**
 * The address of the development server, which `npm run dev` puts into the environment. A packaged app ignores it, and
 * an address on another machine is never used.
 */
export function devServerUrl(): string | null {
  const url = process.env.ELECTRON_RENDERER_URL;
  return app.isPackaged || url === undefined || !isLoopback(url) ? null : url;
}

function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host === 'localhost' || host === '127.0.0.1' || host === '[::1]';
}

/** Sends requests for UI files to the development server and all others to the core. */
export function withDevServer(handle: Handler, devServer: string): Handler {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    if (isCorePath(pathname)) return handle(request);
    const answer = await fetch(new URL(pathname + search, devServer), { headers: request.headers });
    return new Response(answer.body, { status: answer.status, headers: withoutTransferHeaders(answer.headers) });
  };
}

/** Leaves out the headers that describe the encoding of the body, because `fetch` has already decoded the body. */
function withoutTransferHeaders(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'connection']) kept.delete(name);
  return kept;
}
