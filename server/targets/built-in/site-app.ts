import express, { type ErrorRequestHandler, type Express } from 'express';
import { InspectorError } from '../../base/errors.ts';
import { messageOf } from '../../base/thrown.ts';
import type { SessionEngine } from '../../engines/engine.ts';
import { valueLimits } from '../../engines/value-guard.ts';
import { currentObservation } from '../../record/observation.ts';
import { foreignPage } from './foreign-pages.ts';
import { oddHead } from './odd-heads.ts';
import { homePage, notFoundPage } from './pages.ts';
import { refuseEarly } from './refuse-early.ts';
import { readBody } from './request-body.ts';
import { sendError, sendPage } from './send-error.ts';
import { addSessionRoutes } from './session-routes.ts';
import { addTutorialRoutes } from './tutorial-routes.ts';

/** JSON may write one byte of a value as a six-byte escape (\u0041). */
const bodyLimitBytes = 6 * valueLimits.valueBytes;

/** The observed site: an ordinary Express app with sessions. It does not depend on the recorder in front of it. */
export function createSiteApp(engine: SessionEngine): Express {
  const app = express();
  app.disable('x-powered-by');
  // Each visit must be a complete request: without this, Express could answer 304 without a body, and the browser could
  // use its cache.
  app.disable('etag');
  const readBodyFirst = readBody(bodyLimitBytes);
  // One middleware and not several, because each costs every request half a kilobyte of garbage (docs/speed.md).
  app.use((req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('X-Content-Type-Options', 'nosniff');
    // These run before the session is read, so that a refused request changes nothing.
    const refusal = oddHead(req) ?? foreignPage(req);
    return refusal === null ? readBodyFirst(req, res, next) : refuseEarly(req, res, refusal);
  });
  app.use(engine.attach);
  // The routes are on the app itself, because a nested router costs each request three more microseconds
  // (docs/speed.md).
  addTutorialRoutes(app, engine);
  app.get('/', (_req, res) => sendPage(res, 200, homePage(engine)));
  addSessionRoutes(app, engine);
  app.use((req, res) => sendPage(res, 404, notFoundPage(req.method, req.path)));
  app.use(answerError);
  return app;
}

/** The last error handler: notes the error in the record of the request, and answers if no response was sent yet. */
const answerError: ErrorRequestHandler = (error: unknown, req, res, _next) => {
  const { status, message, code } = explain(error);
  const observation = currentObservation();
  if (res.headersSent) {
    // express-session reports a failed save after the response was sent. The failed store call is in the record.
    if (!res.writableEnded) res.destroy();
    return;
  }
  const reason = messageOf(error);
  // The failed store call is in the record already.
  const isStoreFailure = observation?.storeOperations.some(
    (call) => call.outcome === 'failed' && call.error === reason,
  );
  if (!isStoreFailure) observation?.errors.push({ where: 'handler', message: reason });
  if (status === 503) res.setHeader('Retry-After', '1');
  sendError(req, res, { status, message, code });
};

/**
 * Errors of Express and its parsers have a 4xx status and a message for the client. A session store that cannot be
 * reached is explained too, because the client did nothing wrong and can try again. The messages of all other errors
 * are not sent.
 */
function explain(error: unknown): { status: number; message: string; code: string } {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (status >= 400 && status < 500) return { status, message: (error as Error).message, code: 'bad-request' };
  if (error instanceof InspectorError && error.status === 503)
    return { status: 503, message: error.message, code: error.code };
  return { status: 500, message: 'The server could not handle this request. The inspector shows why.', code: 'error' };
}
