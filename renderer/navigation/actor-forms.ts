/**
 * What is typed as key and value for each simulated browser: kept while the page is open, so that every way to its
 * actions says the same.
 */
export interface ActorForm {
  readonly key: string;
  readonly value: string;
}

/** What the tutorial's site keeps in a session. */
const FIRST: ActorForm = { key: 'Username', value: '"Admin"' };
const forms = new Map<string, ActorForm>();

export function actorForm(actorId: string): ActorForm {
  return forms.get(actorId) ?? FIRST;
}

export function keepActorForm(actorId: string, form: ActorForm): void {
  forms.set(actorId, form);
}
