/** Exports on their way to disk: the user chooses where, the page learns how it ended and can have the file shown. */
import { randomUUID } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { BrowserWindow, type DownloadItem, session, shell } from 'electron';
import { isOwnBlob, isOwnUrl } from './app-origin.ts';
import { tellPage } from './page-news.ts';

/** More downloads than a user shows again. Older ones are dropped, so that the list stays short. */
const rememberedFiles = 100;

export interface Downloads {
  /** Shows a finished download in the file manager. Unknown ids have no effect: the page never names a path. */
  reveal(downloadId: string): void;
}

export function followDownloads(): Downloads {
  const paths = new Map<string, string>();
  session.defaultSession.on('will-download', (event, item, contents) => {
    if (!isOwnUrl(item.getURL()) && !isOwnBlob(item.getURL())) return event.preventDefault();
    item.setSaveDialogOptions({ defaultPath: item.getFilename() });
    item.once('done', (_event, state) => {
      const window = BrowserWindow.fromWebContents(contents);
      const fileName = item.getFilename();
      if (state !== 'completed') {
        return tellPage(window, 'shell:download-done', {
          outcome: state === 'cancelled' ? 'cancelled' : 'failed',
          fileName,
        });
      }
      const id = remember(paths, item);
      tellPage(window, 'shell:download-done', { outcome: 'completed', id, fileName, path: item.getSavePath() });
    });
  });
  return {
    reveal(downloadId) {
      const path = paths.get(downloadId);
      if (path !== undefined) shell.showItemInFolder(path);
    },
  };
}

function remember(paths: Map<string, string>, item: DownloadItem): string {
  const id = randomUUID();
  const path = item.getSavePath();
  closeToOthers(path);
  paths.set(id, path);
  const [oldest] = paths.keys();
  if (paths.size > rememberedFiles && oldest !== undefined) paths.delete(oldest);
  return id;
}

/**
 * An export holds sessions. A new file is the user's alone by our umask; one that was replaced kept the mode it had.
 */
function closeToOthers(path: string): void {
  try {
    chmodSync(path, 0o600);
  } catch {
    // A disk without file modes, such as a memory stick.
  }
}
