import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Clock } from '../base/clock.ts';
import { InspectorError } from '../base/errors.ts';
import type { PreparedCopy } from '../contract/export-results.ts';
import type { Download } from './download.ts';
import { DownloadTickets } from './download-tickets.ts';
import { copyFileName } from './file-name.ts';

export interface DatabaseCopiesOptions {
  readonly clock: Clock;
  /** Copies the open database to a new file. */
  readonly backUp: (target: string) => Promise<void>;
  /** The path of a download without its ticket. */
  readonly downloadPath: string;
}

interface Copy {
  readonly fileName: string;
  readonly path: string;
  readonly bytes: number;
  remove(): void;
}

/** A download link works for a minute, so a copy is not needed any more shortly after that. */
const keptForMs = 90_000;

/**
 * Copies of the whole database as downloads, for a window whose database file was lost, so that the open data can be
 * saved on another disk. A copy is kept in a temporary folder (mode 0700) until it was downloaded.
 */
export function createDatabaseCopies({ clock, backUp, downloadPath }: DatabaseCopiesOptions) {
  const tickets = new DownloadTickets<Copy>(clock);
  const waiting = new Set<Copy>();

  async function make(): Promise<Copy> {
    const folder = mkdtempSync(join(tmpdir(), 'session-inspector-copy-'));
    const remove = () => rmSync(folder, { recursive: true, force: true });
    try {
      const path = join(folder, 'copy.db');
      await backUp(path);
      const copy = { fileName: copyFileName(clock.now()), path, bytes: statSync(path).size, remove };
      waiting.add(copy);
      return copy;
    } catch (error) {
      remove();
      throw new CopyNotMade(error);
    }
  }

  const forget = (copy: Copy): void => {
    if (waiting.delete(copy)) copy.remove();
  };

  return {
    /** Makes a copy now, and a link to it. Throws CopyNotMade. */
    async prepareCopy(): Promise<PreparedCopy> {
      const copy = await make();
      setTimeout(() => forget(copy), keptForMs).unref();
      return { path: `${downloadPath}/${tickets.issue(copy)}`, fileName: copy.fileName };
    },

    /** The headers of a copy. Null if this is no ticket for one. */
    downloadHead(ticket: string): Record<string, string> | null {
      const copy = tickets.find(ticket);
      return copy === undefined ? null : headersOf(copy);
    },

    download(ticket: string): Download | null {
      const copy = tickets.redeem(ticket);
      if (copy === undefined) return null;
      const file = createReadStream(copy.path);
      waiting.delete(copy);
      file.once('close', copy.remove);
      const body = Readable.toWeb(file) as unknown as ReadableStream<Uint8Array>;
      return { response: new Response(body, { headers: headersOf(copy) }), giveBack: () => {} };
    },

    /** Removes the copies that were not downloaded. */
    close(): void {
      for (const copy of [...waiting]) forget(copy);
    },
  };
}

function headersOf({ fileName, bytes }: Copy): Record<string, string> {
  return {
    'Content-Type': 'application/vnd.sqlite3',
    'Content-Length': String(bytes),
    'Content-Disposition': `attachment; filename="${fileName}"`,
  };
}

class CopyNotMade extends InspectorError {
  constructor(cause: unknown) {
    // The code, since a message of Node has a path in it.
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unexpected';
    super('copy-not-made', 507, `The database could not be copied to the temporary folder of this machine: ${code}.`, {
      cause,
    });
  }
}
