import type { LogEntry } from '../../../../server/contract/log-entry.ts';
import { sessionOf } from '../../../../server/contract/session-of-entry.ts';
import { useCommandHandlers } from '../../../commands/use-commands.ts';
import { useCommands, useFilter, useFiltered, useLiveInspector, useStore } from '../../../data/use-inspector.ts';
import { hasTerm, NO_LAB, withTerm, withToggledTerm } from '../../../model/filter-text.ts';
import { useShowSession } from '../../../navigation/asked-session.ts';
import { useStrings } from '../../../strings/use-strings.ts';

export interface RequestCommands {
  /** The entry that is selected, if it is in memory. */
  readonly entry: LogEntry | undefined;
  readonly onSelect: (id: number) => void;
  readonly onOpen: () => void;
}

/** The commands on the selected entry of the log, and the commands that select one. */
export function useRequestCommands({ entry, onSelect, onOpen }: RequestCommands): void {
  const t = useStrings().filter;
  const filter = useFilter();
  const store = useStore();
  const showSession = useShowSession();
  const { returnToNewest } = useCommands();
  const hasEntries = useLiveInspector((state) => state.log.entries.length > 0);
  const sid = entry === undefined ? null : sessionOf(entry);
  const actor = entry?.kind === 'request' ? entry.actor.name : null;
  const addTerm = (key: 'sid' | 'actor', value: string) =>
    filter.setText(withTerm(filter.getState().text, { key, match: { type: 'whole', pieces: [value] } }), true);
  const { text } = useFiltered((state) => state);
  const hidesLab = hasTerm(text, NO_LAB);
  const toggleLab = () => filter.setText(withToggledTerm(text, NO_LAB), true);
  const selectNewest = async () => {
    if (store.getState().log.hasLater) await returnToNewest();
    const newest = store.getState().log.entries.findLast(({ kind }) => kind === 'request');
    if (newest !== undefined) onSelect(newest.id);
  };
  useCommandHandlers({
    'hide-lab-rows': { run: toggleLab, title: hidesLab ? t.showLab : t.hideLab },
    'newest-request': hasEntries ? () => void selectNewest() : null,
    'open-details': entry === undefined ? null : onOpen,
    'show-session-of-request': sid === null ? null : () => showSession(sid),
    'filter-to-session': sid === null ? null : () => addTerm('sid', sid),
    'filter-to-actor': actor === null ? null : () => addTerm('actor', actor),
  });
}
