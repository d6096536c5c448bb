import type { Request, Response } from 'express';
import { pagePolicy } from './page.ts';
import { errorPage } from './pages.ts';

/** Answers with an error: as JSON to clients that prefer JSON or sent it, otherwise as a page. */
export function sendError(
  req: Request,
  res: Response,
  { status, message, code }: { status: number; message: string; code: string },
): void {
  if (req.accepts(['html', 'json']) === 'json' || req.is('application/json')) {
    res.status(status).json({ title: message, status, code });
  } else {
    sendPage(res, status, errorPage(status, message));
  }
}

/** Answers with a page of the site's own. */
export function sendPage(res: Response, status: number, html: string): void {
  res.status(status).set('Content-Security-Policy', pagePolicy).send(html);
}
