import type { CookieOptions, SessionOptions } from 'express-session';
import type { ExpressFacts } from '../engines/express-decision.ts';
import type { RequestWithSession } from '../engines/express-facts.ts';

/** The options of the app with the defaults of express-session 1.19 (its README, section "Options"). */
export function factOptions({
  resave = true,
  saveUninitialized = true,
  rolling = false,
  unset = 'keep',
  cookie,
}: Partial<SessionOptions>): ExpressFacts['options'] {
  return {
    resave: Boolean(resave),
    saveUninitialized: Boolean(saveUninitialized),
    rolling: Boolean(rolling),
    unset: unset === 'destroy' ? 'destroy' : 'keep',
    cookie: typeof cookie === 'function' ? null : comparable(cookie ?? {}),
  };
}

/** Null for options from which the cookie of a session follows only with its request or its time. */
function comparable({ maxAge, expires, httpOnly = true, secure = false, sameSite = false }: CookieOptions) {
  if (expires !== undefined && expires !== null) return null;
  if ((sameSite as unknown) === 'auto' || (maxAge !== undefined && typeof maxAge !== 'number')) return null;
  return {
    maxAgeMs: maxAge ?? null,
    httpOnly: Boolean(httpOnly),
    secure: secure === 'auto' ? secure : Boolean(secure),
    sameSite: sameSite === true || sameSite === false ? null : sameSite,
  };
}

/** The secrets that verify the cookie of a request. A cookie parser before the session may give its own. */
export function secretsOf({ secret }: Partial<SessionOptions>, request: RequestWithSession): readonly string[] {
  const given: unknown = secret ?? (request as { readonly secret?: unknown }).secret;
  const list = Array.isArray(given) ? given : [given];
  return list.filter((one): one is string => typeof one === 'string');
}

/** `key` is the name of this option in early versions. */
export function cookieNameOf({ name, key }: Partial<SessionOptions> & { readonly key?: string }): string {
  return String(name || key || 'connect.sid');
}
