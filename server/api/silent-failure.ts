/**
 * The same streamed response, but if its source fails midway the reason is told to `onFailure` only: the other end
 * sees that the answer breaks off.
 */
export function withSilentFailure(response: Response, onFailure: (error: unknown) => void): Response {
  const { body, status, headers } = response;
  if (body === null) return response;
  return new Response(ReadableStream.from(passOn(body, onFailure)), { status, headers });
}

async function* passOn(
  body: ReadableStream<Uint8Array>,
  onFailure: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    onFailure(error);
    throw new Error('The answer broke off.');
  }
}
