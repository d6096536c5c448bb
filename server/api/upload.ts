import { open } from 'node:fs/promises';

/** The result of writing a body to a file. */
export type Upload = { readonly ok: true; readonly bytes: number } | { readonly ok: false; readonly why: 'too-large' };

/**
 * Writes the body of a request to a new file that only its owner can read, as it arrives, with one chunk in memory.
 * Stops at a body that declares or has more than `maxBytes`. Rejects if the disk is full or the client disconnects.
 */
export async function uploadTo(path: string, request: Request, maxBytes: number): Promise<Upload> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return { ok: false, why: 'too-large' };
  const file = await open(path, 'wx', 0o600);
  try {
    let bytes = 0;
    for await (const chunk of request.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) return { ok: false, why: 'too-large' };
      await file.writeFile(chunk);
    }
    return { ok: true, bytes };
  } finally {
    await file.close();
  }
}
