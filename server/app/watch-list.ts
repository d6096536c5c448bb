import { z } from 'zod';
import { keepAside } from '../base/keep-aside.ts';
import { readOwnText } from '../base/own-file.ts';
import { writePrivateFile } from '../base/write-private-file.ts';
import type { KeptAside } from '../contract/kept-aside.ts';

/** A watched app as the list keeps it. Its secrets are kept elsewhere, and its log and its switches in its folder. */
const watchedEntrySchema = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/),
  name: z.string(),
  /** As `UpstreamAddress` has it: `http://127.0.0.1:8000`. */
  url: z.string(),
  /** The wanted port of the proxy, 0 for any. */
  port: z.number().int().min(0).max(65_535),
  isListening: z.boolean().default(true),
  sessionCookie: z.string().nullable().default(null),
  rewritesLocation: z.boolean().default(true),
  acceptsAnyCertificate: z.boolean().default(false),
});
export type WatchedEntry = z.infer<typeof watchedEntrySchema>;

const listSchema = z.object({ apps: z.array(watchedEntrySchema) });

/** Some dozens of apps are a few kilobytes. */
const mostBytes = 1024 * 1024;

export interface WatchList {
  readonly entries: readonly WatchedEntry[];
  /** What stood in the place of the list and could not be read, null if nothing did. */
  readonly keptAside: KeptAside | null;
}

/** Reads the list of the watched apps. A file that is no such list is kept aside. */
export function readWatchList(path: string): WatchList {
  const read = readOwnText(path, mostBytes);
  if (read === null) return { entries: [], keptAside: null };
  if ('found' in read) return { entries: [], keptAside: keepAside(path, read.found) };
  const list = listSchema.safeParse(parsed(read.text));
  if (list.success) return { entries: list.data.apps, keptAside: null };
  return { entries: [], keptAside: keepAside(path, 'not-text') };
}

/** Writes the list, whole or not at all. Throws the error of the file system. */
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
