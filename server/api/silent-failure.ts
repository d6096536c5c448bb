/**
 * The same streamed response. If its source fails midway, only `onFailure` gets the reason, and the client sees an
 * incomplete response.
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
