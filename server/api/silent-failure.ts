import type { Connection } from './handler.ts';

/**
 * The same streamed response, but if its source fails midway the reason is told to `onFailure` only. The other end sees that
 * the answer breaks off: its connection is cut, or its stream fails where there is none.
 */
export function withSilentFailure(
  response: Response,
  onFailure: (error: unknown) => void,
  connection: Connection | undefined,
): Response {
  const { body, status, headers } = response;
  if (body === null) return response;
  return new Response(ReadableStream.from(passOn(body, onFailure, connection)), { status, headers });
}

async function* passOn(
  body: ReadableStream<Uint8Array>,
  onFailure: (error: unknown) => void,
  connection: Connection | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    onFailure(error);
    if (connection === undefined) throw new Error('The answer broke off.');
    connection.cut();
  }
}
