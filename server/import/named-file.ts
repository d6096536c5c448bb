import { statSync } from 'node:fs';
import type { RecordingFailure } from '../contract/recording.ts';
import { MAX_RECORDING_BYTES } from '../contract/recording-limits.ts';

/** A file that was named by its path: its size, or the reason why it cannot be opened. */
export type NamedFile = { readonly bytes: number } | { readonly why: RecordingFailure['why'] };

/** Checks a file before it is read: reading a folder, a device or a pipe could block for ever. */
export function namedFile(path: string): NamedFile {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return { why: 'not-a-file' };
    return stats.size > MAX_RECORDING_BYTES ? { why: 'too-large' } : { bytes: stats.size };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { why: 'not-found' };
    if (code === 'EACCES' || code === 'EPERM') return { why: 'not-readable' };
    throw error;
  }
}
