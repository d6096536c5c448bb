import type { ActorAction } from '../../server/contract/actor.ts';
import type { Attempt } from './attempt.ts';
import type { InspectorClient } from './connection.ts';

/** The commands to the simulated browsers. */
export function createActorCommands(client: InspectorClient, attempt: Attempt) {
  return {
    act: (actorId: string, action: ActorAction) => attempt(() => client.actors.act.mutate({ actorId, action })),
    forgetCookies: (actorId: string) => attempt(() => client.actors.forgetCookies.mutate({ actorId })),
  };
}
