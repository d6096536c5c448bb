import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { send } from '../../support/http.ts';

/** The resources that the process has used since the last query. */
export interface Usage {
  readonly residentBytes: number;
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
  /** The longest work of the thread of the requests without a break, in its own processor time. */
  readonly longestBlockMs: number;
}

/** The product in a separate process, over a data folder, with its door for the inspector. */
export class DoorClient {
  readonly process: ChildProcess;
  readonly site: string;
  readonly origin: string;
  readonly token: string;

  private constructor(child: ChildProcess, told: { port: number; origin: string; token: string }) {
    this.process = child;
    this.site = `http://127.0.0.1:${told.port}`;
    this.origin = told.origin;
    this.token = told.token;
  }

  static async start(dataDir: string): Promise<DoorClient> {
    const child = fork(join(import.meta.dirname, 'serve-door.mjs'), [dataDir]);
    const [told] = (await once(child, 'message')) as [{ port: number; origin: string; token: string }];
    return new DoorClient(child, told);
  }

  async usage(): Promise<Usage> {
    const answered = once(this.process, 'message');
    this.process.send('usage');
    const [usage] = (await answered) as [Usage];
    return usage;
  }

  async ask<T>(procedure: string, input: object): Promise<T> {
    const query = encodeURIComponent(JSON.stringify(input));
    return this.#answer(procedure, await this.#send(`/trpc/${procedure}?input=${query}`, {}));
  }

  /** `workspace`: the id of a watched app. Default: the tutorial site. */
  async tell<T>(procedure: string, input: object, workspace: string | null = null): Promise<T> {
    const headers = { 'Content-Type': 'application/json' };
    const sending = { method: 'POST', headers, body: JSON.stringify(input) };
    const base = workspace === null ? '' : `/workspaces/${workspace}`;
    return this.#answer(procedure, await this.#send(`${base}/trpc/${procedure}`, sending));
  }

  end(): void {
    this.process.kill();
  }

  #send(path: string, sending: { method?: string; headers?: Record<string, string>; body?: string }) {
    return send(this.origin, path, {
      ...sending,
      headers: { ...sending.headers, Authorization: `Bearer ${this.token}` },
    });
  }

  #answer<T>(procedure: string, { status, body }: { status: number; body: string }): T {
    if (status !== 200) throw new Error(`${procedure} answered ${status}: ${body}`);
    return JSON.parse(body).result.data as T;
  }
}
