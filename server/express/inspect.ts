import type { IncomingMessage, ServerResponse } from 'node:http';
import type expressSession from 'express-session';
import type { SessionOptions, Store } from 'express-session';
import { appSocketOf } from '../base/app-socket.ts';
import { defaultDataDir } from '../base/data-dir.ts';
import { lastOf } from '../base/last-of.ts';
import { remembering } from '../base/remembering.ts';
import { messageOf } from '../base/thrown.ts';
import { APP_LINES_VERSION } from '../contract/app-line-limits.ts';
import type { AppSessions } from '../contract/app-lines.ts';
import { firstCookie } from '../cookie/parse-cookie-header.ts';
import { readSessionCookie } from '../cookie/read-session-cookie.ts';
import { type RequestWithSession, recordExpressFacts } from '../engines/express-facts.ts';
import { expressVerdict } from '../engines/express-verdict.ts';
import { observe } from '../record/observation.ts';
import { InspectorLink } from './inspector-link.ts';
import { observeStore } from './observe-store.ts';
import { dropNote, giveNote, noteOf, RequestNote } from './request-note.ts';
import { countRequests, placeOf } from './request-place.ts';
import { cookieNameOf, factOptions, secretsOf } from './session-options.ts';
import { type ListedStore, StoreQuestions } from './store-questions.ts';
import { toldLine } from './told-line.ts';

export interface InspectOptions {
  /**
   * The data folder of the inspector that is told. Default: the environment variable SESSION_INSPECTOR_DATA_DIR, else
   * the data folder of the user.
   */
  readonly dataDir?: string;
  /** Whether to report to an inspector even if NODE_ENV is `production`. Default: false. */
  readonly inProduction?: boolean;
}

type ExpressSession = typeof expressSession;
type Next = (...args: unknown[]) => unknown;
type Middleware = (req: RequestWithSession, res: ServerResponse, next: Next) => unknown;

/**
 * Returns express-session with its sessions seen from inside: `const session = inspect(require('express-session'))`.
 * An inspector of the same user on this machine is told the session before and after each request, the calls of the
 * store, the rule by which express-session decided, and the sessions of the store while its window lists them. The
 * behaviour of the app does not change. An app without an inspector counts its requests and looks for one once a
 * second. In production the same module is returned.
 */
export function inspect<Module>(session: Module, options: InspectOptions = {}): Module {
  const isOff = process.env.NODE_ENV === 'production' && options.inProduction !== true;
  if (isOff || typeof session !== 'function') {
    if (!isOff) warn('inspect() takes the module: inspect(require("express-session")). It was returned as it is.');
    return session;
  }
  const link = linkTo(options.dataDir ?? process.env.SESSION_INSPECTOR_DATA_DIR ?? defaultDataDir());
  if (link === null) return session;
  return new Proxy(session, {
    apply: (target, self, args: [SessionOptions?, ...unknown[]]) => {
      const module = target as unknown as ExpressSession;
      const [given, ...more] = args;
      const options = withStore(module, given);
      const middleware = Reflect.apply(target as unknown as (...args: unknown[]) => Middleware, self, [
        options,
        ...more,
      ]);
      return typeof middleware === 'function' ? observed(module, middleware, options, link) : middleware;
    },
  });
}

function warn(text: string): void {
  process.emitWarning(text, 'SessionInspector');
}

interface Link {
  readonly link: InspectorLink;
  readonly sessions: AppSessions[];
  readonly questions: StoreQuestions;
}

/** An app uses express-session once or twice; a test of an app may use it for each of its cases. */
const mostSessions = 20;

const links = new Map<string, Link>();
const ports = new Set<number>();

/** The link to the inspector with this data folder, one for the whole process. Null if it cannot have a socket. */
function linkTo(dataDir: string): Link | null {
  const address = appSocketOf(dataDir);
  if (address === null) {
    warn(`The path of ${dataDir} is too long for a socket, so no inspector is told. Choose a shorter data folder.`);
    return null;
  }
  const known = links.get(address);
  if (known !== undefined) return known;
  const sessions: AppSessions[] = [];
  const hello = () => ({
    t: 'hello' as const,
    version: APP_LINES_VERSION as 1,
    pid: process.pid,
    node: process.version,
    ports: [...ports].slice(0, 100),
    sessions,
  });
  const link: InspectorLink = new InspectorLink({
    address,
    hello,
    heard: (line) => questions.hear(line),
    lost: () => questions.rest(),
  });
  const questions = new StoreQuestions(link);
  const made = { link, sessions, questions };
  links.set(address, made);
  countRequests({ onPort: notePort, onEnd: noteEnd });
  return made;
}

