import type { Response } from 'express';

/**
 * Sends a response in one piece after its session is saved. express-session writes all bytes except the last, waits for
 * its store and writes the last byte. That makes two packets for each response, and the client can read the response
 * before the save is committed. This function does not change the bytes. It must be called after the middleware of
 * express-session, so that its `end` is the inner one. Data that a handler writes before it ends the response is sent
 * immediately. Source: express-session index.js, `writetop`; Node's `OutgoingMessage.end` uncorks the connection.
 */
export function answerInOnePiece(res: Response): void {
  const end = res.end;
  const endInOnePiece = (...args: Parameters<typeof end>) => {
    // The connection is corked instead of the response, because Node puts the end of a corked chunked response before
    // its last chunk.
    if (!res.writableEnded) res.socket?.cork();
    return end.apply(res, args);
  };
  // Not written into the assignment: V8 would keep the request until a full collection (docs/speed.md).
  res.end = endInOnePiece as typeof end;
}
