import { z } from 'zod';
import { CookieJar } from '../contract/http/jar/cookie-jar.ts';
import { readSavedJar } from '../contract/http/jar/saved-jar.ts';
import type { StoredCookie } from '../contract/http/jar/stored-cookie.ts';

/** The simulated browsers keep cookies as Chromium does. */
const BROWSER = 'chromium';

/**
 * The jar of an earlier run, including the format of earlier versions, which used tough-cookie. An unreadable jar is
 * replaced by an empty one and reported, because a lost cookie must not prevent a start.
 */
export function jarFromSaved(saved: unknown, onUnreadable: () => void = () => {}): CookieJar {
  const read = readSavedJar(saved, { browser: BROWSER });
  if (read !== null) return read;
  const jar = new CookieJar({ browser: BROWSER });
  const old = oldJarSchema.safeParse(saved);
  if (old.success) jar.put(old.data.cookies.map(cookieOf));
  else if (saved !== null) onUnreadable();
  return jar;
}

const momentSchema = z.iso.datetime().transform((text) => Date.parse(text));

/** The jar format of tough-cookie 6 (`CookieJar.serializeSync`). */
const oldJarSchema = z.object({
  version: z.string().startsWith('tough-cookie@'),
  cookies: z.array(
    z.object({
      key: z.string(),
      value: z.string().default(''),
      domain: z.string(),
      hostOnly: z.boolean().default(true),
      path: z.string().default('/'),
      secure: z.boolean().default(false),
      httpOnly: z.boolean().default(false),
      sameSite: z.string().optional(),
      expires: z.union([momentSchema, z.literal('Infinity')]).optional(),
      /** In seconds from the creation. */
      maxAge: z.union([z.number(), z.enum(['Infinity', '-Infinity'])]).optional(),
      creation: momentSchema,
      lastAccessed: momentSchema.optional(),
    }),
  ),
});

function cookieOf(old: z.infer<typeof oldJarSchema>['cookies'][number], order: number): StoredCookie {
  const { key, value, domain, hostOnly, path, secure, httpOnly, creation } = old;
  const sameSite = z.enum(['strict', 'lax', 'none']).safeParse(old.sameSite);
  return {
    name: key,
    value,
    domain,
    hostOnly,
    path,
    secure,
    httpOnly,
    sameSite: sameSite.success ? sameSite.data : null,
    priority: 'medium',
    partition: null,
    expiresAtMs: endOf(old),
    createdAtMs: creation,
    createdOrder: order,
    accessedAtMs: old.lastAccessed ?? creation,
    // The format has no scheme: the site uses plain http, and no rule depends on the port.
    source: { setBy: null, scheme: 'http', port: 0 },
    replaced: null,
  };
}

function endOf({ maxAge, expires, creation }: z.infer<typeof oldJarSchema>['cookies'][number]): number | null {
  if (maxAge === '-Infinity') return creation;
  if (typeof maxAge === 'number') return creation + maxAge * 1000;
  return typeof expires === 'number' ? expires : null;
}