function notePort(port: number): void {
  if (ports.has(port)) return;
  ports.add(port);
  for (const { link } of links.values()) link.tell({ t: 'port', port });
}

/** A request that no session middleware has noted. */
function noteEnd(request: IncomingMessage): void {
  if (noteOf(request) !== undefined) return;
  for (const { link } of links.values()) {
    if (!link.isWanted) continue;
    const place = placeOf(request);
    if (place !== null) link.tell({ t: 'unhandled', place });
  }
}

/** The options with the store that express-session would make itself, so that the store can be observed. */
function withStore(module: ExpressSession, given: SessionOptions | undefined): Partial<SessionOptions> {
  if (given?.store || typeof module.MemoryStore !== 'function') return given ?? {};
  const store = { value: new module.MemoryStore(), enumerable: true, writable: true, configurable: true };
  return Object.create(typeof given === 'object' ? given : {}, { store }) as Partial<SessionOptions>;
}

function observed(
  { MemoryStore }: ExpressSession,
  middleware: Middleware,
  options: Partial<SessionOptions>,
  { link, sessions, questions }: Link,
): Middleware {
  const store = options.store as Store | undefined;
  const listed: ListedStore | null =
    store === undefined || sessions.length >= mostSessions
      ? null
      : questions.storeAt(sessions.length, store, MemoryStore);
  const about: AppSessions = {
    cookieName: cookieNameOf(options),
    store: (store?.constructor?.name ?? '').slice(0, 200),
    isStoreSeen: store !== undefined && observeStore(store, listed ?? nobody),
    isListed: listed?.list != null,
  };
  if (sessions.length < mostSessions) sessions.push(about);
  link.tell({ t: 'sessions', ...about });
  if (!about.isStoreSeen) return middleware;
  const facts = factOptions(options);
  const { cookieName } = about;

  return function session(req, res, next) {
    // As express-session: a session middleware before this one has done its work.
    if (req.session) return middleware(req, res, next);
    if (!link.isWanted) {
      link.miss();
      return middleware(req, res, next);
    }
    const note = new RequestNote(req, res);
    giveNote(note);
    let isFirst = true;
    const goOn: Next = (...args) => {
      if (isFirst) {
        isFirst = false;
        begin(note, args.length > 0 && Boolean(args[0]));
      }
      return observe(note, () => next(...args));
    };
    return observe(note, () => middleware(req, res, goOn));
  };

  function begin(note: RequestNote, hasFailed: boolean): void {
    const { request, response } = note;
    // Another path, or a store that is away: another session middleware of the app may handle the request.
    if (!hasFailed && !request.session) {
      dropNote(note);
      return;
    }
    try {
      const giveUp = (error: unknown) => {
        note.errors.push({ where: 'session', message: messageOf(error) });
      };
      const known = {
        options: facts,
        cookieSid: note.askedSid,
        storeHasTouch: typeof store?.touch === 'function',
        trustsProxy: options.proxy,
      };
      const factsOf = recordExpressFacts(request, response, note, known, giveUp);
      response.once('close', () => {
        whenIdle(note, () => {
          const { place } = note;
          dropNote(note);
          if (place === null) return;
          link.send(() => {
            const signed = firstCookie(request.headers.cookie ?? null, cookieName);
            const reading =
              signed === null ? { kind: 'none' as const } : readerFor(...secretsOf(options, request))(signed);
            const verdict = expressVerdict(reading, note);
            return toldLine(note, { place, cookieName, store: about.store, verdict, facts: factsOf() });
          });
        });
      });
    } catch {
      // Recording has failed. The request continues without it.
      dropNote(note);
    }
  }
}

const nobody = { isOn: false, changed: () => {} };

/** A client repeats its cookie with each request, so its signature is not computed again. */
const readerFor = lastOf((...secrets: readonly string[]) => remembering((value) => readSessionCookie(value, secrets)));

/** How long a line waits for calls of the store that outlive the response. */
const graceMs = 4_000;
const { setTimeout: later, setImmediate: soon } = globalThis;

function whenIdle(note: RequestNote, work: () => void): void {
  let isDone = false;
  const finish = () => {
    if (isDone) return;
    isDone = true;
    note.onStoreIdle = null;
    work();
  };
  const whenSettled = () => {
    if (note.pendingStoreCalls === 0) finish();
  };
  if (note.pendingStoreCalls > 0) {
    later(finish, graceMs).unref();
    const finishSoon = () => soon(whenSettled);
    note.onStoreIdle = finishSoon;
  } else soon(whenSettled);
}
