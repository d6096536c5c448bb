import { inflateSync } from 'node:zlib';

/** The maximum size of the result. A cookie of 4 KB can decompress to 4 MB, but no session is that large. */
export const MAX_INFLATED_BYTES = 1024 * 1024;

export type Inflated = { ok: true; bytes: Buffer } | { ok: false; reason: 'not-zlib' | 'too-large' };

/**
 * Decompresses a zlib stream (RFC 1950: two bytes of header, Adler-32 at the end), with at most 1 MiB of output. Bytes
 * after the stream are ignored, as in Python's zlib.decompress. Never throws.
 */
export function inflateZlib(packed: Uint8Array): Inflated {
  // Avoids a stream object for bytes that cannot be zlib: method 8, window of at most 32 KiB, header divisible by 31,
  // no dictionary.
  const [method = 0, flags = 0] = packed;
  const isHeader =
    (method & 0x0f) === 8 && method >> 4 <= 7 && (method * 256 + flags) % 31 === 0 && (flags & 0x20) === 0;
  if (!isHeader) return { ok: false, reason: 'not-zlib' };
  try {
    return { ok: true, bytes: inflateSync(packed, { maxOutputLength: MAX_INFLATED_BYTES }) };
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return { ok: false, reason: isTooLarge ? 'too-large' : 'not-zlib' };
  }
}
