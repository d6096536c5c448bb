import { z } from 'zod';

/** The priority of a cookie for eviction. Only Chromium reads the attribute. */
export const cookiePrioritySchema = z.enum(['low', 'medium', 'high']);
export type CookiePriority = z.infer<typeof cookiePrioritySchema>;

/** The origin of a cookie. Browsers compare neither scheme nor port: a cookie is sent to every port of its host. */
export const cookieSourceSchema = z.object({
  /** The row, or any other number of the caller, whose Set-Cookie stored the cookie. Null if the caller gave none. */
  setBy: z.number().nullable(),
  scheme: z.enum(['http', 'https']),
  port: z.number().int(),
});
export type CookieSource = z.infer<typeof cookieSourceSchema>;

/** A cookie as a browser keeps it (RFC 6265bis §5.7). Moments are wall-clock ms. */
export const storedCookieSchema = z.object({
  name: z.string(),
  /** Octets as in the header, one for each character, if Node read the header. */
  value: z.string(),
  /** Lower case, without a leading dot. */
  domain: z.string(),
  hostOnly: z.boolean(),
  path: z.string(),
  secure: z.boolean(),
  httpOnly: z.boolean(),
  /** Null if the attribute is absent or has any other value. */
  sameSite: z.enum(['strict', 'lax', 'none']).nullable(),
  priority: cookiePrioritySchema,
  /** The top-level site of a partitioned cookie, the only one that sees it. Null for a cookie without partition. */
  partition: z.string().nullable(),
  /** Null for a cookie that lasts until the browser closes. */
  expiresAtMs: z.number().nullable(),
  createdAtMs: z.number(),
  /** The order of cookies that were created in the same millisecond. */
  createdOrder: z.number().int(),
  accessedAtMs: z.number(),
  source: cookieSourceSchema,
  /** The source of the cookie that this one replaced. Null if there was none. */
  replaced: cookieSourceSchema.nullable(),
});
export type StoredCookie = Readonly<z.infer<typeof storedCookieSchema>>;

/** Two cookies with the same key are one cookie: the later one replaces the earlier (RFC 6265bis §5.7, step 23). */
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
