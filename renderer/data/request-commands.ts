import type { ActorState } from '../../server/contract/actor.ts';
import type { OutgoingRequest, SentRequest } from '../../server/contract/outgoing-request.ts';
import type { PinResult } from '../../server/contract/results.ts';
import type { InspectorClient } from './connection.ts';

/**
 * What can be done with a request, or made to be one. Null: the inspector could not, and the window has been told
 * why.
 */
export interface RequestCommands {
  sendRequest(request: OutgoingRequest): Promise<SentRequest | null>;
  pinRequest(id: number): Promise<PinResult | null>;
  unpinRequest(id: number): Promise<void>;
  /** Puts a session cookie of somebody's choice into an actor's jar. */
  plantCookie(actorId: string, value: string): Promise<ActorState | null>;
}

export function createRequestCommands(
  client: InspectorClient,
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>,
): RequestCommands {
  return {
    sendRequest: (request) => attempt(() => client.actors.send.mutate(request)),
    pinRequest: (id) => attempt(() => client.log.pin.mutate({ id })),
    async unpinRequest(id) {
      await attempt(() => client.log.unpin.mutate({ id }));
    },
    plantCookie: (actorId, value) => attempt(() => client.actors.plantCookie.mutate({ actorId, value })),
  };
}
