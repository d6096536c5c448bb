/**
 * The inspector as one function from Request to Response: procedures and the live stream under /trpc, those of a
 * watched app or an opened file under /workspaces/ID/trpc, prepared downloads under /download, the built window
 * elsewhere. It trusts its caller: Electron's app:// scheme reaches it directly, everything else comes through the
 * guarded door (door.ts).
 */

import type { TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { InspectorError, NotWanted } from '../base/errors.ts';
import { withBoundedBody } from './bounded-body.ts';
import type { AppContext, InspectorContext, Workspace } from './context.ts';
import { corePaths } from './core-paths.ts';
import { methodNotAllowed, problem } from './problem.ts';
import type { RecordingsDoor } from './recordings.ts';
import { appRouter } from './router.ts';
import { withSecurityHeaders } from './security-headers.ts';
import { withSilentFailure } from './silent-failure.ts';

export interface HandlerOptions {
  readonly app: AppContext;
  /** The workspace of the live log. */
  readonly live: Workspace;
  readonly recordings: RecordingsDoor;
  readonly watched: OtherWorkspaces;
  readonly ui: (pathname: string) => Promise<Response>;
  readonly reportError: (what: string, error: unknown) => void;
}

/** The workspaces other than the tutorial site, by their id. */
export interface OtherWorkspaces {
  find(id: string): Workspace | null;
  all(): Iterable<Workspace>;
}

/** Facts on the connection of a request, from the door. */
export interface Connection {
  /** Closes the connection immediately. */
  cut(): void;
  /**
   * Sends a response itself and reports each chunk of its body when it was sent, or the reason if it breaks off. The
   * returned response replaces the given one.
   */
  send(
    response: Response,
    tell: { onSent: (chunk: Uint8Array) => void; onFailure: (error: unknown) => void },
  ): Response;
}

export type InspectorHandler = (request: Request, connection?: Connection) => Promise<Response>;

const WORKSPACE = new RegExp(`^${corePaths.workspaces}/([\\w-]+)${corePaths.procedures}/`);
/** A larger body is not a command of the window. */
const maxBodyBytes = 1024 * 1024;

export function createHandler(options: HandlerOptions): InspectorHandler {
  const route = async (request: Request, connection?: Connection): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const [, id] = WORKSPACE.exec(pathname) ?? [];
    if (id !== undefined || pathname.startsWith(`${corePaths.procedures}/`)) {
      const workspace = id === undefined ? options.live : (options.watched.find(id) ?? options.recordings.find(id));
      if (workspace === null) return noSuchWorkspace();
      const prefix = id === undefined ? '' : `${corePaths.workspaces}/${id}`;
      const context = { ...options.app, ...workspace.contextFor(() => connection?.cut()) };
      return procedures(options, request, `${prefix}${corePaths.procedures}`, () => context);
    }
    if (pathname === corePaths.recordings && request.method === 'POST') return upload(options, request);
    if (request.method !== 'GET') {
      if (pathname === corePaths.recordings) return methodNotAllowed('POST', 'A file is opened with POST.');
      return methodNotAllowed('GET, HEAD', 'Pages and downloads are read with GET.');
    }
    const downloads = `${corePaths.downloads}/`;
    if (pathname.startsWith(downloads)) {
      const download = firstAnswer(options, (workspace) => workspace.download(pathname.slice(downloads.length)));
      if (download === null) return noSuchDownload();
      const onFailure = (error: unknown) => {
        if (!(error instanceof NotWanted)) options.reportError('an export', error);
      };
      const { response, giveBack } = download;
      if (connection === undefined) return withSilentFailure(response, onFailure);
      return connection.send(withSecurityHeaders(response), { onSent: giveBack, onFailure });
    }
    return options.ui(pathname);
  };
  /**
   * The answer to GET without its body (RFC 9110 section 9.3.2). A download is only looked up, because its link works
   * once.
   */
  const headOf = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith(`${corePaths.downloads}/`)) {
      const ticket = pathname.slice(corePaths.downloads.length + 1);
      const headers = firstAnswer(options, (workspace) => workspace.downloadHead(ticket));
      return headers === null ? withoutBody(noSuchDownload()) : new Response(null, { headers });
    }
    const { url, headers, signal } = request;
    return withoutBody(await route(new Request(url, { headers, signal })));
  };
  return async (request, connection) => {
    try {
      const answer = request.method === 'HEAD' ? headOf(request) : route(request, connection);
      return withSecurityHeaders(await answer);
    } catch (error) {
      options.reportError('answering a request', error);
      return withSecurityHeaders(
        problem(500, 'Internal error', 'The inspector’s log on the terminal has the details.'),
      );
    }
  };
}

/** A ticket does not name its workspace, so every workspace is tried. */
function firstAnswer<Found>(
  { live, recordings, watched }: HandlerOptions,
  ask: (from: Workspace) => Found | null,
): Found | null {
  for (const workspace of [live, ...watched.all(), ...recordings.all()]) {
    const found = ask(workspace);
    if (found !== null) return found;
  }
  return null;
}

async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel();
  return new Response(null, response);
}

function noSuchWorkspace(): Response {
  return problem(404, 'No such workspace', 'This file is not open any more, or this app is not watched any more.');
}

function noSuchDownload(): Response {
  return problem(404, 'No such download', 'A download link works once, for a minute. Export again.');
}

/** A page of another origin cannot send this type without a preflight request, which is not answered. */
async function upload(options: HandlerOptions, request: Request): Promise<Response> {
  if (request.headers.get('content-type') !== 'application/octet-stream') {
    return problem(415, 'Not a file', 'A file is sent as application/octet-stream.');
  }
  return options.recordings.upload(request);
}

async function procedures(
  options: HandlerOptions,
  request: Request,
  endpoint: string,
  createContext: () => InspectorContext,
): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'POST') {
    return methodNotAllowed('GET, HEAD, POST', 'Queries are sent with GET, and mutations with POST.');
  }
  if (request.method === 'POST' && !isJson(request)) {
    return problem(415, 'Not JSON', 'Commands are sent as application/json.');
  }
  const bounded = await withBoundedBody(request, maxBodyBytes);
  if (bounded === null) return problem(413, 'Too large', `A command may have ${maxBodyBytes} bytes at most.`);
  return fetchRequestHandler({
    endpoint,
    req: bounded,
    router: appRouter,
    createContext,
    onError: ({ error, path }) => {
      if (isOurFault(error)) options.reportError(`procedure ${path ?? '?'}`, error.cause ?? error);
    },
  });
}

/** An error of the server that was not caused by the call. */
function isOurFault(error: TRPCError): boolean {
  const isExpected = error.cause instanceof InspectorError && error.cause.status < 500;
  return error.code === 'INTERNAL_SERVER_ERROR' && !isExpected;
}

function isJson(request: Request): boolean {
  return request.headers.get('content-type')?.toLowerCase().startsWith('application/json') ?? false;
}
