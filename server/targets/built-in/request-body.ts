import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { EarlyRefusal } from '../../contract/early-refusal.ts';
import { refuseEarly } from './refuse-early.ts';

/** Each of these takes a few milliseconds at most, since the limit is small. */
const unpackers: ReadonlyMap<string, typeof gunzipSync> = new Map([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflateSync],
  ['br', brotliDecompressSync],
]);

/**
 * Reads the body of every request first, even if the route does not use it. A body of more than `limitBytes`, by its
 * Content-Length or as counted, gets 413 immediately and its connection is closed. Body parsers would read it to its
 * end first, and for a route without a body parser Node would do that. The octets are in `req.body`; undefined without
 * a body.
 */
export function readBody(limitBytes: number): RequestHandler {
  const read = async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    const body = announced(req, limitBytes) ?? unpacked(await octetsOf(req, limitBytes), req, limitBytes);
    if (!Buffer.isBuffer(body)) return refuseEarly(req, res, body);
    req.body = body;
    next();
  };
  return (req, res, next) => (hasBody(req) ? read(req, res, next) : next());
}

/** RFC 9112 section 6.3. */
function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function announced({ headers }: Request, limitBytes: number): EarlyRefusal | null {
  const announcedBytes = Number(headers['content-length'] ?? 0);
  if (announcedBytes > limitBytes) return { code: 'body-too-large', announcedBytes, limitBytes };
  return null;
}

/** Rejects if the client disconnects before the end. */
async function octetsOf(request: Request, limitBytes: number): Promise<Buffer | EarlyRefusal> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // The connection must stay open for the response.
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      bytes += chunk.byteLength;
      if (bytes > limitBytes) return { code: 'body-too-large', announcedBytes: null, limitBytes };
      chunks.push(chunk);
    }
  } catch (error) {
    throw Object.assign(new Error('The body broke off.', { cause: error }), { status: 400 });
  }
  return Buffer.concat(chunks);
}

/**
 * The body before the client compressed it (Content-Encoding, RFC 9110 section 8.4.1). The limit applies to the
 * decompressed body too.
 */
function unpacked(octets: Buffer | EarlyRefusal, { headers }: Request, limitBytes: number): Buffer | EarlyRefusal {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (!Buffer.isBuffer(octets) || encoding === 'identity') return octets;
  const unpack = unpackers.get(encoding);
  if (unpack === undefined) return { code: 'unknown-encoding', encoding };
  try {
    return unpack(octets, { maxOutputLength: limitBytes });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ERR_BUFFER_TOO_LARGE'
      ? { code: 'body-too-large', announcedBytes: null, limitBytes }
      : { code: 'malformed', part: 'body', detail: message };
  }
}
