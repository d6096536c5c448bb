import type { Response } from 'express';

/**
 * Sends a response in one piece after its session is saved. express-session writes all bytes but the last, waits for
 * its store and writes the last byte: two packets for each response, and a client that can read it before the save is
 * committed. The bytes are the same. Has to be called after the middleware of express-session, so that its `end` is the
 * inner one. Data that a handler wrote before it ends the response has already been sent. Source: express-session
 * index.js, `writetop`; Node's `OutgoingMessage.end` uncorks the connection.
 */
export function answerInOnePiece(res: Response): void {
  const end = res.end;
  res.end = ((...args: Parameters<typeof end>) => {
    // The connection and not the response: Node puts the end of a corked chunked response before its last chunk.
    if (!res.writableEnded) res.socket?.cork();
    return end.apply(res, args);
  }) as typeof end;
}
