import session from 'express-session';
import type { Setting } from '../contract/lab/experiment.ts';
import type { SessionEngine } from '../engines/engine.ts';
import type { ExplainingStore } from '../storage/sessions/site-session-store.ts';
import type { LabSharedStore } from './shared-store.ts';

/** A server of a run: a port of its own, at which the site answers. */
export interface OpenServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

export interface ServersOptions {
  readonly setting: NonNullable<Setting['servers']>;
  readonly openServer: () => Promise<OpenServer>;
  /** Makes the engine of a server over its store. */
  readonly createEngine: (store: ExplainingStore) => SessionEngine;
  /** Makes the store that the servers share. */
  readonly openShared: () => Promise<LabSharedStore>;
}

interface Running {
  readonly number: number;
  readonly server: OpenServer;
  readonly engine: SessionEngine;
}

const howMany = 2;

/** The servers of the site in one run, and the choice of the one that gets the next request. */
export class Servers {
  readonly #options: ServersOptions;
  #running: readonly Running[] = [];
  #shared: LabSharedStore | null = null;
  #current: Running | null = null;
  #turn = 0;

  constructor(options: ServersOptions) {
    this.#options = options;
  }

  /** The address and number of the server that gets the present request. Null before the servers have started. */
  get current(): { readonly url: string; readonly number: number } | null {
    return this.#current === null ? null : { url: this.#current.server.url, number: this.#current.number };
  }

  /** Starts the servers. The text says where they are and which store each has. */
  async start(): Promise<string> {
    const { setting, openServer, createEngine, openShared } = this.#options;
    if (setting.sessions === 'shared') this.#shared = await openShared();
    const places: string[] = [];
    for (let number = 1; number <= howMany; number++) {
      const store = (await this.#shared?.connect()) ?? new session.MemoryStore();
      const server = await openServer();
      this.#running = [...this.#running, { number, server, engine: createEngine(store) }];
      places.push(`${number}: ${server.url}, ${this.#shared?.name ?? 'MemoryStore'}`);
    }
    return places.join('; ');
  }

  /** Chooses the server of the next request, as a load balancer does: one that has stopped gets none. */
  next(): void {
    const { balance } = this.#options.setting;
    const place = balance === 'sticky' ? 0 : this.#turn++ % this.#running.length;
    this.#current = this.#running[place] ?? null;
  }

  /** The engine of the server that listens at this port. Null for another port. */
  engineAt(port: number | undefined): SessionEngine | null {
    return this.#running.find(({ server }) => server.port === port)?.engine ?? null;
  }

  /** Stops a server. What it has in its memory is gone. */
  async stop(number: number): Promise<void> {
    const stopped = this.#running.find((running) => running.number === number);
    this.#running = this.#running.filter((running) => running !== stopped);
    this.#turn = 0;
    await stopped?.server.close();
  }

  async close(): Promise<void> {
    for (const { number } of this.#running) await this.stop(number);
    await this.#shared?.close();
  }
}
