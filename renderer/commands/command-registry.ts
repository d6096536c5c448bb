import { COMMAND_IDS, type CommandId } from '../../server/contract/commands/commands.ts';
import { createValue } from '../model/value.ts';

/**
 * The commands that a part of the page handles: each with its handler, or null if the part handles it but not now.
 * Other commands are left to other parts.
 */
export type CommandHandlers = { readonly [Id in CommandId]?: CommandHandler | null };

/** The handler of a command, with a title if the title depends on the state: *Pin* or *Unpin*. */
export type CommandHandler = (() => void) | { readonly run: () => void; readonly title: string };

/** The commands that can be used now, and the way to run them from a key, the menu bar or the palette. */
export interface CommandRegistry {
  /**
   * Adds the handlers of a part; `changed` reads them again. If several parts handle a command, the latest one runs it.
   * Returns a function that removes the part.
   */
  join(handlers: () => CommandHandlers): { readonly changed: () => void; readonly leave: () => void };
  isUsable(id: CommandId): boolean;
  /** The title of a command for the present state. Null if the title is always the one of the list. */
  titleOf(id: CommandId): string | null;
  /** In the order of the list; the same array until something has changed. */
  usable(): readonly CommandId[];
  /** Runs a command. False if it cannot be used now. */
  run(id: CommandId): boolean;
  subscribe(listener: () => void): () => void;
}

/** A registry without parts. */
export function createCommandRegistry(): CommandRegistry {
  const parts = new Set<() => CommandHandlers>();
  const usable = createValue<readonly CommandId[]>([]);

  const handlerOf = (id: CommandId) =>
    [...parts].map((handlers) => handlers()[id]).findLast((handler) => handler !== undefined) ?? null;
  const changed = () => {
    const next = COMMAND_IDS.filter((id) => handlerOf(id) !== null);
    const before = usable.get();
    if (next.length !== before.length || next.some((id, place) => id !== before[place])) usable.set(next);
  };

  return {
    join(handlers) {
      parts.add(handlers);
      changed();
      return {
        changed,
        leave() {
          parts.delete(handlers);
          changed();
        },
      };
    },
    isUsable: (id) => handlerOf(id) !== null,
    usable: usable.get,
    titleOf(id) {
      const handler = handlerOf(id);
      return typeof handler === 'object' ? (handler?.title ?? null) : null;
    },
    run(id) {
      const handler = handlerOf(id);
      if (typeof handler === 'function') handler();
      else handler?.run();
      return handler !== null;
    },
    subscribe: usable.subscribe,
  };
}
