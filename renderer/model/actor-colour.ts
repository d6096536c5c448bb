import type { ActorRef } from '../../server/contract/actor.ts';

/**
 * Which actor colour of the palette somebody has: the simulated ones their own, everybody from outside the same grey.
 * Those of the Lab (`Alice (Lab)`) have the colour of their namesake.
 */
export function actorColour({ name, kind }: Pick<ActorRef, 'name' | 'kind'>): string {
  return kind === 'simulated' ? name.toLowerCase().replace(/ .*/, '') : 'outside';
}
