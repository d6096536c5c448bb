/**
 * The key and the value that the user typed for each simulated browser. They are kept while the page is open, so that
 * every place with the form shows the same text.
 */
export interface ActorForm {
  readonly key: string;
  readonly value: string;
}

/** The key and the value that the site of the tutorial stores. */
const FIRST: ActorForm = { key: 'Username', value: '"Admin"' };
const forms = new Map<string, ActorForm>();

export function actorForm(actorId: string): ActorForm {
  return forms.get(actorId) ?? FIRST;
}

export function keepActorForm(actorId: string, form: ActorForm): void {
  forms.set(actorId, form);
}
