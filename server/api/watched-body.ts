/** The same body; tells how it ended. */
export function watchedBody(
  body: ReadableStream<Uint8Array>,
  onEnd: (state: 'finished' | 'failed' | 'cancelled') => void,
): ReadableStream<Uint8Array> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let state: 'finished' | 'failed' | 'cancelled' = 'cancelled';
    try {
      yield* body;
      state = 'finished';
    } catch (error) {
      state = 'failed';
      throw error;
    } finally {
      onEnd(state);
    }
  }
  return ReadableStream.from(chunks());
}
