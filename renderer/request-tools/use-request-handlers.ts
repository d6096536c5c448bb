import type { LogEntry } from '../../server/contract/log-entry.ts';
import { useCommandHandlers } from '../commands/use-commands.ts';
import type { RequestTools } from './request-tools.ts';

/** The commands about the selected request, for keys, palette and menus. */
export function useRequestHandlers(selected: LogEntry | undefined, tools: RequestTools): void {
  const record = selected?.kind === 'request' ? selected : null;
  const on = (action: (of: NonNullable<typeof record>) => void) => (record === null ? null : () => action(record));
  useCommandHandlers({
    resend: on(tools.resend),
    'edit-and-resend': on(tools.edit),
    pin: on(tools.togglePin),
    compare: on(tools.compare),
    'copy-curl': on((of) => tools.copyAs('curl', of)),
    'copy-fetch': on((of) => tools.copyAs('fetch', of)),
    'copy-python': on((of) => tools.copyAs('python', of)),
  });
}
