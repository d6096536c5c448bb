/**
 * Keeps the compiled form of the core in the data folder, so that the next start need not compile it again. The folder
 * is as private as the data folder that it is in, and holds nothing but what Node makes of our own files.
 */
import * as nodeModule from 'node:module';
import { join } from 'node:path';

/** Reads compiled code from the data folder from now on. Does nothing in an Electron whose Node is older than 22. */
export function readCompileCache(dataDir: string): void {
  nodeModule.enableCompileCache?.(join(dataDir, 'compile-cache'));
}

/** Writes what was compiled since. Node by itself writes at the end of the process alone, which a kill would skip. */
export function writeCompileCache(): void {
  nodeModule.flushCompileCache?.();
}
