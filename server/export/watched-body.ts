import { NotWanted } from '../base/errors.ts';

/**
 * The same body; tells how it ended. What is not wanted any more fails with {@link NotWanted}: that is no failure of
 * ours.
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
