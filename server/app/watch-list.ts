import { z } from 'zod';
import { keepAside } from '../base/keep-aside.ts';
import { readOwnText } from '../base/own-file.ts';
import { writePrivateFile } from '../base/write-private-file.ts';
import type { KeptAside } from '../contract/kept-aside.ts';

/** A watched app in the list. Its secrets, its log and its settings are stored in its folder. */
const watchedEntrySchema = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/),
  name: z.string(),
  /** In the form of `UpstreamAddress`, such as `http://127.0.0.1:8000`. */
  url: z.string(),
  /** The configured port of the proxy, 0 for any. */
  port: z.number().int().min(0).max(65_535),
  isListening: z.boolean().default(true),
  sessionCookie: z.string().nullable().default(null),
  rewritesLocation: z.boolean().default(true),
  acceptsAnyCertificate: z.boolean().default(false),
  /** The page to open in the browser, from the address as it was typed. */
  page: z.string().startsWith('/').default('/'),
  /** The address of its session store, without a password. Null if no store is attached. */
  store: z.string().nullable().default(null),
});
export type WatchedEntry = z.infer<typeof watchedEntrySchema>;

const listSchema = z.object({ apps: z.array(watchedEntrySchema) });

/** The list of a few dozen apps has a few kilobytes. */
const mostBytes = 1024 * 1024;

export interface WatchList {
  readonly entries: readonly WatchedEntry[];
  /** The unreadable object that was found in place of the list. Null if there was none. */
  readonly keptAside: KeptAside | null;
}

/** Reads the list of the watched apps. A file that is not a valid list is renamed. */
export function readWatchList(path: string): WatchList {
  const read = readOwnText(path, mostBytes);
  if (read === null) return { entries: [], keptAside: null };
  if ('found' in read) return { entries: [], keptAside: keepAside(path, read.found) };
  const list = listSchema.safeParse(parsed(read.text));
  if (list.success) return { entries: list.data.apps, keptAside: null };
  return { entries: [], keptAside: keepAside(path, 'not-text') };
}

/** Writes the list completely or not at all. Throws the error of the file system. */
export function writeWatchList(path: string, entries: readonly WatchedEntry[]): void {
  writePrivateFile(path, `${JSON.stringify({ apps: entries }, null, 2)}\n`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
