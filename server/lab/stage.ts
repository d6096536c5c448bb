import { AsyncResource } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { Actor } from '../actors/actor.ts';
import { createExactClient } from '../actors/exact-client.ts';
import { createHttpClient } from '../actors/http-client.ts';
import type { Senders, Sending } from '../actors/senders.ts';
import type { ActorRef } from '../contract/actor.ts';
import {
  type ClientSideOptions,
  defaultClientSideOptions,
  defaultServerSideOptions,
  type ServerSideOptions,
} from '../contract/engine-options.ts';
import type { Setting } from '../contract/lab/experiment.ts';
import { labActorId, stageNames, type Who } from '../contract/lab/lab-actors.ts';
import { type EngineName, otherEngine } from '../contract/log-entry.ts';
import type { SessionEngine } from '../engines/engine.ts';
import type { Servers } from './servers.ts';

export interface StageOptions {
  /** Registers each connection of the stage, with the engine that handles its requests. */
  readonly senders: Senders<SessionEngine>;
  readonly engines: { readonly [Name in EngineName]: SessionEngine };
  readonly setting: Setting;
  readonly siteUrl: () => string;
  /** The secrets of the site. Changes of the stage's own list do not affect them. */
  readonly siteSecrets: readonly string[];
  /** Wall-clock ms. */
  readonly now: () => number;
  /** Null if the setting has no servers. */
  readonly servers: Servers | null;
}

const names: Record<Who, string> = { alice: 'Alice', bob: 'Bob', mallory: 'Mallory' };

/**
 * The isolated environment of one run: browsers with empty jars, and the options and secrets for their requests. It is
 * not stored and does not affect other requests.
 */
export class Stage {
  readonly serverSide: ServerSideOptions;
  readonly clientSide: ClientSideOptions;
  readonly #options: StageOptions;
  readonly #actors = new Map<string, { readonly actor: Actor; readonly engine: EngineName }>();
  #secrets: readonly string[];
  #hold: Hold | null = null;

  constructor(options: StageOptions) {
    const { serverSide, clientSide, engines } = options.setting;
    this.#options = options;
    this.#secrets = options.siteSecrets;
    this.serverSide = {
      ...defaultServerSideOptions,
      ...serverSide,
      cookie: { ...defaultServerSideOptions.cookie, ...serverSide?.cookie },
    };
    this.clientSide = { ...defaultClientSideOptions, ...clientSide };
    for (const who of stageNames) {
      const engine = engines[who];
      if (engine !== undefined) this.#actors.set(labActorId(who), { actor: this.#enter(who, engine), engine });
    }
  }

  /** The first secret signs, all of them verify. A new array after each change. */
  get secrets(): readonly string[] {
    return this.#secrets;
  }

  actor(who: Who): Actor {
    return this.#known(who).actor;
  }

  engineOf(who: Who): EngineName {
    return this.#known(who).engine;
  }

  /** The server that gets the present request. Null if the site itself gets it. */
  get server(): { readonly url: string; readonly number: number } | null {
    return this.#options.servers?.current ?? null;
  }

  startServers(): Promise<string> {
    return this.#servers().start();
  }

  stopServer(number: number): Promise<void> {
    return this.#servers().stop(number);
  }

  /** Must be called before each request. */
  chooseServer(): void {
    this.#options.servers?.next();
  }

  /** The engine of the server that listens at a port. Null for the port of the site itself. */
  engineAt(port: number | undefined): SessionEngine | null {
    return this.#options.servers?.engineAt(port) ?? null;
  }

  #servers(): Servers {
    if (this.#options.servers === null) throw new Error('The setting of this run has no servers');
    return this.#options.servers;
  }

  rotate(): void {
    this.#secrets = [randomBytes(32).toString('base64url'), ...this.#secrets];
  }

  retire(): void {
    this.#secrets = this.#secrets.slice(0, 1);
  }

  /**
   * Holds the next request after its session was loaded. `arrived` resolves when the request has reached that point.
   */
  holdNext(): { readonly arrived: Promise<void> } {
    this.#hold = new Hold();
    return this.#hold;
  }

  letGo(): void {
    this.#hold?.release();
    this.#hold = null;
  }

  /**
   * Called by a request whose session was loaded. `goOn` runs immediately, or for a held request when it is released.
   */
  pass(goOn: () => void): void {
    if (this.#hold === null || this.#hold.isTaken) goOn();
    else this.#hold.take(goOn);
  }

  async close(): Promise<void> {
    this.letGo();
    await Promise.all([...this.#actors.values()].map(({ actor }) => actor.close()));
    await this.#options.servers?.close();
  }

  #enter(who: Who, engine: EngineName): Actor {
    const { senders, engines, siteUrl, now } = this.#options;
    const name = names[who];
    const ref: ActorRef = { id: labActorId(who), name: `${name} (Lab)`, kind: 'simulated' };
    const own = engines[engine];
    const add = (socket: Socket, sending: Sending) =>
      senders.add(socket, { ref, engine: own, sending, jar: () => actor.jar });
    const actor: Actor = new Actor({
      ref,
      cookieName: () => own.cookieName,
      otherCookieName: () => engines[otherEngine(engine)].cookieName,
      siteUrl: () => this.server?.url ?? siteUrl(),
      client: createHttpClient(`${name}/1.0 (simulated browser; Session Inspector Lab)`, add),
      exactClient: createExactClient(add),
      savedJar: null,
      saveJar: () => {},
      now,
      onChange: () => {},
    });
    return actor;
  }

  #known(who: Who) {
    const known = this.#actors.get(labActorId(who));
    if (known === undefined) throw new Error(`${who} is not on this stage`);
    return known;
  }
}

/** A barrier for one request. It is closed until `release` and open afterwards. */
class Hold {
  readonly arrived: Promise<void>;
  #arrive: () => void = () => {};
  #waiting: (() => void) | null = null;
  isTaken = false;

  constructor() {
    this.arrived = new Promise((resolve) => {
      this.#arrive = resolve;
    });
  }

  take(goOn: () => void): void {
    this.isTaken = true;
    // The continuation keeps the asynchronous context of its request, so that its store calls are attributed to that
    // request.
    this.#waiting = AsyncResource.bind(goOn);
    this.#arrive();
  }

  release(): void {
    const goOn = this.#waiting;
    this.isTaken = true;
    this.#waiting = null;
    goOn?.();
  }
}
