/**
 * The same request with its body read, if the body has at most `maxBytes`; null if it has more, declared or counted.
 * Reading of a chunked body stops as soon as it is too long, so that it cannot fill the memory.
 */
export async function withBoundedBody(request: Request, maxBytes: number): Promise<Request | null> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return null;
  if (request.body === null) return request;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  const { method, headers, signal } = request;
  return new Request(request.url, { method, headers, signal, body: Buffer.concat(chunks) });
}
