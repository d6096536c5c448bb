import { z } from 'zod';
import { sessionDataSchema } from './json.ts';

/** A session as the store holds it, for the window: the row, with its data decoded. */
export const storedSessionSchema = z.object({
  sid: z.string(),
  data: sessionDataSchema,
  createdAtMs: z.number(),
  lastUsedAtMs: z.number(),
  /** When the store drops it: the cookie's expiry, or the store's own idle limit for a browser-session cookie. */
  expiresAtMs: z.number(),
  /**
   * Whether the cookie itself has an expiry; false: it lasts until the browser closes, and only the idle limit ends
   * it.
   */
  cookieExpires: z.boolean(),
  /** The cookie as it is stored beside the data: what express-session would send if it had to send it now. */
  cookie: z.object({
    originalMaxAgeMs: z.number().nullable(),
    expiresAtMs: z.number().nullable(),
    httpOnly: z.boolean(),
    secure: z.boolean(),
    sameSite: z.string().nullable(),
    path: z.string(),
  }),
  /** What of its row cannot be read: its data is shown as none then, its cookie with the defaults. Absent: nothing. */
  unreadable: z.array(z.enum(['data', 'cookie'])).optional(),
  /** Size of the stored JSON in bytes of UTF-8, the cookie member included. */
  bytes: z.number().int(),
});
export type StoredSession = z.infer<typeof storedSessionSchema>;
