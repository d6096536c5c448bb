import { COMMAND_IDS, type CommandId } from '../../server/contract/commands/commands.ts';
import { createValue } from '../model/value.ts';

/**
 * What a part of the page can do: a command with what carries it out, or null for "mine, but not now". Commands it
 * does not name are left to others.
 */
export type CommandHandlers = { readonly [Id in CommandId]?: CommandHandler | null };

/** What carries a command out, with a title of its own where the title depends on the state: *Pin* or *Unpin*. */
export type CommandHandler = (() => void) | { readonly run: () => void; readonly title: string };

/**
 * The commands that can be used at this moment, and the way to use them, whoever asks: a key, the menu bar, the
 * palette.
 */
export interface CommandRegistry {
  /**
   * Adds a part's handlers, read anew by `changed`. The latest part to come that names a command has it. Returns how
   * to leave.
   */
  join(handlers: () => CommandHandlers): { readonly changed: () => void; readonly leave: () => void };
  isUsable(id: CommandId): boolean;
  /** The title of a command for the present state. Null if the title is always the one of the list. */
  titleOf(id: CommandId): string | null;
  /** In the order of the list; the same array until something has changed. */
  usable(): readonly CommandId[];
  /** Carries a command out. False: it cannot be used now. */
  run(id: CommandId): boolean;
  subscribe(listener: () => void): () => void;
}

/** A registry that nobody has joined yet. */
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
