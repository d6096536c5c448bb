import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { EarlyRefusal } from '../../contract/early-refusal.ts';
import { refuseEarly } from './refuse-early.ts';

/**
 * Refuses requests that change something and were sent by a page of another origin (CSRF). SameSite=Lax does not do
 * that alone: another port of localhost is the same site, and a request that comes without the cookie would get a new
 * session, whose Set-Cookie replaces the visitor's. Programs that are no browser send neither header.
 */
export const refuseForeignPages: RequestHandler = (req, res, next) => {
  const refusal = isSafe(req.method) ? null : foreignPage(req);
  if (refusal === null) next();
  else refuseEarly(req, res, refusal);
};

/** RFC 9110 section 9.2.1. */
function isSafe(method: string): boolean {
  return ['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method);
}

function foreignPage({ headers }: IncomingMessage): EarlyRefusal | null {
  const { origin, host } = headers;
  if (origin !== undefined && !isOriginOf(host, origin))
    return { code: 'foreign-page', header: 'Origin', value: origin };
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return null;
  return { code: 'foreign-page', header: 'Sec-Fetch-Site', value: String(site) };
}

/** Whether the origin is the one the request was sent to: by http, or by https through a proxy. */
function isOriginOf(host: string | undefined, origin: string): boolean {
  return ['http', 'https'].some((scheme) => URL.parse(`${scheme}://${host}`)?.origin === origin);
}
