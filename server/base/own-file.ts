import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import type { FoundInstead } from '../contract/kept-aside.ts';

/** The content of a file. Null if the file does not exist. */
export type OwnFile = { readonly bytes: Buffer } | { readonly found: FoundInstead } | null;

/**
 * The type of an object at a path that is not a file: opening it as a file would fail or block for ever. Null for a
 * file, for a link to a file, and if the path does not exist.
 */
export function oddityAt(path: string): FoundInstead | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined ? null : oddityOf(statSync(path));
  } catch (error) {
    return isBrokenLink(error) ? 'broken-link' : 'unreadable';
  }
}

/**
 * Reads a small file of this app. Never blocks, whatever object is at the path, and reads at most `mostBytes`. Removes
 * the access of other users, and adds the owner's access if it was missing (mode 0600).
 */
export function readOwnFile(path: string, mostBytes: number): OwnFile {
  const found = oddityAt(path);
  if (found !== null) return { found };
  let file: number;
  try {
    file = openOwn(path);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : { found: 'unreadable' };
  }
  try {
    return readOpened(file, mostBytes);
  } catch {
    return { found: 'unreadable' };
  } finally {
    closeSync(file);
  }
}

/** The same for a text: UTF-8 without NUL, and more than white space. */
export function readOwnText(path: string, mostBytes: number): { text: string } | { found: FoundInstead } | null {
  const read = readOwnFile(path, mostBytes);
  if (read === null || 'found' in read) return read;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(read.bytes);
    if (text.includes('\0')) return { found: 'not-text' };
    return text.trim() === '' ? { found: 'empty' } : { text };
  } catch {
    return { found: 'not-text' };
  }
}

/** O_NONBLOCK prevents blocking if a pipe has just replaced the file. Windows has neither of them. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function openOwn(path: string): number {
  try {
    return openSync(path, readOnly);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    chmodSync(path, 0o600);
    return openSync(path, readOnly);
  }
}

function readOpened(file: number, mostBytes: number): Exclude<OwnFile, null> {
  const stats = fstatSync(file);
  const found = oddityOf(stats);
  if (found !== null) return { found };
  if ((stats.mode & 0o077) !== 0) closeToOthers(file);
  if (stats.size > mostBytes) return { found: 'too-large' };
  const bytes = Buffer.alloc(stats.size);
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read) {
    read = readSync(file, bytes, length, bytes.length - length, length);
  }
  return { bytes: bytes.subarray(0, length) };
}

function closeToOthers(file: number): void {
  try {
    fchmodSync(file, 0o600);
  } catch {
    // The file belongs to another user, whose mode is not changed.
  }
}

function oddityOf(stats: Stats): FoundInstead | null {
  if (stats.isFile()) return null;
  if (stats.isDirectory()) return 'folder';
  if (stats.isFIFO()) return 'pipe';
  return stats.isSocket() ? 'socket' : 'device';
}

/** Either a link without a target, or a link that leads back to itself. */
function isBrokenLink(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ELOOP' || code === 'ENOTDIR';
}
