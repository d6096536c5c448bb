import type { Request } from 'express';
import type { SessionHandle } from './engine.ts';

/*
 * The handle stands on the request itself, under a key that nobody else has, as express-session puts `req.session`
 * there. A WeakMap would keep the request out of it, but costs a busy site a quarter of its time: V8 cannot free a
 * young key of an old WeakMap in its quick collections, so whole requests pile up until the next slow one
 * (docs/speed.md).
 */
const handleKey = Symbol('the session of this request');

interface WithSession {
  [handleKey]?: SessionHandle;
}

/** To be called by the engine that took charge of a request. */
export function giveSession(request: Request, handle: SessionHandle): void {
  (request as WithSession)[handleKey] = handle;
}

/** The session of a request, whichever engine gave it. Throws if none did. */
export function sessionOf(request: Request): SessionHandle {
  const handle = (request as WithSession)[handleKey];
  if (handle === undefined) {
    throw new Error('This request has no session: its store is away, or the engine is not attached to its route.');
  }
  return handle;
}
