/**
 * Apps that report their sessions themselves, with session-inspector/express. They connect to a socket in the data
 * folder of this user, so no port is opened. An app is another program: each line is checked and bounded.
 */
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { MAX_LINE_BYTES } from '../../contract/app-line-limits.ts';
import {
  type AppHello,
  type AppLine,
  type AppRequestPlace,
  appLineSchema,
  type InspectorLine,
  type ToldRequest,
} from '../../contract/app-lines.ts';
import { type AppQuestions, type AskedApp, askedApp } from './app-questions.ts';

/** An app that is connected now. */
export interface InsideApp {
  readonly pid: number;
  readonly ports: readonly number[];
  readonly sessions: AppHello['sessions'];
  /**
   * The number of requests that the app has handled without telling of them, because no inspector was connected, or
   * because the inspector did not read the lines fast enough.
   */
  readonly missed: number;
  readonly questions: AppQuestions;
}

export type Told =
  | { readonly state: 'told'; readonly request: ToldRequest }
  | { readonly state: 'unhandled' }
  /** The connection to the app has ended. */
  | { readonly state: 'gone' };

export interface InsideApps {
  readonly apps: readonly InsideApp[];
  /** The connected app that listens at this port. Null if there is none. */
  at(port: number): InsideApp | null;
  /** Whether an app that listens at this port is connected. */
  tells(port: number): boolean;
  /** Calls back once with the report of an app on this request. Returns a function that stops waiting. */
  expect(place: AppRequestPlace, tell: (told: Told) => void): () => void;
  /** Tells the apps again whether they are watched. */
  watchedChanged(): void;
  close(): Promise<void>;
}

export interface InsideAppsOptions {
  /** Null if the data folder cannot have a socket. */
  readonly address: string | null;
  /** The ports of the watched apps. */
  readonly watchedPorts: () => ReadonlySet<number>;
  readonly onChange: () => void;
  /** Called with a reason if apps cannot connect, or if an app sends lines that are not understood. */
  readonly say: (line: string) => void;
}

const mostApps = 64;
const mostPorts = 100;
const mostSessions = 20;
/** A connected program that sends this many invalid lines is not an app with session-inspector/express. */
const mostBadLines = 10;

interface Connected {
  readonly socket: Socket;
  hello: AppHello;
  dropped: number;
  isWanted: boolean;
  readonly questions: AskedApp;
}

