/**
 * Stores the compiled form of the core in the data folder, so that the next start need not compile it again. The folder
 * is as private as the data folder, and contains only what Node makes of the app's own files.
 */
import * as nodeModule from 'node:module';
import { join } from 'node:path';

/** Reads compiled code from the data folder from now on. Does nothing in an Electron whose Node is older than 22. */
export function readCompileCache(dataDir: string): void {
  nodeModule.enableCompileCache?.(join(dataDir, 'compile-cache'));
}

/**
 * Writes the code that was compiled since the start. Node would only write it at the end of the process, and not at all
 * after a kill.
 */
export function writeCompileCache(): void {
  nodeModule.flushCompileCache?.();
}
