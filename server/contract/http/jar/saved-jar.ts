import { z } from 'zod';
import { BROWSERS } from './browser-rules.ts';
import { CookieJar, type CookieJarOptions } from './cookie-jar.ts';
import { storedCookieSchema } from './stored-cookie.ts';

/** A jar as JSON. Lost cookies are not included: they explain past requests, whose records are in the log. */
export const savedJarSchema = z.object({
  format: z.literal('session-inspector-jar'),
  browser: z.enum(BROWSERS),
  cookies: z.array(storedCookieSchema),
});
export type SavedJar = z.infer<typeof savedJarSchema>;

/** The cookies of a jar at a moment in wall-clock ms. */
export function saveJar(jar: CookieJar, nowMs: number): SavedJar {
  return { format: 'session-inspector-jar', browser: jar.browser, cookies: jar.cookies(nowMs) };
}

/** A jar with the saved cookies. Null if `saved` is not a saved jar. Never throws. */
export function readSavedJar(saved: unknown, options: CookieJarOptions): CookieJar | null {
  const read = savedJarSchema.safeParse(saved);
  if (!read.success) return null;
  const jar = new CookieJar(options);
  jar.put(read.data.cookies);
  return jar;
}
