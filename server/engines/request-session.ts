import type { Request } from 'express';
import type { SessionHandle } from './engine.ts';

/*
 * The handle is stored on the request itself under a private key, as express-session stores `req.session`. A WeakMap
 * would need no key on the request, but costs a busy site a quarter of its time: V8 cannot free a young key of an old
 * WeakMap in its quick collections, so whole requests pile up until the next slow collection (docs/speed.md).
 */
const handleKey = Symbol('the session of this request');

interface WithSession {
  [handleKey]?: SessionHandle;
}

/** Called by the engine that handles a request. */
export function giveSession(request: Request, handle: SessionHandle): void {
  (request as WithSession)[handleKey] = handle;
}

/** The session of a request, from either engine. Throws if there is none. */
export function sessionOf(request: Request): SessionHandle {
  const handle = (request as WithSession)[handleKey];
  if (handle === undefined) {
    throw new Error('This request has no session: its store is away, or the engine is not attached to its route.');
  }
  return handle;
}
