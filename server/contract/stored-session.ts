import { z } from 'zod';
import { sessionDataSchema } from './json.ts';

/** A stored session for the window: the row with its data decoded. */
export const storedSessionSchema = z.object({
  sid: z.string(),
  data: sessionDataSchema,
  createdAtMs: z.number(),
  lastUsedAtMs: z.number(),
  /**
   * When the store deletes it: at the cookie's expiry, or for a browser-session cookie after the idle limit of the
   * store.
   */
  expiresAtMs: z.number(),
  /**
   * Whether the cookie has an expiry. If false, it lasts until the browser closes, and only the idle limit ends the
   * session.
   */
  cookieExpires: z.boolean(),
  /** The cookie options stored with the data: those that express-session would use if it sent the cookie now. */
  cookie: z.object({
    originalMaxAgeMs: z.number().nullable(),
    expiresAtMs: z.number().nullable(),
    httpOnly: z.boolean(),
    secure: z.boolean(),
    sameSite: z.string().nullable(),
    path: z.string(),
  }),
  /**
   * The parts of its row that cannot be read. Unreadable data is shown as empty, an unreadable cookie with the
   * defaults. Absent if the whole row can be read.
   */
  unreadable: z.array(z.enum(['data', 'cookie'])).optional(),
  /** The size of the stored JSON in UTF-8 bytes, including the member `cookie`. */
  bytes: z.number().int(),
});
export type StoredSession = z.infer<typeof storedSessionSchema>;
