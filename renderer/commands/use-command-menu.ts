import { COMMAND_IDS, type CommandGroup, type CommandId, factsOf } from '../../server/contract/commands/commands.ts';
import { useStrings } from '../strings/use-strings.ts';
import type { MenuItem } from '../ui/menu-items.tsx';
import { keysHere } from './command-keys.ts';
import type { CommandHandlers } from './command-registry.ts';
import { capsOf } from './key-text.ts';
import { keyboardHere } from './keyboard-here.ts';
import { useCommandRegistry, useUsableCommands } from './use-commands.ts';

/** The usable commands of a group as a menu: the actions on the selected request or session. */
export function useGroupMenu(group: CommandGroup): readonly MenuItem[] {
  const { titles } = useStrings().commands;
  const registry = useCommandRegistry();
  return useUsableCommands()
    .filter((id) => factsOf(id).group === group)
    .map((id) => menuItem(id, registry.titleOf(id) ?? titles[id], () => void registry.run(id)));
}

/** The commands with handlers as a menu: the actions on the object of these handlers. */
export function useHandlersMenu(handlers: CommandHandlers): readonly MenuItem[] {
  const { titles } = useStrings().commands;
  return COMMAND_IDS.flatMap((id) => {
    const handler = handlers[id] ?? null;
    if (handler === null) return [];
    if (typeof handler === 'function') return [menuItem(id, titles[id], handler)];
    return [menuItem(id, handler.title, handler.run)];
  });
}

function menuItem(id: CommandId, label: string, onChoose: () => void): MenuItem {
  const keys = keysHere(id, keyboardHere).map((key) => capsOf(key, keyboardHere));
  return { id, label, keys, isDanger: factsOf(id).isDangerous === true, onChoose };
}
