/**
 * The browsers that can take part in an experiment. They are not the simulated browsers of the Live view: each run
 * makes new ones with empty cookie jars.
 */
export const stageNames = ['alice', 'bob', 'mallory'] as const;
export type Who = (typeof stageNames)[number];

const LAB_ACTOR = 'lab-';

/** The actor id that the log records for a browser of an experiment. */
export function labActorId(who: Who): string {
  return `${LAB_ACTOR}${who}`;
}

/** Whether an actor of the log is a browser of an experiment, which exists only during its run. */
export function isLabActor(actorId: string): boolean {
  return actorId.startsWith(LAB_ACTOR);
}
