import { z } from 'zod';
import { BROWSERS } from './browser-rules.ts';
import { CookieJar, type CookieJarOptions } from './cookie-jar.ts';
import { storedCookieSchema } from './stored-cookie.ts';

/** A jar as JSON. What was lost is not part of it: that explains the past, and the log has it. */
export const savedJarSchema = z.object({
  format: z.literal('session-inspector-jar'),
  browser: z.enum(BROWSERS),
  cookies: z.array(storedCookieSchema),
});
export type SavedJar = z.infer<typeof savedJarSchema>;

/** The cookies of a jar as they are held at a moment in wall-clock ms. */
export function saveJar(jar: CookieJar, nowMs: number): SavedJar {
  return { format: 'session-inspector-jar', browser: jar.browser, cookies: jar.cookies(nowMs) };
}

/** A jar with what was saved; null if `saved` is no saved jar. Never throws. */
export function readSavedJar(saved: unknown, options: CookieJarOptions): CookieJar | null {
  const read = savedJarSchema.safeParse(saved);
  if (!read.success) return null;
  const jar = new CookieJar(options);
  jar.put(read.data.cookies);
  return jar;
}
