/** Far more than is shown. The rest of the body is not read. */
const maxBodyBytes = 1024 * 1024;

/** The first part of a body as text. Leaving the loop early closes the connection, so the rest is not read. */
export async function startOfBody(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > maxBodyBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBodyBytes).toString();
}
