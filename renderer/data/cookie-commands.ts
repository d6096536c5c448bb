import type { z } from 'zod';
import type { ActorState } from '../../server/contract/actor.ts';
import type { SignedCookie } from '../../server/contract/decoded-cookie.ts';
import type { Decoding, decodeInput, signInput } from '../../server/contract/workbench.ts';
import type { InspectorClient } from './connection.ts';

export type DecodeRequest = z.input<typeof decodeInput>;
export type SignRequest = z.input<typeof signInput>;

/** What the workbench asks of the inspector. Null: it could not, and the window has been told why. */
export interface CookieCommands {
  decodeCookie(request: DecodeRequest): Promise<Decoding | null>;
  signCookie(request: SignRequest): Promise<SignedCookie | null>;
  /** Puts a session cookie into an actor's jar and asks the site for a key with it. Gives what the site answered. */
  sendCookieAs(actorId: string, value: string, key: string): Promise<ActorState | null>;
}

export function createCookieCommands(
  client: InspectorClient,
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>,
): CookieCommands {
  return {
    decodeCookie: (request) => attempt(() => client.cookies.decode.mutate(request)),
    signCookie: (request) => attempt(() => client.cookies.sign.mutate(request)),
    sendCookieAs: (actorId, value, key) =>
      attempt(async () => {
        await client.actors.plantCookie.mutate({ actorId, value });
        return client.actors.act.mutate({ actorId, action: { type: 'get', key } });
      }),
  };
}
