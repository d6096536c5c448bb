import { useMemo } from 'react';
import { COMMAND_IDS } from '../../../server/contract/commands/commands.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';
import { useWorkspaceKind } from '../../data/use-watching.ts';
import { actorForm } from '../../navigation/actor-forms.ts';
import { actorHandlers } from '../../shared/actor-handlers.ts';
import { useStrings } from '../../strings/use-strings.ts';
import type { PaletteItem } from './palette-item.ts';

/** The actions of each simulated browser. */
export function useActorItems(): readonly PaletteItem[] {
  const t = useStrings().commands;
  const commands = useCommands();
  const actors = useInspector((state) => state.actors);
  const workspace = useWorkspaceKind();
  return useMemo(
    () =>
      actors.flatMap((actor) => {
        const handlers = actorHandlers(actor, commands, workspace);
        const { key, value } = actorForm(actor.id);
        const details: Partial<Record<string, string>> = {
          'actor-set': t.pair(key, value),
          'actor-get': key,
          'actor-pop': key,
        };
        return COMMAND_IDS.flatMap((id): PaletteItem[] => {
          const handler = handlers[id] ?? null;
          if (handler === null) return [];
          const run = typeof handler === 'function' ? handler : handler.run;
          const { [id]: detail } = details;
          return [
            {
              id: `${id} ${actor.id}`,
              group: 'actor',
              title: t.onActor(actor.name, t.titles[id]),
              ...(detail === undefined ? {} : { detail }),
              also: `${id} ${detail ?? ''}`,
              keys: [],
              run,
            },
          ];
        });
      }),
    [actors, commands, t, workspace],
  );
}
