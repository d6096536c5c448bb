import { z } from 'zod';

/** What a browser ranks a cookie by when it has too many. Chromium alone reads the attribute. */
export const cookiePrioritySchema = z.enum(['low', 'medium', 'high']);
export type CookiePriority = z.infer<typeof cookiePrioritySchema>;

/** Where a cookie came from. A browser compares neither scheme nor port: a cookie of one port goes to every other. */
export const cookieSourceSchema = z.object({
  /** The row, or whatever the caller counts by, whose Set-Cookie it was; null if the caller gave none. */
  setBy: z.number().nullable(),
  scheme: z.enum(['http', 'https']),
  port: z.number().int(),
});
export type CookieSource = z.infer<typeof cookieSourceSchema>;

/** A cookie as a browser keeps it (RFC 6265bis §5.7). Moments are wall-clock ms. */
export const storedCookieSchema = z.object({
  name: z.string(),
  /** Octets as the header had them, one character each, if the header was read by Node. */
  value: z.string(),
  /** Lower case, without a leading dot. */
  domain: z.string(),
  hostOnly: z.boolean(),
  path: z.string(),
  secure: z.boolean(),
  httpOnly: z.boolean(),
  /** Null: the attribute was absent, or none of the three. */
  sameSite: z.enum(['strict', 'lax', 'none']).nullable(),
  priority: cookiePrioritySchema,
  /** The top-level site that alone sees the cookie; null for a cookie that is not partitioned. */
  partition: z.string().nullable(),
  /** Null: until the browser closes. */
  expiresAtMs: z.number().nullable(),
  createdAtMs: z.number(),
  /** Orders cookies that were created in the same millisecond. */
  createdOrder: z.number().int(),
  accessedAtMs: z.number(),
  source: cookieSourceSchema,
  /** Where the cookie came from in whose place it was put; null if there was none. */
  replaced: cookieSourceSchema.nullable(),
});
export type StoredCookie = Readonly<z.infer<typeof storedCookieSchema>>;

/** Two cookies with the same key are one cookie: the later takes the place of the earlier (RFC 6265bis §5.7, 23). */
export function cookieKey({
  name,
  domain,
  hostOnly,
  path,
  partition,
}: Pick<StoredCookie, 'name' | 'domain' | 'hostOnly' | 'path' | 'partition'>): string {
  return `${partition ?? ''}\n${hostOnly ? '' : '.'}${domain}\n${path}\n${name}`;
}

/** `name=value`, or the value alone for a nameless cookie (RFC 6265bis §5.8.3, step 6). */
export function cookiePair({ name, value }: Pick<StoredCookie, 'name' | 'value'>): string {
  return name === '' ? value : `${name}=${value}`;
}
