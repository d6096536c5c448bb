import { NotWanted } from '../base/errors.ts';

/**
 * The same body, with a callback for its end. If the body is cancelled, it fails with {@link NotWanted}, which does not
 * count as a failure of the app.
 */
export function watchedBody(
  body: ReadableStream<Uint8Array>,
  isWanted: () => boolean,
  onEnd: (state: 'finished' | 'failed' | 'cancelled') => void,
): ReadableStream<Uint8Array> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let state: 'finished' | 'failed' | 'cancelled' = 'cancelled';
    try {
      yield* body;
      state = 'finished';
    } catch (error) {
      state = 'failed';
      throw isWanted() ? error : new NotWanted('The export was cancelled.');
    } finally {
      onEnd(state);
    }
  }
  return ReadableStream.from(chunks());
}
