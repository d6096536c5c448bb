import type { IncomingMessage } from 'node:http';
import { NotFound } from '../base/errors.ts';
import type { ActorAction, ActorRef, ActorState } from '../contract/actor.ts';
import type { OutgoingRequest, SentRequest } from '../contract/outgoing-request.ts';
import type { ActorJars } from '../storage/sessions/actor-jars.ts';
import { Actor } from './actor.ts';
import { answerText, noAnswerText } from './answer-text.ts';
import { ConnectionRegistry } from './connection-registry.ts';
import { createExactClient, type ExactClient } from './exact-client.ts';
import { createHttpClient } from './http-client.ts';

export interface CastOptions {
  readonly cookieName: () => string;
  readonly otherCookieName: () => string;
  readonly siteUrl: () => string;
  readonly jars: ActorJars;
  readonly now: () => number;
  readonly onChange: () => void;
}

/** The names every text on security uses: two honest people and one who is not. */
const names = ['Alice', 'Bob', 'Mallory'] as const;

/** The simulated browsers, and who of them sent a request. */
export class Cast {
  readonly #actors = new Map<string, Actor>();
  readonly #connections = new ConnectionRegistry();
  readonly #outside: ExactClient;
  readonly #siteUrl: () => string;

  constructor({ cookieName, otherCookieName, siteUrl, jars, now, onChange }: CastOptions) {
    this.#outside = createExactClient(null, this.#connections);
    this.#siteUrl = siteUrl;
    for (const name of names) {
      const id = name.toLowerCase();
      const client = createHttpClient(id, `${name}/1.0 (simulated browser; Session Inspector)`, this.#connections);
      const actor = new Actor({
        id,
        name,
        cookieName,
        otherCookieName,
        siteUrl,
        client,
        exactClient: createExactClient(id, this.#connections),
        savedJar: jars.load(id),
        saveJar: (jar) => jars.save(id, jar, now()),
        onChange,
      });
      this.#actors.set(id, actor);
    }
  }

  act(actorId: string, action: ActorAction): Promise<ActorState> {
    return this.#actor(actorId).act(action);
  }

  /** Sends a request that somebody wrote or sends again, as an actor or as a program from outside, which has no jar. */
  async send(request: OutgoingRequest): Promise<SentRequest> {
    if (request.actorId !== null) return this.#actor(request.actorId).send(request);
    try {
      const { answer, recordId } = await this.#outside.send(this.#siteUrl(), request);
      return { recordId, status: answer.status, text: answerText(null, answer) };
    } catch (error) {
      return { recordId: null, status: null, text: noAnswerText(error) };
    }
  }

  forgetCookies(actorId: string): Promise<ActorState> {
    return this.#actor(actorId).forgetCookies();
  }

  plantCookie(actorId: string, value: string): Promise<ActorState> {
    return this.#actor(actorId).plantCookie(value);
  }

  /** Gives one actor the session cookie of another: that is the whole of a session hijack. */
  copyCookie(fromId: string, toId: string): Promise<ActorState> {
    const { cookieValue, name } = this.#actor(fromId).state();
    if (cookieValue === null) throw new NotFound(`${name} has no session cookie to copy.`);
    return this.plantCookie(toId, cookieValue);
  }

  states(): ActorState[] {
    return [...this.#actors.values()].map((actor) => actor.state());
  }

  /** The actor whose connection a request came on, undefined for programs from outside. */
  senderOf(request: IncomingMessage): ActorRef | undefined {
    const id = this.#connections.actorAtOtherEnd(request.socket);
    return id === undefined ? undefined : this.#actors.get(id)?.ref;
  }

  /**
   * Tells whoever sends this request by hand the number of its record. Gives the record it was made from, null for
   * any other.
   */
  noteArrival(request: IncomingMessage, recordId: number): number | null {
    const sending = this.#connections.sendingAtOtherEnd(request.socket);
    sending?.arrived(recordId);
    return sending?.resendOf ?? null;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#actors.values()].map((actor) => actor.close()));
  }

  #actor(actorId: string): Actor {
    const actor = this.#actors.get(actorId);
    if (actor === undefined) throw new NotFound(`There is no actor “${actorId}”.`);
    return actor;
  }
}
