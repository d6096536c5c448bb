/**
 * The whole conversation between page and shell, once: names, arguments, results. Preload and ipc.ts derive the rest.
 */
import type { CommandId } from '../server/contract/commands/commands.ts';
import type { DownloadResult, MenuState } from '../server/contract/shell-api.ts';

/** The calls of the page. */
export interface ShellRequests {
  'shell:open-site': (watchedId: string | null) => void;
  'shell:reveal-file': (downloadId: string) => void;
  'shell:reveal-data-folder': () => string;
  'shell:set-menu': (state: MenuState) => void;
}

/** The messages of the shell to the page. */
export interface ShellNews {
  'shell:menu-command': CommandId;
  'shell:download-done': DownloadResult;
}
