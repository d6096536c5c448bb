import type { Socket } from 'node:net';
import { NotFound } from '../base/errors.ts';
import type { ActorAction, ActorRef, ActorState } from '../contract/actor.ts';
import type { OutgoingRequest, SentRequest } from '../contract/outgoing-request.ts';
import type { Outlook } from '../contract/verdict.ts';
import type { ActorJars } from '../storage/sessions/actor-jars.ts';
import { Actor } from './actor.ts';
import { answerText, noAnswerText } from './answer-text.ts';
import { createExactClient, type ExactClient } from './exact-client.ts';
import { createHttpClient } from './http-client.ts';
import type { Sender, Sending } from './senders.ts';

export interface CastOptions {
  /** Notes each connection that an actor opens, so that its requests are known to be the actor's. */
  readonly senders: { add(socket: Socket, sender: Sender<never>): void };
  readonly cookieName: () => string;
  readonly otherCookieName: () => string;
  readonly siteUrl: () => string;
  /** The verdict of the site on a Cookie header now. */
  readonly judge: (cookieHeader: string | null) => Outlook;
  readonly jars: ActorJars;
  readonly now: () => number;
  readonly onChange: () => void;
}

/** The names that texts on security use: two honest people and an attacker. */
const names = ['Alice', 'Bob', 'Mallory'] as const;

/** The simulated browsers. */
export class Cast {
  readonly #actors = new Map<string, Actor>();
  readonly #outside: ExactClient;
  readonly #siteUrl: () => string;
  readonly #judge: CastOptions['judge'];

  constructor({ senders, cookieName, otherCookieName, siteUrl, judge, jars, now, onChange }: CastOptions) {
    this.#outside = createExactClient((socket, sending) =>
      senders.add(socket, { ref: null, engine: null, sending, jar: null }),
    );
    this.#siteUrl = siteUrl;
    this.#judge = judge;
    for (const name of names) {
      const id = name.toLowerCase();
      const ref: ActorRef = { id, name, kind: 'simulated' };
      const add = (socket: Socket, sending: Sending) =>
        senders.add(socket, { ref, engine: null, sending, jar: () => actor.jar });
      const actor: Actor = new Actor({
        ref,
        cookieName,
        otherCookieName,
        siteUrl,
        client: createHttpClient(`${name}/1.0 (simulated browser; Session Inspector)`, add),
        exactClient: createExactClient(add),
        savedJar: jars.load(id),
        onJarUnreadable: () => jars.noteUnreadable(id),
        saveJar: (jar) => jars.save(id, jar, now()),
        now,
        onChange,
      });
      this.#actors.set(id, actor);
    }
  }

  async act(actorId: string, action: ActorAction): Promise<ActorState> {
    await this.#actor(actorId).act(action);
    return this.#stateOf(this.#actor(actorId));
  }

  /** Sends a request that the user wrote or repeats, as an actor or as an outside program without a jar. */
  async send(request: OutgoingRequest): Promise<SentRequest> {
    if (request.actorId !== null) return this.#actor(request.actorId).send(request);
    try {
      const answer = await this.#outside.send(this.#siteUrl(), request);
      return { recordId: answer.recordId, status: answer.status, text: answerText(null, answer) };
    } catch (error) {
      return { recordId: null, status: null, text: noAnswerText(error) };
    }
  }

  async forgetCookies(actorId: string): Promise<ActorState> {
    await this.#actor(actorId).forgetCookies();
    return this.#stateOf(this.#actor(actorId));
  }

  async plantCookie(actorId: string, value: string, copiedFrom: string | null = null): Promise<ActorState> {
    await this.#actor(actorId).plantCookie(value, copiedFrom);
    return this.#stateOf(this.#actor(actorId));
  }

  /** Copies the session cookie of one actor to another. A session hijack needs no other step. */
  copyCookie(fromId: string, toId: string): Promise<ActorState> {
    const { cookieValue, name } = this.#actor(fromId).state();
    if (cookieValue === null) throw new NotFound(`${name} has no session cookie to copy.`);
    return this.plantCookie(toId, cookieValue, name);
  }

  states(): ActorState[] {
    return [...this.#actors.values()].map((actor) => this.#stateOf(actor));
  }

  /** The session ids in the actors' cookies. */
  sids(): string[] {
    return [...this.#actors.values()].flatMap((actor) => actor.state().sid ?? []);
  }

  /** Whether an actor's cookie contains one of these session ids. */
  namesAny(sids: ReadonlySet<string>): boolean {
    return this.sids().some((sid) => sids.has(sid));
  }

  /**
   * The time of the next state change that happens without a request or command, in wall-clock ms. Null if there is
   * none.
   */
  nextChangeAtMs(): number | null {
    const moments = [...this.#actors.values()].flatMap((actor) => [
      this.#judge(actor.cookieHeader()).changesAtMs,
      actor.state().cookieEndsAtMs,
    ]);
    const known = moments.filter((atMs) => atMs !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#actors.values()].map((actor) => actor.close()));
  }

  #stateOf(actor: Actor): ActorState {
    return { ...actor.state(), verdict: this.#judge(actor.cookieHeader()).verdict };
  }

  #actor(actorId: string): Actor {
    const actor = this.#actors.get(actorId);
    if (actor === undefined) throw new NotFound(`There is no actor “${actorId}”.`);
    return actor;
  }
}
