import { createContext, useContext, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { CommandId } from '../../server/contract/commands/commands.ts';
import { type CommandHandlers, type CommandRegistry, createCommandRegistry } from './command-registry.ts';

/** One registry a window. */
export const CommandRegistryContext = createContext<CommandRegistry>(createCommandRegistry());

export function useCommandRegistry(): CommandRegistry {
  return useContext(CommandRegistryContext);
}

/**
 * Says what this part of the page can do while it is there: `{ resend: entry === null ? null : () => send(entry) }`.
 * Its keys, its place in the palette and in the menu bar follow from the list of commands.
 */
export function useCommandHandlers(handlers: CommandHandlers): void {
  const registry = useCommandRegistry();
  const latest = useRef(handlers);
  const membership = useRef<ReturnType<CommandRegistry['join']>>(null);
  useLayoutEffect(() => {
    const joined = registry.join(() => latest.current);
    membership.current = joined;
    return joined.leave;
  }, [registry]);
  useLayoutEffect(() => {
    latest.current = handlers;
    membership.current?.changed();
  });
}

/** The commands that can be used now, in the order of the list. */
export function useUsableCommands(): readonly CommandId[] {
  const registry = useCommandRegistry();
  return useSyncExternalStore(registry.subscribe, registry.usable);
}
