import type { Response } from 'express';

/**
 * Lets an answer leave in one piece, once its session is saved. express-session writes all but the last byte, waits
 * for its store and writes that byte: two packets for each answer, and a client that can read it before the save is
 * committed. The bytes are the same. To be called after express-session's middleware ran, so that its `end` is the
 * inner one. What a handler has written before it ends the response has left already. Source: express-session
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
