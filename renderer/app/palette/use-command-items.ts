import { useMemo } from 'react';
import { factsOf } from '../../../server/contract/commands/commands.ts';
import { keysHere } from '../../commands/command-keys.ts';
import { keyboardHere } from '../../commands/keyboard-here.ts';
import { useCommandRegistry, useUsableCommands } from '../../commands/use-commands.ts';
import { useStrings } from '../../strings/use-strings.ts';
import type { PaletteItem } from './palette-item.ts';
import { COMMAND_WORDS } from './search-words.ts';

/** Every command that can be used now. */
export function useCommandItems(): readonly PaletteItem[] {
  const { titles, details } = useStrings().commands;
  const registry = useCommandRegistry();
  const usable = useUsableCommands();
  return useMemo(
    () =>
      usable
        .filter((id) => id !== 'find-command')
        .map((id) => ({
          id,
          group: factsOf(id).group,
          title: registry.titleOf(id) ?? titles[id],
          detail: details[id] ?? '',
          also: id,
          words: COMMAND_WORDS[id] ?? '',
          keys: keysHere(id, keyboardHere),
          run: () => void registry.run(id),
        })),
    [usable, titles, details, registry],
  );
}
