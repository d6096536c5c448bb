import type { z } from 'zod';
import type { decodeInput, signInput } from '../../server/contract/workbench.ts';
import type { Attempt } from './attempt.ts';
import type { InspectorClient } from './connection.ts';

export type DecodeRequest = z.input<typeof decodeInput>;
export type SignRequest = z.input<typeof signInput>;

/** The commands of the cookie workbench. */
export function createCookieCommands(client: InspectorClient, attempt: Attempt) {
  return {
    decodeCookie: (request: DecodeRequest) => attempt(() => client.cookies.decode.mutate(request)),
    signCookie: (request: SignRequest) => attempt(() => client.cookies.sign.mutate(request)),
    /** Puts a session cookie into an actor's jar and sends a get request with it. Returns the actor afterwards. */
    sendCookieAs: (actorId: string, value: string, key: string) =>
      attempt(async () => {
        await client.actors.plantCookie.mutate({ actorId, value });
        return client.actors.act.mutate({ actorId, action: { type: 'get', key } });
      }),
  };
}