/** Listens from now on. If the socket cannot be opened, `say` gets the reason, and no app can connect. */
export async function openInsideApps(options: InsideAppsOptions): Promise<InsideApps> {
  const { address, watchedPorts, onChange, say } = options;
  const connected = new Set<Connected>();
  const expected = new Map<string, (told: Told) => void>();

  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (connected.size >= mostApps) return void socket.destroy();
    accept(socket);
  });

  function accept(socket: Socket): void {
    let app: Connected | null = null;
    let badLines = 0;
    readLines(socket, (text) => {
      const line = parsed(text);
      if (line === null || (app === null) !== (line.t === 'hello')) {
        badLines++;
        if (app === null || badLines > mostBadLines) {
          say(
            'A program connected to report its sessions, but its lines were not understood. Update session-inspector.',
          );
          socket.destroy();
        }
        return;
      }
      if (line.t === 'hello') {
        const questions = askedApp((question) => write(socket, question));
        app = { socket, hello: line, dropped: 0, isWanted: true, questions };
        connected.add(app);
        tellWanted(app);
        onChange();
      } else if (app !== null) take(app, line);
    });
    socket.on('close', () => {
      if (app === null) return;
      connected.delete(app);
      app.questions.end();
      for (const [key, tell] of [...expected]) if (!isToldBySome(key)) answer(key, tell, { state: 'gone' });
      onChange();
    });
  }

  function take(app: Connected, line: Exclude<AppLine, AppHello>): void {
    if (line.t === 'request') toldOf(line.place, { state: 'told', request: line });
    else if (line.t === 'unhandled') toldOf(line.place, { state: 'unhandled' });
    else if (line.t === 'listed') app.questions.answered(line);
    else if (line.t === 'changed') app.questions.changed(line.store, line.sids);
    else {
      noteOfApp(app, line);
      onChange();
    }
  }

  function noteOfApp(app: Connected, line: Extract<AppLine, { t: 'port' | 'sessions' | 'dropped' }>): void {
    const { hello } = app;
    if (line.t === 'dropped') app.dropped += line.count;
    else if (line.t === 'port' && hello.ports.length < mostPorts && !hello.ports.includes(line.port)) {
      app.hello = { ...hello, ports: [...hello.ports, line.port] };
      tellWanted(app);
    } else if (line.t === 'sessions' && hello.sessions.length < mostSessions) {
      app.hello = { ...hello, sessions: [...hello.sessions, line] };
    }
  }

  function toldOf(place: AppRequestPlace, told: Told): void {
    const key = keyOf(place);
    const tell = expected.get(key);
    if (tell !== undefined) answer(key, tell, told);
  }

  function answer(key: string, tell: (told: Told) => void, told: Told): void {
    expected.delete(key);
    tell(told);
  }

  function tells(port: number): boolean {
    return [...connected].some(({ hello }) => hello.ports.includes(port));
  }

  function isToldBySome(key: string): boolean {
    return tells(Number(key.slice(0, key.indexOf(' '))));
  }

  function tellWanted(app: Connected): void {
    const { ports } = app.hello;
    const watched = watchedPorts();
    const isWanted = ports.length === 0 || ports.some((port) => watched.has(port));
    if (isWanted === app.isWanted) return;
    app.isWanted = isWanted;
    write(app.socket, { t: 'wanted', isWanted });
  }

  if (address !== null) {
    try {
      await listen(server, address);
    } catch (error) {
      say(`Apps cannot report their sessions: ${(error as Error).message}`);
    }
  }

  return {
    get apps() {
      return [...connected].map(describe);
    },
    at(port) {
      const app = [...connected].find(({ hello }) => hello.ports.includes(port));
      return app === undefined ? null : describe(app);
    },
    tells,
    expect(place, tell) {
      const key = keyOf(place);
      expected.set(key, tell);
      return () => {
        if (expected.get(key) === tell) expected.delete(key);
      };
    },
    watchedChanged: () => connected.forEach(tellWanted),
    close: () =>
      new Promise((resolve) => {
        for (const { socket } of connected) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function describe({ hello, dropped, questions }: Connected): InsideApp {
  return { pid: hello.pid, ports: hello.ports, sessions: hello.sessions, missed: hello.missed + dropped, questions };
}

function write(socket: Socket, line: InspectorLine): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(line)}\n`);
}

function keyOf({ port, family, remotePort, order }: AppRequestPlace): string {
  return `${port} ${family} ${remotePort} ${order}`;
}

/** Null for a line that is not understood. */
function parsed(text: string): AppLine | null {
  try {
    const line = appLineSchema.safeParse(JSON.parse(text));
    return line.success ? line.data : null;
  } catch {
    return null;
  }
}

/** Calls back with each whole line. A line that is too long ends the connection. */
function readLines(socket: Socket, onLine: (text: string) => void): void {
  let parts: Buffer[] = [];
  let length = 0;
  socket.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1 && !socket.destroyed; end = chunk.indexOf(10, from)) {
      onLine(Buffer.concat([...parts, chunk.subarray(from, end)]).toString('utf8'));
      [parts, length, from] = [[], 0, end + 1];
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > MAX_LINE_BYTES) socket.destroy();
  });
}

/** Replaces a socket that was left by a crash. Throws if a program listens at it, or if it cannot be made. */
async function listen(server: ReturnType<typeof createServer>, address: string): Promise<void> {
  if (process.platform !== 'win32') {
    if (await isAnswered(address)) throw new Error(`Another program listens at ${address}.`);
    rmSync(address, { force: true });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      server.on('error', () => {});
      resolve();
    });
  });
  // Other users cannot enter the data folder. The socket may be in a folder that is open to them, so it is protected
  // too.
  if (process.platform !== 'win32') chmodSync(address, 0o600);
}

function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path: address });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
