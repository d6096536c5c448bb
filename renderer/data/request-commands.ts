import type { OutgoingRequest } from '../../server/contract/outgoing-request.ts';
import type { Attempt } from './attempt.ts';
import type { InspectorClient } from './connection.ts';

/** The commands on single requests: send, pin, and change the cookie that the next one carries. */
export function createRequestCommands(client: InspectorClient, attempt: Attempt) {
  return {
    sendRequest: (request: OutgoingRequest) => attempt(() => client.actors.send.mutate(request)),
    pinRequest: (id: number) => attempt(() => client.log.pin.mutate({ id })),
    unpinRequest: (id: number) => attempt(() => client.log.unpin.mutate({ id })),
    /** Puts a given session cookie into an actor's jar. */
    plantCookie: (actorId: string, value: string) =>
      attempt(() => client.actors.plantCookie.mutate({ actorId, value })),
  };
}
