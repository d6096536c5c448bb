import { z } from 'zod';
import { jsonSchema } from './json.ts';
import { verdictSchema } from './verdict.ts';

/** The sender of a request: a simulated browser, or a program outside the app, which is named after its User-Agent. */
export const actorRefSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['simulated', 'outside']),
});
export type ActorRef = z.infer<typeof actorRefSchema>;

/** A simulated browser: the content of its cookie jar for the site, and the last answer it got. */
export const browserStateSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The session id inside the jar's session cookie. Its signature is not checked. Null without such a cookie. */
  sid: z.string().nullable(),
  /** The value of the session cookie in the jar, still percent-encoded. */
  cookieValue: z.string().nullable(),
  /**
   * When the session cookie in the jar expires, in wall-clock ms. Null without a session cookie or without an expiry.
   */
  cookieEndsAtMs: z.number().nullable(),
  /**
   * Set if the user put the session cookie into the jar and the site has not sent one since. `copiedFrom` is the name
   * of the browser that the cookie was copied from. It is null for a cookie that was typed, edited or sent from the
   * workbench. The whole value is null for a jar of an earlier run, because the origin of a cookie is not stored.
   */
  putIn: z.object({ copiedFrom: z.string().nullable() }).nullable(),
  /**
   * Whether the jar also has the session cookie of the engine that is switched off. That cookie is sent and ignored.
   */
  hasOtherCookie: z.boolean(),
  /** Every cookie of the jar that a request to the site would send now, including the session cookie. */
  cookieCount: z.number().int(),
  lastAnswer: z
    .object({
      /** The id of the record of the request. Null if the request was not recorded. */
      status: z.number().int().nullable(),
      text: z.string(),
      ok: z.boolean(),
    })
    .nullable(),
});
export type BrowserState = z.infer<typeof browserStateSchema>;

/**
 * A simulated browser as the window shows it. `verdict` is the verdict that its next request would get from the engine
 * in charge, with the signature, age, store and secrets of this moment. The browser holds a session if the verdict is
 * `accepted`.
 */
export const actorStateSchema = browserStateSchema.extend({ verdict: verdictSchema });
export type ActorState = z.infer<typeof actorStateSchema>;

/** The action of a button of a simulated browser. Each action is one real HTTP request to the site. */
export const actorActionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('set'), key: z.string(), value: jsonSchema }),
  z.object({ type: z.literal('get'), key: z.string() }),
  z.object({ type: z.literal('pop'), key: z.string() }),
  z.object({ type: z.literal('list') }),
  z.object({ type: z.literal('clear') }),
  z.object({ type: z.literal('regenerate') }),
  z.object({ type: z.literal('destroy') }),
]);
export type ActorAction = z.infer<typeof actorActionSchema>;
