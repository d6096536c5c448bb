/** The other end of session-inspector/express in a test: a socket that takes the lines of an app. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appSocketOf } from '../../server/base/app-socket.ts';
import { type AppLine, appLineSchema, type ToldRequest } from '../../server/contract/app-lines.ts';
import { eventually } from './eventually.ts';

export interface ToldLines {
  readonly dataDir: string;
  /** Every line so far. A line that the schema refuses fails the test that waits next. */
  readonly lines: AppLine[];
  /** The reported requests of the app, once there are `count`. */
  requests(count: number): Promise<ToldRequest[]>;
  /** Waits until an app is connected. */
  connected(): Promise<void>;
  /** Listens from now on. */
  listen(): Promise<void>;
  /** Stops listening, as an inspector that ends. */
  stopListening(): Promise<void>;
  /** Sends a line to every connected app. */
  say(line: object): void;
  /** Reads nothing from now on, so that the connection fills. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

export function toldLines(): ToldLines {
  const dataDir = mkdtempSync(join(tmpdir(), 'told-'));
  const lines: AppLine[] = [];
  const refused: string[] = [];
  const sockets = new Set<Socket>();
  const take = (text: string) => {
    const line = appLineSchema.safeParse(JSON.parse(text));
    if (line.success) lines.push(line.data);
    else refused.push(`${line.error.message}: ${text.slice(0, 500)}`);
  };
  const make = () =>
    createServer((socket) => {
      sockets.add(socket);
      let rest = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        const parts = (rest + chunk).split('\n');
        rest = parts.pop() ?? '';
        for (const part of parts) take(part);
      });
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    });
  let server = make();
  const stopListening = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return {
    dataDir,
    lines,
    requests: (count) =>
      eventually(() => {
        if (refused.length > 0) throw new Error(refused[0]);
        const requests = lines.filter((line): line is ToldRequest => line.t === 'request');
        if (requests.length < count) throw new Error(`${requests.length} of ${count} requests`);
        return requests;
      }),
    connected: () =>
      eventually(() => {
        if (!lines.some(({ t }) => t === 'hello')) throw new Error('no app is connected');
      }),
    listen: () =>
      new Promise((resolve) => {
        server = make();
        server.listen(appSocketOf(dataDir), resolve);
      }),
    stopListening,
    say: (line) => sockets.forEach((socket) => void socket.write(`${JSON.stringify(line)}\n`)),
    pause: () => sockets.forEach((socket) => void socket.pause()),
    resume: () => sockets.forEach((socket) => void socket.resume()),
    async close() {
      await stopListening();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
