import { type FileHandle, open, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Writes an export to a file, or to stdout if no file is named. */
export function writeExport(body: ReadableStream<Uint8Array>, out: string | undefined): Promise<void> {
  return out === undefined ? toStdout(body) : toFile(body, out);
}

/** A reader that closes the pipe early (`| head -1`) is not a failure. */
async function toStdout(body: ReadableStream<Uint8Array>): Promise<void> {
  try {
    await pipeline(body, process.stdout, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}

/** Readable by the owner only, even if the file existed before. An incomplete file is removed. */
async function toFile(body: ReadableStream<Uint8Array>, path: string): Promise<void> {
  const file = await open(path, 'w', 0o600).catch((error: Error) => {
    throw new Error(`The export cannot be written: ${error.message}`, { cause: error });
  });
  // Devices and pipes keep their mode.
  const isFile = (await file.stat()).isFile();
  try {
    if (isFile) await file.chmod(0o600);
    await pipeline(body, file.createWriteStream());
  } catch (error) {
    await closeQuietly(file);
    if (isFile) await rm(path, { force: true });
    throw error;
  }
}

async function closeQuietly(file: FileHandle): Promise<void> {
  await file.close().catch(() => {});
}
