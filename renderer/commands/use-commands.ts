import { createContext, useContext, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { CommandId } from '../../server/contract/commands/commands.ts';
import { type CommandHandlers, type CommandRegistry, createCommandRegistry } from './command-registry.ts';

/** There is one registry for each window. */
export const CommandRegistryContext = createContext<CommandRegistry>(createCommandRegistry());

export function useCommandRegistry(): CommandRegistry {
  return useContext(CommandRegistryContext);
}

/**
 * Declares the commands of this part of the page while it is shown: `{ resend: entry === null ? null : () =>
 * send(entry) }`. Keys and places in the palette and the menu bar follow from the list of commands.
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
