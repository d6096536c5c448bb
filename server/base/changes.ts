/**
 * Reports changes to the parts of the app that have subscribed. The emitter is made before every other part, so a part
 * can report a change although its readers are made later.
 */
export interface Changes<Events extends object> {
  /** Calls every reader of this change, in the order in which they subscribed. */
  tell<Name extends keyof Events>(name: Name, event: Events[Name]): void;
  on<Name extends keyof Events>(name: Name, reader: (event: Events[Name]) => void): void;
}

export function createChanges<Events extends object>(): Changes<Events> {
  const readers: { [Name in keyof Events]?: ((event: Events[Name]) => void)[] } = {};
  return {
    tell(name, event) {
      for (const reader of readers[name] ?? []) reader(event);
    },
    on(name, reader) {
      readers[name] = [...(readers[name] ?? []), reader];
    },
  };
}
