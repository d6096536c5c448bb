import type { LogEntry } from '../../../../server/contract/log-entry.ts';
import { useCommandHandlers } from '../../../commands/use-commands.ts';
import { useInspector } from '../../../data/use-inspector.ts';
import { useRecording } from '../../../data/use-recordings.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import type { RequestTools } from './request-tools.ts';

/** The commands about the selected request, for keys, palette and menus. */
export function useRequestHandlers(selected: LogEntry | undefined, tools: RequestTools): void {
  const record = selected?.kind === 'request' ? selected : null;
  // The requests of a file are not of this site, and their ids are not those of the live log.
  const isFile = useRecording() !== null;
  const t = useStrings().requests;
  const isPinned = useInspector(({ pinned }) => pinned.some(({ id }) => id === record?.id));
  const on = (action: (of: NonNullable<typeof record>) => void) => (record === null ? null : () => action(record));
  useCommandHandlers({
    resend: isFile ? null : on(tools.resend),
    'edit-and-resend': isFile ? null : on(tools.edit),
    pin: isFile || record === null ? null : { run: () => tools.togglePin(record), title: isPinned ? t.unpin : t.pin },
    compare: on(tools.compare),
    'copy-curl': on((of) => tools.copyAs('curl', of)),
    'copy-cmd': on((of) => tools.copyAs('cmd', of)),
    'copy-powershell': on((of) => tools.copyAs('powershell', of)),
    'copy-fetch': on((of) => tools.copyAs('fetch', of)),
    'copy-python': on((of) => tools.copyAs('python', of)),
  });
}
